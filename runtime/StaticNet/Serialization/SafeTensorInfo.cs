using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace StaticNet;

/// <summary>A tensor of a safetensors file, as the file's header describes it.</summary>
public sealed class SafeTensorInfo
{
    private readonly long[] _shape;

    internal SafeTensorInfo(string name, SafeTensorType type, long[] shape, long begin, long end)
    {
        Name = name;
        Type = type;
        _shape = shape;
        Begin = begin;
        End = end;
    }

    /// <summary>The name, unique within the file.</summary>
    public string Name { get; }

    /// <summary>The type of the elements.</summary>
    public SafeTensorType Type { get; }

    /// <summary>The shape; no dimensions for a scalar.</summary>
    public ImmutableArray<long> Shape => ImmutableCollectionsMarshal.AsImmutableArray(_shape);

    /// <summary>The number of elements.</summary>
    public long Count => (End - Begin) / BytesOf(Type);

    /// <summary>Whether the elements can be read as floats: F32, F64, F16 and BF16 can.</summary>
    public bool IsFloat => Type is SafeTensorType.F32 or SafeTensorType.F64 or SafeTensorType.F16 or SafeTensorType.BF16;

    /// <summary>Whether the elements are integers, as labels are.</summary>
    internal bool IsInteger
        => Type is SafeTensorType.U8 or SafeTensorType.I8 or SafeTensorType.U16 or SafeTensorType.I16
            or SafeTensorType.U32 or SafeTensorType.I32 or SafeTensorType.U64 or SafeTensorType.I64;

    /// <summary>The offset of the first byte, from the end of the header.</summary>
    internal long Begin { get; }

    /// <summary>The offset after the last byte.</summary>
    internal long End { get; }

    /// <summary>Whether the tensor has the shape of a parameter.</summary>
    internal bool HasShapeOf(TensorDescription parameter) => parameter.HasShape(_shape);

    /// <summary>The name and the shape: <c>dense1.weight [128, 784]</c>. For a long one only the beginning.</summary>
    public override string ToString() => $"{Quote.Name(Name)} {TensorDescription.Format(Shape)}";

    internal static int BytesOf(SafeTensorType type) => type switch
    {
        SafeTensorType.BOOL or SafeTensorType.U8 or SafeTensorType.I8 or SafeTensorType.F8_E5M2 or SafeTensorType.F8_E4M3 => 1,
        SafeTensorType.U16 or SafeTensorType.I16 or SafeTensorType.F16 or SafeTensorType.BF16 => 2,
        SafeTensorType.U32 or SafeTensorType.I32 or SafeTensorType.F32 => 4,
        SafeTensorType.U64 or SafeTensorType.I64 or SafeTensorType.F64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>The type of this name; null if there is none.</summary>
    internal static SafeTensorType? ParseType(string name) => name switch
    {
        nameof(SafeTensorType.BOOL) => SafeTensorType.BOOL,
        nameof(SafeTensorType.U8) => SafeTensorType.U8,
        nameof(SafeTensorType.I8) => SafeTensorType.I8,
        nameof(SafeTensorType.F8_E5M2) => SafeTensorType.F8_E5M2,
        nameof(SafeTensorType.F8_E4M3) => SafeTensorType.F8_E4M3,
        nameof(SafeTensorType.U16) => SafeTensorType.U16,
        nameof(SafeTensorType.I16) => SafeTensorType.I16,
        nameof(SafeTensorType.F16) => SafeTensorType.F16,
        nameof(SafeTensorType.BF16) => SafeTensorType.BF16,
        nameof(SafeTensorType.U32) => SafeTensorType.U32,
        nameof(SafeTensorType.I32) => SafeTensorType.I32,
        nameof(SafeTensorType.F32) => SafeTensorType.F32,
        nameof(SafeTensorType.U64) => SafeTensorType.U64,
        nameof(SafeTensorType.I64) => SafeTensorType.I64,
        nameof(SafeTensorType.F64) => SafeTensorType.F64,
        _ => null,
    };
}
