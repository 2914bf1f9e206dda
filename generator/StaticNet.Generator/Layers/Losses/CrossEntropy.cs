using StaticNet.Generator.Analysis;

namespace StaticNet.Generator.Layers;

/// <summary><c>L = -sum of t log p, p = softmax of the scores</c>.</summary>
internal sealed record CrossEntropy : Loss
{
    public override string Equation => "L = -sum of t log p, p = softmax of the scores";

    public override bool Includes(Layer last) => last is SoftmaxLayer;

    // It tells classes apart, so it takes one vector of them.
    public override void Check(LayerContext context) => context.RequireFlat(nameof(CrossEntropy));

    public static CrossEntropy Read(ILayerArguments arguments) => new();
}
