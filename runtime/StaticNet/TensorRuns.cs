using System.Runtime.CompilerServices;

namespace StaticNet;

/// <summary>
/// A walk over a tensor's elements in row-major order of the logical shape, which is the order of files and of initialisation, in runs that
/// are as long as the strides allow: a tensor without gaps and in its own order is a single one.
/// </summary>
/// <remarks>A fresh process walks over every tensor once, to load it: the code is optimised at its first call, and is not an iterator.</remarks>
internal struct TensorRuns
{
    private readonly int[] _shape;
    private readonly int[] _strides;

    // The index of the current run in each of the dimensions that are not within a run.
    private readonly int[] _index;
    private readonly int _length;
    private readonly int _stride;
    private int _start;
    private int _done;
    private int _left;

    /// <summary>Begins a walk.</summary>
    /// <param name="shape">The logical shape, of at least one element.</param>
    /// <param name="strides">For each dimension, the distance in floats of neighbouring elements in the flat buffer.</param>
    /// <param name="offset">The index of element 0 in the flat buffer.</param>
    public TensorRuns(int[] shape, int[] strides, int offset)
    {
        // The inner dimensions that one stride steps through. One of a single element is stepped through by any.
        int outer = shape.Length;
        int length = 1;
        int stride = 1;
        for (; outer > 0; outer--)
        {
            int dimension = outer - 1;
            if (length == 1)
            {
                stride = shape[dimension] == 1 ? 1 : strides[dimension];
            }
            else if (shape[dimension] > 1 && strides[dimension] != (long)length * stride)
            {
                break;
            }

            length *= shape[dimension];
        }

        _shape = shape;
        _strides = strides;
        _index = new int[outer];
        _length = length;
        _stride = stride;
        _start = offset;
        _left = 1;
        for (int dimension = 0; dimension < outer; dimension++)
        {
            _left *= shape[dimension];
        }
    }

    /// <summary>Begins a walk over consecutive floats, possibly none.</summary>
    /// <param name="length">How many there are.</param>
    public TensorRuns(int length)
    {
        _shape = [];
        _strides = [];
        _index = [];
        _length = length;
        _stride = 1;
        _left = length == 0 ? 0 : 1;
    }

    /// <summary>The next run, or the part of it that is no longer than a limit; the next call continues after it.</summary>
    /// <param name="limit">At least 1.</param>
    /// <param name="run">The run.</param>
    /// <returns>Whether there was one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Next(int limit, out TensorRun run)
    {
        int length = Math.Min(limit, _length - _done);
        run = new TensorRun(_start + (_done * _stride), length, _stride);
        if (_left == 0)
        {
            return false;
        }

        _done += length;
        if (_done == _length)
        {
            Advance();
        }

        return true;
    }

    /// <summary>Copies the next elements to neighbouring places.</summary>
    /// <param name="values">The places; not more than there are elements left.</param>
    /// <param name="flat">The flat buffer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CopyTo(Span<float> values, ReadOnlySpan<float> flat)
    {
        while (!values.IsEmpty && Next(values.Length, out TensorRun run))
        {
            run.CopyTo(values, flat);
            values = values[run.Length..];
        }
    }

    /// <summary>Sets the next elements from neighbouring places.</summary>
    /// <param name="values">The places; not more than there are elements left.</param>
    /// <param name="flat">The flat buffer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CopyFrom(ReadOnlySpan<float> values, Span<float> flat)
    {
        while (!values.IsEmpty && Next(values.Length, out TensorRun run))
        {
            run.CopyFrom(values, flat);
            values = values[run.Length..];
        }
    }

    // To the next place in the outer dimensions, the innermost first.
    private void Advance()
    {
        _done = 0;
        _left--;
        for (int dimension = _index.Length - 1; dimension >= 0; dimension--)
        {
            _start += _strides[dimension];
            if (++_index[dimension] < _shape[dimension])
            {
                return;
            }

            _start -= _shape[dimension] * _strides[dimension];
            _index[dimension] = 0;
        }
    }
}
