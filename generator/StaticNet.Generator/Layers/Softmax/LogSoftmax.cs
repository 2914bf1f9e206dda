namespace StaticNet.Generator.Layers;

/// <summary><c>y = x - log(sum of exp(x))</c>.</summary>
internal sealed record LogSoftmax : SoftmaxLayer
{
    public override string Word => "logsoftmax";

    public override string Equation => "y = x - log(sum of exp(x))";

    public static LogSoftmax Read(ILayerArguments arguments) => new();
}
