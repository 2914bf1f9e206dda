using StaticNet.Kernels;

namespace StaticNet;

/// <summary>The samples of an epoch, one after another in the order in which they are trained on.</summary>
internal abstract class SampleReader
{
    /// <summary>The number of the current sample in its data set.</summary>
    public abstract int Index { get; }

    /// <summary>The input of the current sample.</summary>
    public abstract ReadOnlySpan<float> Input { get; }

    /// <summary>Its target; empty with labels.</summary>
    public abstract ReadOnlySpan<float> Target { get; }

    /// <summary>Its labels; empty with targets.</summary>
    public abstract ReadOnlySpan<int> Label { get; }

    /// <summary>The reader for a data set.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="mixedBlocks">The blocks whose samples are mixed, where they are not all in memory.</param>
    /// <param name="summary">The network's, which knows some classes.</param>
    public static SampleReader Of(IDataset data, int mixedBlocks, NetworkSummary summary)
        => data is Dataset inMemory ? new InMemory(inMemory) : new Blocks(data, mixedBlocks, summary);

    /// <summary>Goes before the first sample of an epoch.</summary>
    /// <param name="seed">The seed of the order; <see langword="null"/> for that of the data set.</param>
    /// <param name="epoch">The epochs before this one.</param>
    public abstract void Start(int? seed, int epoch);

    /// <summary>Goes to the next sample, which there has to be.</summary>
    public abstract void Next();

    private static void Number(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
    }

    /// <summary>All samples in random order.</summary>
    private sealed class InMemory(Dataset data) : SampleReader
    {
        private readonly int[] _order = new int[data.Count];
        private int _at;

        public override int Index => _order[_at];

        public override ReadOnlySpan<float> Input => data.Input(Index);

        public override ReadOnlySpan<float> Target => data.Target(Index);

        public override ReadOnlySpan<int> Label => data.Label(Index);

        public override void Start(int? seed, int epoch)
        {
            _at = -1;
            Number(_order);
            if (seed is { } value)
            {
                new RandomSource(value, epoch).Shuffle<int>(_order);
            }
        }

        public override void Next() => _at++;
    }

    /// <summary>The blocks in random order, and in random order the samples of as many of them as are in memory.</summary>
    private sealed class Blocks : SampleReader
    {
        private readonly IDataset _data;
        private readonly NetworkSummary _summary;
        private readonly int[] _blocks;
        private readonly int _mixed;
        private readonly float[] _inputs;
        private readonly float[] _targets;
        private readonly int[] _labels;

        // Of the samples in memory, in their order: which, and their numbers in the data set.
        private readonly int[] _order;
        private readonly int[] _numbers;
        private RandomSource? _random;
        private int _nextBlock;
        private int _count;
        private int _at;

        public Blocks(IDataset data, int mixedBlocks, NetworkSummary summary)
        {
            (_data, _summary) = (data, summary);
            if (data.BlockLength < 1)
            {
                throw new ArgumentException($"A block has {data.BlockLength} samples; at least 1 is needed.", nameof(data));
            }

            _blocks = new int[((data.Count - 1) / data.BlockLength) + 1];
            _mixed = Math.Min(mixedBlocks, _blocks.Length);
            long samples = Math.Min((long)_mixed * data.BlockLength, data.Count);
            long length = samples * Math.Max(data.InputLength, Math.Max(data.TargetLength, data.LabelLength));
            if (length > Array.MaxLength)
            {
                throw new ArgumentException(
                    $"{nameof(FitOptions)}.{nameof(FitOptions.MixedBlocks)}, {mixedBlocks} blocks of {data.BlockLength} samples, takes {length} values, and an array holds {Array.MaxLength}.", nameof(data));
            }

            _inputs = new float[samples * data.InputLength];
            _targets = new float[samples * data.TargetLength];
            _labels = new int[samples * data.LabelLength];
            _order = new int[samples];
            _numbers = new int[samples];
        }

        public override int Index => _numbers[_order[_at]];

        public override ReadOnlySpan<float> Input => Of(_inputs, _data.InputLength);

        public override ReadOnlySpan<float> Target => Of(_targets, _data.TargetLength);

        public override ReadOnlySpan<int> Label => Of(_labels, _data.LabelLength);

        public override void Start(int? seed, int epoch)
        {
            (_nextBlock, _count, _at) = (0, 0, 0);
            _random = seed is { } value ? new RandomSource(value, epoch) : null;
            Number(_blocks);
            _random?.Shuffle<int>(_blocks);
        }

        public override void Next()
        {
            if (++_at >= _count)
            {
                Load();
            }
        }

        private ReadOnlySpan<T> Of<T>(T[] values, int length) => values.AsSpan(_order[_at] * length, length);

        private void Load()
        {
            (_count, _at) = (0, 0);
            for (int end = Math.Min(_nextBlock + _mixed, _blocks.Length); _nextBlock < end; _nextBlock++)
            {
                int first = _blocks[_nextBlock] * _data.BlockLength;
                int length = Math.Min(_data.BlockLength, _data.Count - first);
                Span<int> labels = Room(_labels, _data.LabelLength);
                _data.Read(first, length, Room(_inputs, _data.InputLength), Room(_targets, _data.TargetLength), labels);
                _data.ThrowUnlessLabelsFit(labels, first, _summary, "data");
                for (int i = 0; i < length; i++)
                {
                    _numbers[_count + i] = first + i;
                }

                _count += length;

                Span<T> Room<T>(T[] values, int sampleLength) => values.AsSpan(_count * sampleLength, length * sampleLength);
            }

            Span<int> order = _order.AsSpan(0, _count);
            Number(order);
            _random?.Shuffle(order);
        }
    }
}
