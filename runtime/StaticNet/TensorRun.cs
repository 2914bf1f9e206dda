namespace StaticNet;

/// <summary>Elements of a tensor that follow each other in row-major order with a constant distance in the flat buffer.</summary>
/// <param name="Start">The index of the first one.</param>
/// <param name="Length">The number of elements.</param>
/// <param name="Stride">The distance in floats of neighbours.</param>
internal readonly record struct TensorRun(int Start, int Length, int Stride)
{
    /// <summary>Copies the run's elements to as many neighbouring places.</summary>
    public void CopyTo(Span<float> values, ReadOnlySpan<float> flat)
    {
        if (Stride == 1)
        {
            flat.Slice(Start, Length).CopyTo(values);
            return;
        }

        for (int i = 0; i < Length; i++)
        {
            values[i] = flat[Start + (i * Stride)];
        }
    }

    /// <summary>Sets the run's elements from as many neighbouring places.</summary>
    public void CopyFrom(ReadOnlySpan<float> values, Span<float> flat)
    {
        if (Stride == 1)
        {
            values[..Length].CopyTo(flat[Start..]);
            return;
        }

        for (int i = 0; i < Length; i++)
        {
            flat[Start + (i * Stride)] = values[i];
        }
    }
}
