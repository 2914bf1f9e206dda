using System;
using System.Collections.Generic;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Analysis;

/// <summary>
/// The most scratch memory that a sample can need, however a pass is planned: one padded row for every layer's output and, in training, one
/// more for its gradient and one for the gradient of the inputs. Planning shares memory, so it always needs less.
/// </summary>
/// <param name="networkInput">The shape of the network's input.</param>
/// <param name="isTrained">Whether the network has a loss.</param>
internal sealed class ScratchBound(Shape networkInput, bool isTrained)
{
    // Values of one shape may be the same one, whose border then takes in those of all that read it.
    private readonly Dictionary<Shape, (long Height, long Width)> _borders = [];
    private bool _isExceeded;
    private long _kept;

    // Without training, the input may be copied pixel by pixel.
    private long _floats = isTrained ? Row(networkInput) : networkInput.Rank == 1 ? 0 : Row(networkInput) / 3;

    /// <summary>Adds what a layer keeps beside its output, in floats, before that output is added.</summary>
    public void Keep(long floats) => _kept += floats;

    /// <summary>
    /// Adds the borders of a convolution or a pool: that of its padding, and in training the one around the gradient that its kernel reaches into. Of a
    /// transposed convolution they are the other way round, and its output may be longer by less than the dilation.
    /// </summary>
    public void KeepBorders(Shape input, Shape output, ConvGeometry g, bool isTransposed)
    {
        // A kernel reaches furthest into the gradient from where there is the least padding.
        int padHeight = Math.Min(g.PadTop, g.PadBottom);
        int padWidth = Math.Min(g.PadLeft, g.PadRight);
        if (isTransposed)
        {
            KeepBorder(
                input,
                Reach(g.KernelHeight + 1L, g.DilationHeight, padHeight, g.StrideHeight),
                Reach(g.KernelWidth + 1L, g.DilationWidth, padWidth, g.StrideWidth));
            if (isTrained)
            {
                KeepBorder(output, g.Border.Height, g.Border.Width);
            }

            return;
        }

        KeepBorder(input, g.Border.Height, g.Border.Width);
        if (isTrained)
        {
            KeepBorder(output, Reach(g.KernelHeight, g.DilationHeight, padHeight, g.StrideHeight), Reach(g.KernelWidth, g.DilationWidth, padWidth, g.StrideWidth));
        }
    }

    /// <summary>Adds a layer's output; true once, for the first with which an array no longer holds it all.</summary>
    public bool Exceeds(Shape output)
    {
        _floats += (isTrained ? 2 : 1) * (Row(output) + _kept);
        _kept = 0;
        if (_isExceeded || Sizes.Fits(_floats))
        {
            return false;
        }

        _isExceeded = true;
        return true;
    }

    /// <summary>As a diagnostic says it.</summary>
    public override string ToString()
        => isTrained
            ? $"the outputs of all layers and their gradients take {Sizes.Text(_floats)} floats a sample in training"
            : $"the outputs of all layers take {Sizes.Text(_floats)} floats a sample";

    /// <summary>The floats of a value at most. Pixels have their channels padded to whole vectors, and a border; the copy of the inputs pixel by pixel counts too.</summary>
    public static long Row(Shape shape)
        => shape.Rank == 1
            ? Padded(shape.Length)
            : 3 * Padded(shape.Dimensions[0]) * (shape.Length / Math.Max(1, shape.Dimensions[0]));

    private void KeepBorder(Shape shape, long height, long width)
    {
        if (_borders.TryGetValue(shape, out (long Height, long Width) other))
        {
            (height, width) = (Math.Max(height, other.Height), Math.Max(width, other.Width));
        }

        _borders[shape] = (height, width);
        Keep(Border(shape, height, width));
    }

    private static long Reach(long kernel, long dilation, long pad, long stride) => Math.Max(0, (((kernel - 1) * dilation) - pad + stride) / Math.Max(1, stride));

    // Beyond what any array holds, the exact number does not matter.
    private static long Border(Shape shape, long height, long width)
    {
        if (shape.Rank == 1)
        {
            return 0;
        }

        (double lines, double pixels) = (shape.Rank == 3 ? shape.Dimensions[1] : 1, shape.Dimensions[shape.Rank - 1]);
        double floats = Padded(shape.Dimensions[0]) * (((lines + (2.0 * height)) * (pixels + (2.0 * width))) - (lines * pixels));
        return (long)Math.Min(Math.Max(floats, 0), 1L << 50);
    }

    private static long Padded(long length) => (length + DenseStorage.Lanes - 1) / DenseStorage.Lanes * DenseStorage.Lanes;
}
