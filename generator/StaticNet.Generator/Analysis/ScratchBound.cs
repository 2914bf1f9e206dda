using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>
/// The most scratch memory that a sample can need, however a pass is planned: one padded row for every layer's output and, in training, one
/// more for its gradient and one for the gradient of the inputs. Planning shares memory, so it always needs less.
/// </summary>
/// <param name="networkInput">The shape of the network's input.</param>
/// <param name="isTrained">Whether the network has a loss.</param>
internal sealed class ScratchBound(Shape networkInput, bool isTrained)
{
    private long _kept;
    private long _floats = isTrained ? Row(networkInput) : 0;

    /// <summary>Adds what a layer keeps beside its output, in floats, before that output is added.</summary>
    public void Keep(long floats) => _kept += floats;

    /// <summary>Adds the borders of a convolution or a pool: that of its padding, and in training the one around the gradient that its kernel reaches into.</summary>
    public void KeepBorders(Shape input, Shape output, ConvGeometry g)
    {
        Keep(Border(input, g.PadHeight, g.PadWidth));
        if (isTrained)
        {
            Keep(Border(output, Reach(g.KernelHeight, g.DilationHeight, g.PadHeight, g.StrideHeight), Reach(g.KernelWidth, g.DilationWidth, g.PadWidth, g.StrideWidth)));
        }
    }

    /// <summary>Adds a layer's output; true where it is the first with which an array no longer holds it all.</summary>
    public bool Exceeds(Shape output)
    {
        bool fitted = Sizes.Fits(_floats);
        _floats += (isTrained ? 2 : 1) * (Row(output) + _kept);
        _kept = 0;
        return fitted && !Sizes.Fits(_floats);
    }

    /// <summary>As a diagnostic says it.</summary>
    public override string ToString()
        => isTrained
            ? $"the outputs of all layers and their gradients take {Sizes.Text(_floats)} floats a sample in training"
            : $"the outputs of all layers take {Sizes.Text(_floats)} floats a sample";

    private static long Reach(long kernel, long dilation, long pad, long stride) => System.Math.Max(0, (((kernel - 1) * dilation) - pad + stride) / System.Math.Max(1, stride));

    // Beyond what any array holds, the exact number does not matter.
    private static long Border(Shape shape, long height, long width)
    {
        if (shape.Rank == 1)
        {
            return 0;
        }

        (double lines, double pixels) = (shape.Rank == 3 ? shape.Dimensions[1] : 1, shape.Dimensions[shape.Rank - 1]);
        double floats = Padded(shape.Dimensions[0]) * (((lines + (2.0 * height)) * (pixels + (2.0 * width))) - (lines * pixels));
        return (long)System.Math.Min(System.Math.Max(floats, 0), 1L << 50);
    }

    // Pixels have their channels padded to whole vectors, and a border; the copy of the inputs pixel by pixel counts too.
    private static long Row(Shape shape)
        => shape.Rank == 1
            ? Padded(shape.Length)
            : 3 * Padded(shape.Dimensions[0]) * (shape.Length / System.Math.Max(1, shape.Dimensions[0]));

    private static long Padded(long length) => (length + DenseStorage.Lanes - 1) / DenseStorage.Lanes * DenseStorage.Lanes;
}
