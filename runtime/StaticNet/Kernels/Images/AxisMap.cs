using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace StaticNet.Kernels;

/// <summary>
/// Which lines of an image the lines of another one are made of, or which pixels of a line: output i is the input at <c>(start + i step) / denominator</c>, between two of them
/// where that is no whole number. The fraction is exact, and its weight has the same bits everywhere.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AxisMap
{
    private readonly long _start;
    private readonly long _step;
    private readonly long _denominator;
    private readonly int _length;
    private readonly Beyond _beyond;
    private readonly bool _isNearest;

    private AxisMap(long start, long step, long denominator, int length, Beyond beyond, bool isNearest = false)
    {
        _start = start;
        _step = step;
        _denominator = denominator;
        _length = length;
        _beyond = beyond;
        _isNearest = isNearest;
    }

    // What lies beyond the input.
    private enum Beyond
    {
        Nothing,
        Mirrored,
        Edge,
    }

    /// <summary>The input with zeros around it: output i is input <c>i - before</c>. A negative number leaves out the first ones.</summary>
    /// <param name="before">The zeros before the input.</param>
    /// <param name="length">The lines or pixels of the input.</param>
    public static AxisMap Padded(int before, int length) => new(-before, 1, 1, length, Beyond.Nothing);

    /// <summary>The input with its mirror image around it.</summary>
    /// <param name="before">What is before the input, less than <paramref name="length"/>.</param>
    /// <param name="length">The lines or pixels of the input.</param>
    public static AxisMap Reflected(int before, int length) => new(-before, 1, 1, length, Beyond.Mirrored);

    /// <summary>Each of the input several times.</summary>
    /// <param name="scale">How many times.</param>
    /// <param name="length">The lines or pixels of the input.</param>
    public static AxisMap Nearest(int scale, int length) => new(0, 1, scale, length, Beyond.Edge, isNearest: true);

    /// <summary>Between neighbours, where the edges of both images lie upon each other: output i is the input at <c>(i + 1/2) / scale - 1/2</c>, and not before the first.</summary>
    /// <param name="scale">How many outputs there are for each of the input.</param>
    /// <param name="length">The lines or pixels of the input.</param>
    public static AxisMap Linear(int scale, int length) => new(1L - scale, 2, 2L * scale, length, Beyond.Edge);

    /// <summary>Between neighbours, where the first and the last of both images lie upon each other: output i is the input at <c>i (length - 1) / (outputs - 1)</c>.</summary>
    /// <param name="outputs">The outputs.</param>
    /// <param name="length">The lines or pixels of the input.</param>
    public static AxisMap Aligned(int outputs, int length) => new(0, length - 1, Math.Max(outputs - 1, 1), length, Beyond.Edge);

    /// <summary>What an output is made of.</summary>
    /// <param name="index">The line or pixel.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal AxisPoint At(int index)
    {
        long position = _start + (index * _step);
        if (_denominator == 1)
        {
            if ((ulong)position >= (ulong)_length)
            {
                if (_beyond == Beyond.Nothing)
                {
                    return AxisPoint.None;
                }

                position = _beyond == Beyond.Mirrored ? (position < 0 ? -position : (2L * (_length - 1)) - position) : Math.Clamp(position, 0, _length - 1);
            }

            return new AxisPoint((int)position, (int)position, 0);
        }

        (long first, long rest) = Math.DivRem(Math.Max(position, 0), _denominator);
        return rest == 0 || _isNearest || first + 1 >= _length
            ? new AxisPoint((int)first, (int)first, 0)
            : new AxisPoint((int)first, (int)first + 1, (float)rest / _denominator);
    }
}
