using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace StaticNet.Kernels;

/// <summary>Some samples of a batch, whose gradient is a separate sum: always the same ones, whatever the number of threads.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BatchShard
{
    private readonly GradientShards _batch;

    internal BatchShard(GradientShards batch, int number, int first) => (_batch, Number, First) = (batch, number, first);

    /// <summary>The samples.</summary>
    public int Samples => Math.Min(_batch.Shard, _batch.Samples - (Number * _batch.Shard));

    /// <summary>The number of the shard in the batch.</summary>
    internal int Number { get; }

    /// <summary>The first sample, counted from that of the <see cref="BatchPart"/>.</summary>
    internal int First { get; }

    /// <summary>Where the shard's samples begin in values of the part.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="values">The first value of the part's first sample.</param>
    /// <param name="length">The values of a sample.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Of<T>(ref T values, int length) => ref Unsafe.Add(ref values, First * (nint)length);

    /// <summary>Where the shard accumulates its own gradient.</summary>
    /// <param name="gradient">A place in the gradient of the batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float GradientOf(ref float gradient) => ref Unsafe.Add(ref gradient, _batch.GradientDistance(Number));

    /// <summary>Adds the sum of an output's losses of the samples.</summary>
    /// <param name="sum">The sum of the losses.</param>
    public void HasLoss(double sum) => _batch.AddLoss(Number, sum);
}
