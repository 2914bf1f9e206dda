namespace StaticNet.Generator.Layers;

/// <summary><c>L = the mean of |y - t|</c>.</summary>
internal sealed record MeanAbsoluteError : Loss
{
    public override string Equation => "L = the mean of |y - t|";

    public static MeanAbsoluteError Read(ILayerArguments arguments) => new();
}
