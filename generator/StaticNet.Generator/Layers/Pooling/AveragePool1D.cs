namespace StaticNet.Generator.Layers;

/// <summary><c>y = the mean of each window</c> of a sequence.</summary>
internal sealed record AveragePool1D(int Kernel, Sliding Sliding, bool CountIncludePad, bool CeilMode)
    : Pool(KernelHeight: 1, Kernel, IsSequence: true, Sliding, CeilMode)
{
    public override string Word => "averagepool";

    public override string Equation => "y = the mean of each window";

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.Linear);

    public override bool IsMean => true;

    public override bool CountsPadding => CountIncludePad;

    public static AveragePool1D Read(ILayerArguments arguments)
        => new(arguments.Int("kernel"), Sliding.Read(arguments, stride: null), arguments.Bool("CountIncludePad", fallback: true), arguments.Bool("CeilMode", fallback: false));
}
