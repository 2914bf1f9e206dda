using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using StaticNet.Kernels;

namespace StaticNet;

/// <summary>The samples of an epoch, batch by batch in the order in which they are trained on.</summary>
/// <param name="data">The samples.</param>
/// <param name="augmentation">What is changed of each input, or <see langword="null"/>.</param>
/// <param name="batchSize">The samples of the largest batch.</param>
internal abstract class SampleReader(IDataset data, Augmentation? augmentation, int batchSize)
{
    private readonly float[] _inputs = new float[batchSize * data.InputLength];
    private readonly float[] _targets = new float[batchSize * data.TargetLength];
    private readonly int[] _labels = new int[batchSize * data.LabelLength];

    /// <summary>The inputs of the batch, one sample after another.</summary>
    public virtual ReadOnlySpan<float> Inputs => _inputs.AsSpan(0, Count * data.InputLength);

    /// <summary>The targets of the batch; empty with labels.</summary>
    public virtual ReadOnlySpan<float> Targets => _targets.AsSpan(0, Count * data.TargetLength);

    /// <summary>The labels of the batch; empty with targets.</summary>
    public virtual ReadOnlySpan<int> Labels => _labels.AsSpan(0, Count * data.LabelLength);

    /// <summary>The samples of the batch.</summary>
    protected int Count { get; private set; }

    /// <summary>The epochs before the current one.</summary>
    protected int Epoch { get; private set; }

    /// <summary>Whether an input is changed on its way into the batch.</summary>
    protected bool IsAugmented => augmentation is not null;

    /// <summary>The reader for a data set.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="options">How they are mixed and changed.</param>
    /// <param name="batchSize">The samples of the largest batch.</param>
    /// <param name="summary">The network's, which knows some classes.</param>
    public static SampleReader Of(IDataset data, FitOptions options, int batchSize, NetworkSummary summary)
        => data is Dataset inMemory
            ? new InMemory(inMemory, options.Augmentation, batchSize)
            : new Blocks(data, options.Augmentation, batchSize, options.MixedBlocks, summary);

    /// <summary>Goes before the first sample of an epoch.</summary>
    /// <param name="seed">The seed of the order; <see langword="null"/> for that of the data set.</param>
    /// <param name="epoch">The epochs before this one.</param>
    public virtual void Start(int? seed, int epoch) => Epoch = epoch;

    /// <summary>Goes to the next batch.</summary>
    /// <param name="count">Its samples, of which there have to be as many.</param>
    public virtual void Next(int count) => Count = count;

    /// <summary>Takes a sample into the batch.</summary>
    /// <param name="place">Its place in the batch.</param>
    /// <param name="index">Its number in the data set.</param>
    /// <param name="input">Its input.</param>
    /// <param name="target">Its target; empty with labels.</param>
    /// <param name="label">Its labels; empty with targets.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // in the first seconds, too, before tiered compilation has come to it
    protected void Take(int place, int index, ReadOnlySpan<float> input, ReadOnlySpan<float> target, ReadOnlySpan<int> label)
    {
        Span<float> destination = _inputs.AsSpan(place * data.InputLength, data.InputLength);
        if (augmentation is null)
        {
            input.CopyTo(destination);
        }
        else
        {
            augmentation.Apply(input, destination, Epoch, index);
        }

        target.CopyTo(_targets.AsSpan(place * data.TargetLength));
        label.CopyTo(_labels.AsSpan(place * data.LabelLength));
    }

    private static void Number(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
    }

    /// <summary>All samples in random order; in their own order, without a copy.</summary>
    private sealed class InMemory(Dataset data, Augmentation? augmentation, int batchSize) : SampleReader(data, augmentation, batchSize)
    {
        // What is fetched of the next sample while one is copied; the rest of a long one comes in while its beginning is copied.
        private const int FetchedFloats = 1024;

        private readonly int[] _order = new int[data.Count];
        private bool _isCopied;
        private int _at;

        public override ReadOnlySpan<float> Inputs => _isCopied ? base.Inputs : data.Inputs.Slice((_at - Count) * data.InputLength, Count * data.InputLength);

        public override ReadOnlySpan<float> Targets => _isCopied ? base.Targets : data.Targets.Slice((_at - Count) * data.TargetLength, Count * data.TargetLength);

        public override ReadOnlySpan<int> Labels => _isCopied ? base.Labels : data.Labels.Slice((_at - Count) * data.LabelLength, Count * data.LabelLength);

        public override void Start(int? seed, int epoch)
        {
            base.Start(seed, epoch);
            _at = 0;
            _isCopied = seed is not null || IsAugmented;
            Number(_order);
            if (seed is { } value)
            {
                new RandomSource(value, epoch).Shuffle<int>(_order);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Next(int count)
        {
            base.Next(count);
            for (int i = 0; _isCopied && i < count; i++)
            {
                if (_at + i + 1 < _order.Length)
                {
                    Fetch(data.Input(_order[_at + i + 1]));
                }

                int index = _order[_at + i];
                Take(i, index, data.Input(index), data.Target(index), data.Label(index));
            }

            _at += count;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Fetch(ReadOnlySpan<float> input)
        {
            ref float first = ref MemoryMarshal.GetReference(input);
            int length = Math.Min(input.Length, FetchedFloats);
            for (int i = 0; i < length; i += AlignedBuffer.Slack)
            {
                Lanes.Prefetch(ref Unsafe.Add(ref first, i));
            }
        }
    }

    /// <summary>The blocks in random order, and in random order the samples of as many of them as are in memory.</summary>
    private sealed class Blocks : SampleReader
    {
        private readonly IDataset _data;
        private readonly NetworkSummary _summary;
        private readonly int[] _blocks;
        private readonly int _mixed;
        private readonly float[] _mixedInputs;
        private readonly float[] _mixedTargets;
        private readonly int[] _mixedLabels;

        // Of the samples in memory, in their order: which, and their numbers in the data set.
        private readonly int[] _order;
        private readonly int[] _numbers;
        private RandomSource? _random;
        private int _nextBlock;
        private int _loaded;
        private int _at;

        public Blocks(IDataset data, Augmentation? augmentation, int batchSize, int mixedBlocks, NetworkSummary summary)
            : base(data, augmentation, batchSize)
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

            _mixedInputs = new float[samples * data.InputLength];
            _mixedTargets = new float[samples * data.TargetLength];
            _mixedLabels = new int[samples * data.LabelLength];
            _order = new int[samples];
            _numbers = new int[samples];
        }

        public override void Start(int? seed, int epoch)
        {
            base.Start(seed, epoch);
            (_nextBlock, _loaded, _at) = (0, 0, 0);
            _random = seed is { } value ? new RandomSource(value, epoch) : null;
            Number(_blocks);
            _random?.Shuffle<int>(_blocks);
        }

        public override void Next(int count)
        {
            base.Next(count);
            for (int i = 0; i < count; i++, _at++)
            {
                if (_at == _loaded)
                {
                    Load();
                }

                int sample = _order[_at];
                Take(i, _numbers[sample], Of(_mixedInputs, _data.InputLength), Of(_mixedTargets, _data.TargetLength), Of(_mixedLabels, _data.LabelLength));

                ReadOnlySpan<T> Of<T>(T[] values, int length) => values.AsSpan(sample * length, length);
            }
        }

        private void Load()
        {
            (_loaded, _at) = (0, 0);
            for (int end = Math.Min(_nextBlock + _mixed, _blocks.Length); _nextBlock < end; _nextBlock++)
            {
                int first = _blocks[_nextBlock] * _data.BlockLength;
                int length = Math.Min(_data.BlockLength, _data.Count - first);
                Span<int> labels = Room(_mixedLabels, _data.LabelLength);
                _data.Read(first, length, Room(_mixedInputs, _data.InputLength), Room(_mixedTargets, _data.TargetLength), labels);
                _data.ThrowUnlessLabelsFit(labels, first, _summary, "data");
                for (int i = 0; i < length; i++)
                {
                    _numbers[_loaded + i] = first + i;
                }

                _loaded += length;

                Span<T> Room<T>(T[] values, int sampleLength) => values.AsSpan(_loaded * sampleLength, length * sampleLength);
            }

            Span<int> order = _order.AsSpan(0, _loaded);
            Number(order);
            _random?.Shuffle(order);
        }
    }
}
