using Microsoft.ML.Data;

namespace StaticNet;

/// <summary>Turns vectors of any numbers into floats, in memory that they share.</summary>
internal sealed class VectorBuffer<T>
    where T : struct
{
    private float[] _vector = [];

    /// <summary>The numbers of a vector, of a sparse one with its zeros. Valid until the next call.</summary>
    public ReadOnlySpan<float> Of(VBuffer<T> vector)
    {
        if (_vector.Length < vector.Length)
        {
            _vector = new float[vector.Length];
        }

        Span<float> floats = _vector.AsSpan(0, vector.Length);
        ReadOnlySpan<T> values = vector.GetValues();
        if (vector.IsDense)
        {
            for (int i = 0; i < values.Length; i++)
            {
                floats[i] = CellNumber.Of(values[i]);
            }

            return floats;
        }

        floats.Clear();
        ReadOnlySpan<int> places = vector.GetIndices();
        for (int i = 0; i < values.Length; i++)
        {
            floats[places[i]] = CellNumber.Of(values[i]);
        }

        return floats;
    }
}
