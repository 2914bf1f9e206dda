using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>
/// The values of a batch that have channels, lines and pixels, channels last: their first value and their layout. Every pixel's channels are padded to
/// whole vectors, whose last lanes may be written and hold anything; a sample of a single pixel may have no padding, and then consists of its channels only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref partial struct PixelView
{
    private readonly ref float _first;
    private readonly int _lineStride;
    private readonly int _sampleStride;
    private readonly int _origin;

    /// <summary>Values that follow each other without a gap except the pixels' padding.</summary>
    /// <param name="start">The first value.</param>
    /// <param name="channels">The channels of a pixel.</param>
    /// <param name="height">The lines of a sample.</param>
    /// <param name="width">The pixels of a line.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PixelView(ref float start, int channels, int height, int width)
    {
        _first = ref start;
        Channels = channels;
        Height = height;
        Width = width;
        _lineStride = PixelStride * width;
        _sampleStride = _lineStride * height;
    }

    /// <summary>Values with a border around, or without padding.</summary>
    /// <param name="start">Where the first sample begins.</param>
    /// <param name="channels">The channels of a pixel.</param>
    /// <param name="height">The lines of a sample.</param>
    /// <param name="width">The pixels of a line.</param>
    /// <param name="line">From one line to the next, in floats.</param>
    /// <param name="sample">From one sample to the next, in floats.</param>
    /// <param name="origin">From a sample's beginning to its first pixel, in floats: the size of the border above and left.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PixelView(ref float start, int channels, int height, int width, int line, int sample, int origin)
    {
        _first = ref Unsafe.Add(ref start, origin);
        _lineStride = line;
        _sampleStride = sample;
        _origin = origin;
        Channels = channels;
        Height = height;
        Width = width;
    }

    /// <summary>The channels of a pixel.</summary>
    public int Channels { get; }

    /// <summary>The lines of a sample.</summary>
    public int Height { get; }

    /// <summary>The pixels of a line.</summary>
    public int Width { get; }

    /// <summary>The vectors of a pixel's channels, the last of which may be partial.</summary>
    public int Vectors => (Channels + Lanes.Count - 1) / Lanes.Count;

    /// <summary>From one pixel of a line to the next, in floats.</summary>
    public int PixelStride => Vectors * Lanes.Count;

    /// <summary>The lanes of a vector that hold channels.</summary>
    /// <param name="vector">The vector.</param>
    public int LanesOf(int vector) => Math.Min(Lanes.Count, Channels - (vector * Lanes.Count));

    /// <summary>The lanes of a vector that may be read and written.</summary>
    /// <param name="vector">The vector.</param>
    public int RoomOf(int vector) => _sampleStride % Lanes.Count == 0 ? Lanes.Count : LanesOf(vector);

    /// <summary>Whether every pixel's channels are padded to whole vectors.</summary>
    internal bool IsPadded => _sampleStride % Lanes.Count == 0;

    /// <summary>Whether nothing lies between the pixels of all samples.</summary>
    internal bool IsDense => _sampleStride == Height * Width * PixelStride;

    /// <summary>From one line to the next, in floats.</summary>
    internal int LineStride => _lineStride;

    /// <summary>The first channel of a line's first pixel.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="line">The line.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Line(int sample, int line) => ref Unsafe.Add(ref _first, ((nint)sample * _sampleStride) + (line * _lineStride));

    /// <summary>Sets the border around the samples to zero.</summary>
    /// <param name="samples">The samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ClearBorder(int samples)
    {
        int line = Width * PixelStride;
        int last = Height - 1;
        for (int sample = 0; sample < samples; sample++)
        {
            Clear(ref Unsafe.Add(ref Line(sample, 0), -_origin), _origin);
            for (int i = 0; i < last; i++)
            {
                // The pixels after a line's end and those before the next line are adjacent.
                Clear(ref Unsafe.Add(ref Line(sample, i), line), _lineStride - line);
            }

            Clear(ref Unsafe.Add(ref Line(sample, last), line), _sampleStride - _origin - (last * _lineStride) - line);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(ref float start, int length)
    {
        for (nuint i = 0; i < (nuint)length; i += Lanes.Count)
        {
            Vector512<float>.Zero.StoreUnsafe(ref start, i);
        }
    }
}
