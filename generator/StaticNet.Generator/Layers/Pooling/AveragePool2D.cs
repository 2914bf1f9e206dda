namespace StaticNet.Generator.Layers;

/// <summary><c>y = the mean of each window</c>.</summary>
internal sealed record AveragePool2D(int KernelHeight, int KernelWidth, Sliding Sliding, bool CountIncludePad, bool CeilMode)
    : Pool(KernelHeight, KernelWidth, IsSequence: false, Sliding, CeilMode)
{
    public override string Word => "averagepool";

    public override string Equation => "y = the mean of each window";

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.Linear);

    public override bool IsMean => true;

    public override bool CountsPadding => CountIncludePad;

    public static AveragePool2D Read(ILayerArguments arguments)
        => new(Window.KernelHeight(arguments), Window.KernelWidth(arguments), Sliding.Read(arguments, stride: null), arguments.Bool("CountIncludePad", fallback: true), arguments.Bool("CeilMode", fallback: false));
}
