using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNet.Kernels;

/// <summary>The gradient of some of a batch's samples.</summary>
/// <param name="weights">The parameters.</param>
/// <param name="gradients">Where the gradient goes; overwritten.</param>
/// <param name="inputs">The inputs of the samples.</param>
/// <param name="targets">Their targets; empty where there are labels.</param>
/// <param name="labels">Their labels; empty where there are targets.</param>
/// <param name="scale">What each sample's gradient is multiplied with.</param>
/// <param name="masks">The dropout masks, from the first of the samples on.</param>
/// <returns>The sum of the losses.</returns>
public delegate double GradientPass(
    Span<float> weights, Span<float> gradients, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels, float scale, DropoutMask masks);

/// <summary>
/// A call of <c>Gradient</c> cut into shards of samples, whose gradients are added up in order. The cuts follow from the number of samples alone, so
/// that the sums are the same for any number of threads.
/// </summary>
public sealed unsafe class GradientShards : Workers.IShards
{
    // Each but the first has a gradient of its own in memory.
    private const int MostShards = 8;
    private const int Tile = 8;

    [ThreadStatic]
    private static GradientShards? _ours;

    private readonly double[] _losses = new double[MostShards];
    private float[] _partials = [];
    private int _start;
    private GradientPass? _pass;
    private float* _weights;
    private float* _gradients;
    private float* _partial;
    private int _length;
    private float* _inputs;
    private int _inputLength;
    private float* _targets;
    private int _targetLength;
    private int* _labels;
    private int _labelLength;
    private int _samples;
    private int _shard;
    private float _scale;
    private DropoutMask _masks;

    private GradientShards()
    {
    }

    /// <summary>Runs a pass, shard by shard or several at once.</summary>
    /// <param name="pass">The pass; it is called with some of the samples.</param>
    /// <param name="weights">The parameters.</param>
    /// <param name="gradients">Where the gradient goes; overwritten.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="targets">The targets; empty where there are labels.</param>
    /// <param name="labels">The labels; empty where there are targets.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="least">The samples of a shard, at least.</param>
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
        float scale,
        DropoutMask masks)
    {
        ArgumentNullException.ThrowIfNull(pass);
        int shard = Math.Max(least, ((samples + MostShards - 1) / MostShards + Tile - 1) / Tile * Tile);
        if (samples <= shard)
        {
            return pass(weights, gradients, inputs, targets, labels, scale, masks);
        }

        return (_ours ??= new GradientShards()).RunShards(pass, weights, gradients, inputs, targets, labels, samples, shard, scale, masks);
    }

    void Workers.IShards.Run(int shard)
    {
        int first = shard * _shard;
        int samples = Math.Min(_shard, _samples - first);
        float* gradients = shard == 0 ? _gradients : _partial + ((nint)(shard - 1) * _length);
        _losses[shard] = _pass!(
            new Span<float>(_weights, _length),
            new Span<float>(gradients, _length),
            new ReadOnlySpan<float>(_inputs + ((nint)first * _inputLength), samples * _inputLength),
            new ReadOnlySpan<float>(_targets + ((nint)first * _targetLength), samples * _targetLength),
            new ReadOnlySpan<int>(_labels + ((nint)first * _labelLength), samples * _labelLength),
            _scale,
            _masks.From(first));
    }

    private double RunShards(
        GradientPass pass,
        Span<float> weights,
        Span<float> gradients,
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        ReadOnlySpan<int> labels,
        int samples,
        int shard,
        float scale,
        DropoutMask masks)
    {
        int count = (samples + shard - 1) / shard;
        int length = gradients.Length;
        if (_partials.Length - AlignedBuffer.Slack < (long)(count - 1) * length)
        {
            _partials = AlignedBuffer.Allocate(checked((count - 1) * length), isCleared: false, out _start);
        }

        fixed (float* weightsStart = &MemoryMarshal.GetReference(weights))
        fixed (float* gradientsStart = &MemoryMarshal.GetReference(gradients))
        fixed (float* partialStart = &_partials[_start])
        fixed (float* inputsStart = &MemoryMarshal.GetReference(inputs))
        fixed (float* targetsStart = &MemoryMarshal.GetReference(targets))
        fixed (int* labelsStart = &MemoryMarshal.GetReference(labels))
        {
            _pass = pass;
            _weights = weightsStart;
            _gradients = gradientsStart;
            _partial = partialStart;
            _length = length;
            _inputs = inputsStart;
            _inputLength = inputs.Length / samples;
            _targets = targetsStart;
            _targetLength = targets.Length / samples;
            _labels = labelsStart;
            _labelLength = labels.Length / samples;
            _samples = samples;
            _shard = shard;
            _scale = scale;
            _masks = masks;
            Workers.Run(this, count);
            _pass = null;
            double loss = _losses[0];
            for (int i = 1; i < count; i++)
            {
                TensorPrimitives.Add(gradients, new ReadOnlySpan<float>(_partial + ((nint)(i - 1) * length), length), gradients);
                loss += _losses[i];
            }

            return loss;
        }
    }
}
