using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace StaticNet;

/// <summary>
/// Named tensors over one flat buffer that is aligned to 64 bytes: a network's weights, their gradients, or an optimizer's state.
/// </summary>
public sealed class ParameterSet
{
    private const int AlignmentBytes = 64;

    private readonly ParameterLayout _layout;

    // Pinned, so that the alignment found at construction holds for good.
    private readonly float[] _buffer;
    private readonly int _start;

    /// <summary>Makes a set of the layout's tensors, all zero.</summary>
    /// <param name="layout">The tensors' names, shapes and places.</param>
    public ParameterSet(ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        _layout = layout;
        _buffer = GC.AllocateArray<float>(layout.Length + (AlignmentBytes / sizeof(float)), pinned: true);
        unsafe
        {
            nuint address = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_buffer, 0);
            _start = (int)((AlignmentBytes - (address % AlignmentBytes)) % AlignmentBytes / sizeof(float));
        }
    }

    /// <summary>The tensors' names, shapes and places. Sets of one network share it.</summary>
    public ParameterLayout Layout => _layout;

    /// <summary>
    /// The whole buffer, trainable tensors first. Rows of a tensor may be padded to whole vectors; the padding is zero and
    /// stays zero under every optimizer.
    /// </summary>
    public Span<float> Flat => _buffer.AsSpan(_start, _layout.Length);
}
