namespace StaticNet.Generator.Layers;

/// <summary><c>y = exp(x) / sum of exp(x)</c>.</summary>
internal sealed record Softmax : SoftmaxLayer
{
    public override string Word => "softmax";

    public override string Equation => "y = exp(x) / sum of exp(x)";

    public static Softmax Read(ILayerArguments arguments) => new();
}
