using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>L = -the mean of t log p + (1 - t) log(1 - p), p = sigmoid of the scores</c>.</summary>
internal sealed record BinaryCrossEntropy : Loss
{
    public override string Equation => "L = -the mean of t log p + (1 - t) log(1 - p), p = sigmoid of the scores";

    public override bool Includes(AnalyzedLayer last, Shape output) => last.Layer is Sigmoid;

    public static BinaryCrossEntropy Read(ILayerArguments arguments) => new();
}
