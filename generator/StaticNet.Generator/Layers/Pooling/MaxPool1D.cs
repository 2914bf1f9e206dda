namespace StaticNet.Generator.Layers;

/// <summary><c>y = the largest x of each window</c> of a sequence.</summary>
internal sealed record MaxPool1D(int Kernel, Sliding Sliding, bool CeilMode)
    : Pool(KernelHeight: 1, Kernel, IsSequence: true, Sliding, CeilMode)
{
    public override string Word => "maxpool";

    public override string Equation => "y = the largest x of each window";

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.None);

    public override bool IsMean => false;

    public static MaxPool1D Read(ILayerArguments arguments)
        => new(arguments.Int("kernel"), Sliding.Read(arguments, stride: null), arguments.Bool("CeilMode", fallback: false));
}
