namespace StaticNet.Generator.Layers;

/// <summary><c>L = the mean of (y - t)^2</c>.</summary>
internal sealed record MeanSquaredError : Loss
{
    public override string Equation => "L = the mean of (y - t)^2";

    public static MeanSquaredError Read(ILayerArguments arguments) => new();
}
