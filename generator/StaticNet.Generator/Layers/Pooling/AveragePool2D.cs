namespace StaticNet.Generator.Layers;

/// <summary><c>y = the mean of each window</c>.</summary>
internal sealed record AveragePool2D(int KernelHeight, int KernelWidth, int? Stride, int Pad) : Pool(KernelHeight, KernelWidth, Stride, Pad)
{
    public override string Word => "averagepool";

    public override string Equation => "y = the mean of each window";

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.Linear);

    public static AveragePool2D Read(ILayerArguments arguments)
        => new(Window.KernelHeight(arguments), Window.KernelWidth(arguments), arguments.IntIfSet("Stride"), arguments.Int("Pad", fallback: 0));
}
