using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Layers;

/// <summary>Zeros around an image or a sequence.</summary>
internal sealed record ZeroPad(int Pad, SlidingAxis Lines, SlidingAxis Pixels) : SpatialPad(Pad, Lines, Pixels)
{
    public override string Word => "zeropad";

    public override string Equation => "y = x with zeros around it";

    protected override AxisMapKind Map => AxisMapKind.Padded;

    public static ZeroPad Read(ILayerArguments arguments) => new(
        arguments.Int("pad", fallback: 0), SlidingAxis.Read(arguments, "Height", "Top", "Bottom"), SlidingAxis.Read(arguments, "Width", "Left", "Right"));
}
