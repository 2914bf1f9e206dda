using System.Collections.Immutable;

namespace StaticNet;

/// <summary>The content of an IDX file.</summary>
public sealed class IdxArray
{
    internal IdxArray(ImmutableArray<int> shape, bool isFloat, float[] values)
    {
        Shape = shape;
        IsFloat = isFloat;
        Values = values;
    }

    /// <summary>The shape, such as <c>[60000, 28, 28]</c>.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>Whether the file holds floats; otherwise it holds bytes, which are the values 0 to 255.</summary>
    public bool IsFloat { get; }

    /// <summary>The values in row-major order, as the file has them.</summary>
    public float[] Values { get; }
}
