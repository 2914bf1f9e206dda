using System.Collections.Immutable;

namespace StaticNet;

/// <summary>A tensor of a safetensors file, as the file's header describes it.</summary>
public sealed class SafeTensorInfo
{
    internal SafeTensorInfo(string name, SafeTensorType type, ImmutableArray<long> shape, long begin, long end)
    {
        Name = name;
        Type = type;
        Shape = shape;
        Begin = begin;
        End = end;
    }

    /// <summary>The name, unique within the file.</summary>
    public string Name { get; }

    /// <summary>The type of the elements.</summary>
    public SafeTensorType Type { get; }

    /// <summary>The shape; no dimensions for a scalar.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>The number of elements.</summary>
    public long Count => (End - Begin) / BytesOf(Type);

    /// <summary>Whether the elements can be read as floats: F32, F64, F16 and BF16 can.</summary>
    public bool IsFloat => Type is SafeTensorType.F32 or SafeTensorType.F64 or SafeTensorType.F16 or SafeTensorType.BF16;

    /// <summary>Where the first byte lies, counted from the end of the header.</summary>
    internal long Begin { get; }

    /// <summary>Where the last byte ends.</summary>
    internal long End { get; }

    /// <summary>The name and the shape: <c>dense1.weight [128, 784]</c>.</summary>
    public override string ToString() => $"{Name} {TensorDescription.Format(Shape)}";

    internal static int BytesOf(SafeTensorType type) => type switch
    {
        SafeTensorType.BOOL or SafeTensorType.U8 or SafeTensorType.I8 or SafeTensorType.F8_E5M2 or SafeTensorType.F8_E4M3 => 1,
        SafeTensorType.U16 or SafeTensorType.I16 or SafeTensorType.F16 or SafeTensorType.BF16 => 2,
        SafeTensorType.U32 or SafeTensorType.I32 or SafeTensorType.F32 => 4,
        SafeTensorType.U64 or SafeTensorType.I64 or SafeTensorType.F64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    internal static bool TryParseType(string text, out SafeTensorType type)
        // Enum.TryParse by itself takes numbers, lists and spaces around the name, too.
        => Enum.TryParse(text, ignoreCase: false, out type) && Enum.GetName(type) == text;
}
