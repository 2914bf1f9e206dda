namespace StaticNet.Generator.Layers;

/// <summary><c>y = the largest x of each window</c>.</summary>
internal sealed record MaxPool2D(int KernelHeight, int KernelWidth, int? Stride, int Pad) : Pool(KernelHeight, KernelWidth, Stride, Pad)
{
    public override string Word => "maxpool";

    public override string Equation => "y = the largest x of each window";

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.None);

    public static MaxPool2D Read(ILayerArguments arguments)
        => new(Window.KernelHeight(arguments), Window.KernelWidth(arguments), arguments.IntIfSet("Stride"), arguments.Int("Pad", fallback: 0));
}
