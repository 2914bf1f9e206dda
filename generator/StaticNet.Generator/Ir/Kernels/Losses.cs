using System.Collections.Generic;
using StaticNet.Generator.Layers;

namespace StaticNet.Generator.Ir;

/// <summary><c>y = softmax(x)</c>, or its logarithm, over the channels of each pixel.</summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Y">The pixels of y.</param>
/// <param name="IsLog">Whether the logarithm is taken.</param>
internal sealed record SoftmaxKernel(Pixels X, Pixels Y, bool IsLog) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Read("x", Access.Of(X, X)), Argument.Write("y", Access.Of(Y, X), inPlaceOf: "x")];
}

/// <summary><c>dx = y (dy - sum of dy y)</c>; for the logarithm <c>dx = dy - exp(y) sum of dy</c>.</summary>
/// <param name="Y">The pixels of the layer's output.</param>
/// <param name="Dy">The pixels of dy.</param>
/// <param name="Dx">The pixels of dx.</param>
/// <param name="IsLog">Whether the logarithm was taken.</param>
internal sealed record SoftmaxGradient(Pixels Y, Pixels Dy, Pixels Dx, bool IsLog) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Read("y", Access.Of(Y, Y)),
        Argument.Read("dy", Access.Of(Dy, Y)),
        Argument.Write("dx", Access.Of(Dx, Y), inPlaceOf: "dy"),
    ];
}

/// <summary>
/// The targets that cross-entropy is computed from, made of the caller's targets or labels: with a weight for each class, smoothed, and 0 where the label is
/// ignored. Of an image they are those of its positions, channel after channel.
/// </summary>
/// <param name="Loss">The loss.</param>
/// <param name="Classes">The classes.</param>
/// <param name="Positions">The positions of a sample that each have a class.</param>
/// <param name="T">The rows of the targets.</param>
/// <param name="TargetStride">From one sample's targets to the next, of those that the caller brings.</param>
internal sealed record ClassTargets(CrossEntropy Loss, int Classes, int Positions, Row T, int TargetStride) : Kernel
{
    /// <summary>Whether the caller may bring labels: where it is the loss of all outputs.</summary>
    public bool TakesLabels => TargetStride == Classes * Positions;

    public override IEnumerable<Argument> Arguments => [Argument.Targets("targets"), Argument.Write("t", T)];
}

/// <summary>The sum of the samples' losses, and the gradient of their mean with respect to y.</summary>
/// <param name="Loss">The loss, for cross-entropies in the form that takes logits.</param>
/// <param name="Y">The rows of the network's outputs, or of the logits where the last layer is fused into the loss.</param>
/// <param name="Gradient">The rows of dy.</param>
/// <param name="TargetStride">From one sample's targets to the next, of those that the caller brings.</param>
/// <param name="Made">The rows of the targets where <see cref="ClassTargets"/> makes them of those.</param>
/// <param name="Positions">Of cross-entropy, the positions of a sample that each have a class.</param>
internal sealed record LossKernel(Loss Loss, Row Y, Row Gradient, int TargetStride, Row? Made = null, int Positions = 1) : Kernel
{
    /// <summary>The outputs that are classes of one position.</summary>
    public int Classes => Y.Length / Positions;

    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Read("y", Y),
        Made is { } made ? Argument.Read("targets", made) : Argument.Targets("targets"),
        Argument.Write("dy", Gradient with { Length = Y.Length }),
    ];
}
