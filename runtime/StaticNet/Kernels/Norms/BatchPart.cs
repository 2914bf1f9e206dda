using System.ComponentModel;

namespace StaticNet.Kernels;

/// <summary>
/// The part of a batch that one thread processes: some of its shards, one after another or all at once, as the order of sums allows. Where samples are
/// normalised together, all threads are at the same step of a pass, and wait for each other there.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BatchPart
{
    private readonly GradientShards _batch;
    private readonly int _member;
    private int _first;
    private int _end;
    private bool _isOdd;

    internal BatchPart(GradientShards batch, int member) => (_batch, _member) = (batch, member);

    /// <summary>The samples of the part.</summary>
    public int Samples => (int)Math.Min(_end * (long)_batch.Shard, _batch.Samples) - FirstSample;

    /// <summary>The number of the part's first sample in the batch.</summary>
    internal int FirstSample => _first * _batch.Shard;

    /// <summary>The samples of the batch.</summary>
    internal int BatchSamples => _batch.Samples;

    /// <summary>The shards of the batch.</summary>
    internal int BatchShards => _batch.Count;

    /// <summary>Whether this part writes the values that exist once per batch.</summary>
    internal bool IsFirst => _member == 0;

    /// <summary>The part's shards in order.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Takes some of the shards.</summary>
    internal void Take(int first, int end) => (_first, _end, _isOdd) = (first, end, false);

    /// <summary>Waits for all parts of the batch. Values that any part wrote before can be read by all parts afterwards.</summary>
    internal void Meet() => _batch.Meet();

    /// <summary>Where a shard, of this part or another, stores the sums that all parts read, until the next <see cref="SwapSharedSums"/>.</summary>
    /// <param name="shard">The number of the shard in the batch.</param>
    internal ref float SharedSums(int shard) => ref _batch.SharedSums(_isOdd, shard);

    /// <summary>
    /// Switches to the other buffer for the next sums: slower threads can still read the sums in this one. Two buffers are enough, as no thread is more
    /// than one barrier ahead.
    /// </summary>
    internal void SwapSharedSums() => _isOdd = !_isOdd;

    private BatchShard ShardAt(int shard) => new(_batch, shard, (shard - _first) * _batch.Shard);

    /// <summary>Enumerates the shards of a part.</summary>
    public struct Enumerator
    {
        private readonly BatchPart _part;
        private int _shard;

        internal Enumerator(BatchPart part) => (_part, _shard) = (part, part._first - 1);

        /// <summary>The shard.</summary>
        public readonly BatchShard Current => _part.ShardAt(_shard);

        /// <summary>Moves to the next shard.</summary>
        /// <returns>Whether there is one.</returns>
        public bool MoveNext() => ++_shard < _part._end;
    }
}
