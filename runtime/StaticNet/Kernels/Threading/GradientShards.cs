using System.ComponentModel;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNet.Kernels;

/// <summary>
/// A call of <c>Gradient</c> or <c>Backward</c> cut into shards of samples, whose gradients are added up in order. The cuts depend on the number of samples alone, so
/// that the sums are the same for any number of threads.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class GradientShards : Workers.IShards
{
    /// <summary>The maximum number of shards of a batch. Each but the first has a gradient of its own in memory.</summary>
    internal const int MostShards = 8;

    private const int Tile = 8;

    // The floats that are added up shard by shard while they are in the first-level cache.
    private const int Block = 2048;

    [ThreadStatic]
    private static GradientShards? _ours;

    private readonly double[] _losses = new double[MostShards];
    private readonly BatchPart?[] _parts = new BatchPart?[MostShards];
    private readonly nint[] _distances = new nint[MostShards];
    private readonly float[] _sharedSums;
    private readonly int _sharedSumsStart;
    private GradientPass? _pass;
    private BatchPass? _batchPass;
    private ProductPass? _product;
    private BatchProductPass? _batchProduct;
    private float* _weights;
    private float* _gradients;
    private int _length;
    private float* _inputs;
    private int _inputLength;
    private float* _targets;
    private int _targetLength;
    private int* _labels;
    private int _labelLength;
    private float* _inputGradients;
    private bool _wantsInputs;
    private int _scratchShared;
    private int _scratchPerSample;
    private float _scale;
    private DropoutMask _masks;
    private int _members;
    private int _next;

    private GradientShards() => _sharedSums = AlignedBuffer.Allocate(2 * MostShards * BatchNormalization.SharedSumsLength, isCleared: false, out _sharedSumsStart);

    /// <summary>The samples of the batch.</summary>
    internal int Samples { get; private set; }

    /// <summary>The samples of a shard; the last one may have fewer.</summary>
    internal int Shard { get; private set; }

    /// <summary>The number of shards.</summary>
    internal int Count { get; private set; }

    /// <summary>Runs a pass, shard by shard or several at once.</summary>
    /// <param name="pass">The pass; it is called with some of the samples.</param>
    /// <param name="weights">The parameters.</param>
    /// <param name="gradients">Where the gradient goes; overwritten.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="targets">The targets; empty where there are labels.</param>
    /// <param name="labels">The labels; empty where there are targets.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="least">The minimum number of samples of a shard.</param>
    /// <param name="most">The maximum number of shards of a batch: from 1 to 8.</param>
    /// <param name="scale">What each sample's gradient is multiplied with.</param>
    /// <param name="masks">The dropout masks.</param>
    /// <returns>The sum of the losses.</returns>
    public static double Run(
        GradientPass pass,
        Span<float> weights,
        Span<float> gradients,
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        ReadOnlySpan<int> labels,
        int samples,
        int least,
        int most,
        float scale,
        DropoutMask masks)
    {
        ArgumentNullException.ThrowIfNull(pass);
        if (samples <= ShardOf(samples, least, most))
        {
            return pass(weights, gradients, inputs, targets, labels, scale, masks);
        }

        GradientShards shards = Take();
        shards._pass = pass;
        return shards.Run(weights, gradients, inputs, targets, labels, [], samples, least, most, scale, masks);
    }

    /// <summary>Runs a product, shard by shard or several at once.</summary>
    /// <param name="pass">The pass; it is called with some of the samples.</param>
    /// <param name="weights">The parameters.</param>
    /// <param name="gradients">Where the gradient goes; overwritten.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="outputGradients">The gradients of the outputs.</param>
    /// <param name="inputGradients">Where the gradients of the inputs go; empty where they are not wanted.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="least">The minimum number of samples of a shard.</param>
    /// <param name="most">The maximum number of shards of a batch: from 1 to 8.</param>
    /// <param name="masks">The dropout masks.</param>
    public static void RunProduct(
        ProductPass pass,
        Span<float> weights,
        Span<float> gradients,
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> outputGradients,
        Span<float> inputGradients,
        int samples,
        int least,
        int most,
        DropoutMask masks)
    {
        ArgumentNullException.ThrowIfNull(pass);
        if (samples == 0)
        {
            gradients.Clear();
            return;
        }

        if (samples <= ShardOf(samples, least, most))
        {
            pass(weights, gradients, inputs, outputGradients, inputGradients, masks);
            return;
        }

        GradientShards shards = Take();
        shards._product = pass;
        shards.Run(weights, gradients, inputs, outputGradients, [], inputGradients, samples, least, most, 0, masks);
    }

    /// <summary>Runs a product whose samples are normalised together: all threads, each with a part of the batch, run it in parallel.</summary>
    /// <param name="pass">The pass; it is called with each part of the batch.</param>
    /// <param name="weights">The parameters.</param>
    /// <param name="gradients">Where the gradient goes; overwritten.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="outputGradients">The gradients of the outputs.</param>
    /// <param name="inputGradients">Where the gradients of the inputs go; empty where they are not wanted.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="least">The minimum number of samples of a shard.</param>
    /// <param name="most">The maximum number of shards of a batch: from 1 to 8.</param>
    /// <param name="scratchShared">The scratch memory that the samples of a part share, in floats.</param>
    /// <param name="scratchPerSample">The scratch memory of a sample, in floats.</param>
    /// <param name="masks">The dropout masks.</param>
    /// <exception cref="ArgumentException">The batch needs more scratch memory than an array holds. Nothing has changed.</exception>
    public static void RunProductTogether(
        BatchProductPass pass,
        Span<float> weights,
        Span<float> gradients,
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> outputGradients,
        Span<float> inputGradients,
        int samples,
        int least,
        int most,
        int scratchShared,
        int scratchPerSample,
        DropoutMask masks)
    {
        ArgumentNullException.ThrowIfNull(pass);
        if (samples == 0)
        {
            gradients.Clear();
            return;
        }

        Workspace.ThrowUnlessHolding(scratchShared, scratchPerSample, samples);
        GradientShards shards = Take();
        (shards._batchProduct, shards._scratchShared, shards._scratchPerSample) = (pass, scratchShared, scratchPerSample);
        shards.Run(weights, gradients, inputs, outputGradients, [], inputGradients, samples, least, most, 0, masks);
    }

    /// <summary>Runs a pass whose samples are normalised together: all threads, each with a part of the batch, run it in parallel.</summary>
    /// <param name="pass">The pass; it is called with each part of the batch.</param>
    /// <param name="weights">The parameters.</param>
    /// <param name="gradients">Where the gradient goes; overwritten.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="targets">The targets; empty where there are labels.</param>
    /// <param name="labels">The labels; empty where there are targets.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="least">The minimum number of samples of a shard.</param>
    /// <param name="most">The maximum number of shards of a batch: from 1 to 8.</param>
    /// <param name="scratchShared">The scratch memory that the samples of a part share, in floats.</param>
    /// <param name="scratchPerSample">The scratch memory of a sample, in floats.</param>
    /// <param name="scale">What each sample's gradient is multiplied with.</param>
    /// <param name="masks">The dropout masks.</param>
    /// <returns>The sum of the losses.</returns>
    /// <exception cref="ArgumentException">The batch needs more scratch memory than an array holds. Nothing has changed.</exception>
    public static double RunTogether(
        BatchPass pass,
        Span<float> weights,
        Span<float> gradients,
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        ReadOnlySpan<int> labels,
        int samples,
        int least,
        int most,
        int scratchShared,
        int scratchPerSample,
        float scale,
        DropoutMask masks)
    {
        ArgumentNullException.ThrowIfNull(pass);
        Workspace.ThrowUnlessHolding(scratchShared, scratchPerSample, samples);
        GradientShards shards = Take();
        (shards._batchPass, shards._scratchShared, shards._scratchPerSample) = (pass, scratchShared, scratchPerSample);
        return shards.Run(weights, gradients, inputs, targets, labels, [], samples, least, most, scale, masks);
    }

    void Workers.IShards.Run(int member)
    {
        if (_batchPass is not null || _batchProduct is not null)
        {
            RunPart(member);
        }
        else
        {
            for (int shard = Interlocked.Increment(ref _next) - 1; shard < Count; shard = Interlocked.Increment(ref _next) - 1)
            {
                RunShard(shard);
            }
        }

        if (Count > 1)
        {
            Meet();
            AddUp(member);
        }
    }

    /// <summary>Waits for all threads.</summary>
    internal void Meet()
    {
        if (_members > 1)
        {
            Workers.Meet();
        }
    }

    /// <summary>From the gradient of the batch, which is the first shard's, to another shard's, in floats.</summary>
    internal nint GradientDistance(int shard) => _distances[shard];

    internal void AddLoss(int shard, double loss) => _losses[shard] += loss;

    /// <summary>Where a shard stores the sums that all threads read (<see cref="BatchPart.SharedSums"/>).</summary>
    internal ref float SharedSums(bool isOdd, int shard) => ref _sharedSums[_sharedSumsStart + (((isOdd ? MostShards : 0) + shard) * BatchNormalization.SharedSumsLength)];

    /// <summary>The number of shards of a batch, from its size and the network's limits.</summary>
    internal static int CountOf(int samples, int least, int most) => ((samples - 1) / ShardOf(samples, least, most)) + 1;

    private static int ShardOf(int samples, int least, int most)
        => (int)Math.Min(samples, Math.Max(least, ((((long)samples + most - 1) / most) + Tile - 1) / Tile * Tile));

    // The thread's own, unless it is within a call already.
    private static GradientShards Take()
    {
        GradientShards shards = _ours ?? new GradientShards();
        _ours = null;
        return shards;
    }

    private double Run(
        Span<float> weights,
        Span<float> gradients,
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        ReadOnlySpan<int> labels,
        Span<float> inputGradients,
        int samples,
        int least,
        int most,
        float scale,
        DropoutMask masks)
    {
        Samples = samples;
        Shard = ShardOf(samples, least, most);
        Count = ((samples - 1) / Shard) + 1;
        _length = gradients.Length;
        long total = (Count - 1L) * _length;
        PartialGradients? partials = null;
        try
        {
            fixed (float* weightsStart = &MemoryMarshal.GetReference(weights))
            fixed (float* gradientsStart = &MemoryMarshal.GetReference(gradients))
            fixed (float* inputsStart = &MemoryMarshal.GetReference(inputs))
            fixed (float* targetsStart = &MemoryMarshal.GetReference(targets))
            fixed (int* labelsStart = &MemoryMarshal.GetReference(labels))
            fixed (float* inputGradientsStart = &MemoryMarshal.GetReference(inputGradients))
            {
                _weights = weightsStart;
                _gradients = gradientsStart;
                _inputs = inputsStart;
                _inputLength = inputs.Length / samples;
                _targets = targetsStart;
                _targetLength = targets.Length / samples;
                _labels = labelsStart;
                _labelLength = labels.Length / samples;
                _inputGradients = inputGradientsStart;
                _wantsInputs = !inputGradients.IsEmpty;
                _scale = scale;
                _masks = masks;
                partials = Count > 1 ? PartialGradients.Take(total) : null;
                for (int shard = 1; shard < Count; shard++)
                {
                    _distances[shard] = (nint)(partials!.At(shard, _length) - _gradients);
                }

                RunMembers();
            }

            double loss = _losses[0];
            for (int i = 1; i < Count; i++)
            {
                loss += _losses[i];
            }

            return loss;
        }
        finally
        {
            (_pass, _batchPass, _product, _batchProduct) = (null, null, null, null);
            _ours = this;
            if (partials is not null)
            {
                PartialGradients.GiveBack(partials, total);
            }
        }
    }

    private void RunMembers()
    {
        _next = 0;
        _members = Workers.Reserve(Math.Min(Count, Parallelism.Used));
        if (_members == 1)
        {
            ((Workers.IShards)this).Run(0);
        }
        else
        {
            Workers.RunTogether(this, _members);
        }
    }

    private void RunShard(int shard)
    {
        int first = shard * Shard;
        int samples = Math.Min(Shard, Samples - first);
        var weights = new Span<float>(_weights, _length);
        var gradients = new Span<float>(_gradients + GradientDistance(shard), _length);
        var inputs = new ReadOnlySpan<float>(_inputs + ((nint)first * _inputLength), samples * _inputLength);
        var targets = new ReadOnlySpan<float>(_targets + ((nint)first * _targetLength), samples * _targetLength);
        if (_product is not null)
        {
            _product(weights, gradients, inputs, targets, InputGradients(first, samples), _masks.From(first));
            return;
        }

        var labels = new ReadOnlySpan<int>(_labels + ((nint)first * _labelLength), samples * _labelLength);
        _losses[shard] = _pass!(weights, gradients, inputs, targets, labels, _scale, _masks.From(first));
    }

    private Span<float> InputGradients(int first, int samples)
        => _wantsInputs ? new Span<float>(_inputGradients + ((nint)first * _inputLength), samples * _inputLength) : default;

    private void RunPart(int member)
    {
        BatchPart part = _parts[member] ??= new BatchPart(this, member);
        part.Take(member * Count / _members, (member + 1) * Count / _members);
        int first = part.FirstSample;
        int samples = part.Samples;
        ref float scratch = ref Workspace.Rent(_scratchShared, _scratchPerSample, samples);

        // From here on nothing fails: no thread writes before all have their memory.
        Meet();
        foreach (BatchShard shard in part)
        {
            new Span<float>(_gradients + GradientDistance(shard.Number), _length).Clear();
            _losses[shard.Number] = 0;
        }

        var weights = new Span<float>(_weights, _length);
        var gradients = new Span<float>(_gradients, _length);
        var inputs = new ReadOnlySpan<float>(_inputs + ((nint)first * _inputLength), samples * _inputLength);
        var targets = new ReadOnlySpan<float>(_targets + ((nint)first * _targetLength), samples * _targetLength);
        if (_batchProduct is not null)
        {
            _batchProduct(weights, gradients, inputs, targets, InputGradients(first, samples), ref scratch, _masks.From(first), part);
            return;
        }

        var labels = new ReadOnlySpan<int>(_labels + ((nint)first * _labelLength), samples * _labelLength);
        _batchPass!(weights, gradients, inputs, targets, labels, ref scratch, _scale, _masks.From(first), part);
    }

    // Each thread adds up the gradients of some parameters.
    private void AddUp(int member)
    {
        int start = Boundary(member);
        int end = Boundary(member + 1);
        for (int i = start; i < end; i += Block)
        {
            int length = Math.Min(Block, end - i);
            var sum = new Span<float>(_gradients + i, length);
            for (int shard = 1; shard < Count; shard++)
            {
                TensorPrimitives.Add(sum, new ReadOnlySpan<float>(_gradients + GradientDistance(shard) + i, length), sum);
            }
        }

        int Boundary(int member) => member == _members ? _length : (int)((long)_length * member / _members / AlignedBuffer.Slack * AlignedBuffer.Slack);
    }
}
