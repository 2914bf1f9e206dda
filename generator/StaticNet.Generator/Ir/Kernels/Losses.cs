using System.Collections.Generic;
using StaticNet.Generator.Layers;
using static StaticNet.Generator.Ir.KernelArguments;

namespace StaticNet.Generator.Ir;

/// <summary><c>y = softmax(x)</c>, or its logarithm.</summary>
/// <param name="X">The rows of x.</param>
/// <param name="Y">The rows of y.</param>
/// <param name="IsLog">Whether the logarithm is taken.</param>
internal sealed record SoftmaxKernel(Row X, Row Y, bool IsLog) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Read("x", X), Argument.Write("y", Y with { Length = X.Length }, inPlaceOf: "x")];
}

/// <summary><c>dx = y (dy - sum of dy y)</c>; for the logarithm <c>dx = dy - exp(y) sum of dy</c>.</summary>
/// <param name="Y">The rows of the layer's output.</param>
/// <param name="Gradient">The rows of dy and dx.</param>
/// <param name="IsLog">Whether the logarithm was taken.</param>
internal sealed record SoftmaxGradient(Row Y, Row Gradient, bool IsLog) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Read("y", Y), .. Gradients(Gradient with { Length = Y.Length })];
}

/// <summary>The sum of the samples' losses, and the gradient of their mean with respect to y.</summary>
/// <param name="Loss">The loss, for cross-entropies in the form that takes logits.</param>
/// <param name="Y">The rows of the network's outputs, or of the logits where the last layer is fused into the loss.</param>
/// <param name="Gradient">The rows of dy.</param>
/// <param name="TargetStride">From one sample's targets to the next.</param>
internal sealed record LossKernel(Loss Loss, Row Y, Row Gradient, int TargetStride) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Read("y", Y),
        Argument.Targets("targets"),
        Argument.Write("dy", Gradient with { Length = Y.Length }),
    ];
}
