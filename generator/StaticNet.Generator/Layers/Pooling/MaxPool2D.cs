namespace StaticNet.Generator.Layers;

/// <summary><c>y = the largest x of each window</c>.</summary>
internal sealed record MaxPool2D(int KernelHeight, int KernelWidth, Sliding Sliding, bool CeilMode)
    : Pool(KernelHeight, KernelWidth, IsSequence: false, Sliding, CeilMode)
{
    public override string Word => "maxpool";

    public override string Equation => "y = the largest x of each window";

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.None);

    public override bool IsMean => false;

    public static MaxPool2D Read(ILayerArguments arguments)
        => new(Window.KernelHeight(arguments), Window.KernelWidth(arguments), Sliding.Read(arguments, stride: null), arguments.Bool("CeilMode", fallback: false));
}
