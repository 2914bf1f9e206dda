using System.Buffers;
using System.ComponentModel;

namespace StaticNet.Kernels;

/// <summary>Samples whose parts, inputs or outputs by their names, lie one behind another, in memory that is rented.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct JoinedSamples : IDisposable
{
    private readonly float[] _buffer;
    private readonly int _length;

    /// <summary>Rents the memory of samples.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="length">The values of one.</param>
    /// <exception cref="ArgumentException">An array does not hold as many values.</exception>
    public JoinedSamples(int samples, int length)
    {
        if ((long)samples * length > Array.MaxLength)
        {
            throw new ArgumentException($"{samples:N0} samples of {length:N0} values do not fit into an array: pass fewer at once.", nameof(samples));
        }

        _buffer = ArrayPool<float>.Shared.Rent(samples * length);
        _length = length;
        Values = _buffer.AsSpan(0, samples * length);
    }

    /// <summary>The samples, one after another.</summary>
    public Span<float> Values { get; }

    /// <summary>Sets a part of every sample.</summary>
    /// <param name="part">The part's values, sample by sample.</param>
    /// <param name="offset">Where it begins in a sample.</param>
    /// <param name="length">Its values of a sample.</param>
    public void Set(ReadOnlySpan<float> part, int offset, int length)
    {
        for (Span<float> values = Values; !values.IsEmpty; values = values[_length..], part = part[length..])
        {
            part[..length].CopyTo(values[offset..]);
        }
    }

    /// <summary>Sets a part of every sample to zeros, and 1 at the label.</summary>
    /// <param name="labels">One label a sample.</param>
    /// <param name="offset">Where the part begins in a sample.</param>
    /// <param name="classes">Its values of a sample.</param>
    public void SetLabels(ReadOnlySpan<int> labels, int offset, int classes)
        => SetLabels(labels, offset, classes, positions: 1, ignored: null);

    /// <summary>Sets a part of every sample to zeros, and 1 at the label of each position, which is not that to ignore.</summary>
    /// <param name="labels">One label for each position of a sample.</param>
    /// <param name="offset">Where the part begins in a sample.</param>
    /// <param name="classes">Its classes, each of which has a value for every position.</param>
    /// <param name="positions">The positions of a sample.</param>
    /// <param name="ignored">The label of what stays zero, or <see langword="null"/>.</param>
    public void SetLabels(ReadOnlySpan<int> labels, int offset, int classes, int positions, int? ignored)
    {
        for (Span<float> values = Values; !values.IsEmpty; values = values[_length..], labels = labels[positions..])
        {
            Span<float> part = values.Slice(offset, classes * positions);
            part.Clear();
            for (int position = 0; position < positions; position++)
            {
                if (labels[position] != ignored)
                {
                    part[(labels[position] * positions) + position] = 1;
                }
            }
        }
    }

    /// <summary>Copies a part of every sample.</summary>
    /// <param name="part">Where it goes, sample by sample.</param>
    /// <param name="offset">Where it begins in a sample.</param>
    /// <param name="length">Its values of a sample.</param>
    public void CopyTo(Span<float> part, int offset, int length)
    {
        for (Span<float> values = Values; !values.IsEmpty; values = values[_length..], part = part[length..])
        {
            values.Slice(offset, length).CopyTo(part);
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => ArrayPool<float>.Shared.Return(_buffer);
}
