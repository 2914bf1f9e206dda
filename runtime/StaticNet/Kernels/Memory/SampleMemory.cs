using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace StaticNet.Kernels;

/// <summary>Scratch memory of a pass: value by value, and each for all samples. Generated code stores its values here.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct SampleMemory
{
    private readonly ref float _first;
    private readonly int _samples;

    /// <summary>Memory for a number of samples.</summary>
    /// <param name="first">Where it begins.</param>
    /// <param name="samples">The samples that it has room for; 1 for values that all of them share.</param>
    public SampleMemory(ref float first, int samples)
    {
        _first = ref first;
        _samples = samples;
    }

    /// <summary>Where a value of the first sample begins; those of the others follow.</summary>
    /// <param name="offset">The number of floats before it, per sample.</param>
    public ref float this[int offset]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref _first, offset * (nint)_samples);
    }
}
