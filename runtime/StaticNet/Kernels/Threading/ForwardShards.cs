using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNet.Kernels;

/// <summary>The forward pass of a network, for any number of samples.</summary>
/// <param name="weights">The parameters.</param>
/// <param name="x">The inputs.</param>
/// <param name="y">The outputs.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void ForwardPass(Span<float> weights, ReadOnlySpan<float> x, Span<float> y);

/// <summary>
/// A call of <c>Forward</c> cut into shards of samples. A sample's outputs do not depend on the others of its call, so that the cuts may be anywhere.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class ForwardShards : Workers.IShards
{
    // This number of samples is a whole number of register tiles.
    private const int Tile = 8;

    // For each thread: if a core is busy otherwise, the other threads take its shards.
    private const int ShardsEach = 4;

    [ThreadStatic]
    private static ForwardShards? _ours;

    private ForwardPass? _pass;
    private float* _weights;
    private float* _x;
    private float* _y;
    private int _weightsLength;
    private int _inputLength;
    private int _outputLength;
    private int _samples;
    private int _shard;

    private ForwardShards()
    {
    }

    /// <summary>Whether other threads are available for the call.</summary>
    public static bool AreHelped
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Workers.IsAvailable;
    }

    /// <summary>Runs a pass, some samples on each thread.</summary>
    /// <param name="pass">The pass; it is called with some of the samples.</param>
    /// <param name="weights">The parameters.</param>
    /// <param name="x">The inputs of whole samples.</param>
    /// <param name="y">The outputs of as many.</param>
    /// <param name="inputLength">One sample's inputs.</param>
    /// <param name="outputLength">One sample's outputs.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(ForwardPass pass, Span<float> weights, ReadOnlySpan<float> x, Span<float> y, int inputLength, int outputLength)
    {
        ArgumentNullException.ThrowIfNull(pass);
        ForwardShards shards = _ours ?? new ForwardShards();
        _ours = null;
        int samples = x.Length / inputLength;
        int threads = Math.Min(samples, Parallelism.Used);
        int shard = samples < threads * Tile
            ? (samples + threads - 1) / threads
            : ((samples / (threads * ShardsEach)) + Tile - 1) / Tile * Tile;
        fixed (float* weightsStart = &MemoryMarshal.GetReference(weights))
        fixed (float* xStart = &MemoryMarshal.GetReference(x))
        fixed (float* yStart = &MemoryMarshal.GetReference(y))
        {
            shards._pass = pass;
            shards._weights = weightsStart;
            shards._weightsLength = weights.Length;
            shards._x = xStart;
            shards._inputLength = inputLength;
            shards._y = yStart;
            shards._outputLength = outputLength;
            shards._samples = samples;
            shards._shard = shard;
            try
            {
                Workers.Run(shards, ((samples - 1) / shard) + 1);
            }
            finally
            {
                shards._pass = null;
                _ours = shards;
            }
        }
    }

    void Workers.IShards.Run(int shard)
    {
        int first = shard * _shard;
        int samples = Math.Min(_shard, _samples - first);
        _pass!(
            new Span<float>(_weights, _weightsLength),
            new ReadOnlySpan<float>(_x + ((nint)first * _inputLength), samples * _inputLength),
            new Span<float>(_y + ((nint)first * _outputLength), samples * _outputLength));
    }
}
