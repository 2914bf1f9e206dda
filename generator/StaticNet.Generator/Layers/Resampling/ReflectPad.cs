using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Layers;

/// <summary>The mirror image of an image or a sequence around it.</summary>
internal sealed record ReflectPad(int Pad, SlidingAxis Lines, SlidingAxis Pixels) : SpatialPad(Pad, Lines, Pixels)
{
    public override string Word => "reflectpad";

    public override string Equation => "y = x with its mirror image around it";

    protected override AxisMapKind Map => AxisMapKind.Reflected;

    public static ReflectPad Read(ILayerArguments arguments) => new(
        arguments.Int("pad", fallback: 0), SlidingAxis.Read(arguments, "Height", "Top", "Bottom"), SlidingAxis.Read(arguments, "Width", "Left", "Right"));

    // The mirror is the last line or pixel, and is not repeated.
    protected override (int Most, string Why)? Limit(int length) => (length - 1, "one less than there is to mirror");
}
