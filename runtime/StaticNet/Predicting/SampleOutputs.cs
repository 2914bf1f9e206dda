using System.Buffers;

namespace StaticNet;

/// <summary>Runs a network on samples, batch by batch in memory of the pool, and gives the output of one sample after another.</summary>
internal ref struct SampleOutputs<TNetwork>
    where TNetwork : class, INetwork<TNetwork>
{
    private const int LargestBatch = 256;

    // The outputs of a batch: 256 KiB. A sample with more is a batch by itself.
    private const int LargestLength = 1 << 16;

    private readonly TNetwork _network;
    private readonly int _batchSize;
    private ReadOnlySpan<float> _inputs;
    private float[]? _outputs;
    private int _next;
    private int _count;

    public SampleOutputs(TNetwork network, ReadOnlySpan<float> inputs)
    {
        _network = network;
        _inputs = inputs;
        _batchSize = Math.Min(Math.Clamp(LargestLength / TNetwork.OutputLength, 1, LargestBatch), inputs.Length / TNetwork.InputLength);
        _outputs = ArrayPool<float>.Shared.Rent(_batchSize * TNetwork.OutputLength);
    }

    /// <summary>How the outputs are read.</summary>
    public static PredictedOutput Plan { get; } = new(TNetwork.Summary);

    /// <summary>The values of the output that classes are read from.</summary>
    public readonly ReadOnlySpan<float> Current => _outputs.AsSpan(((_next - 1) * TNetwork.OutputLength) + Plan.Offset, Plan.Length);

    public readonly SampleOutputs<TNetwork> GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_next == _count)
        {
            if (_inputs.IsEmpty)
            {
                return false;
            }

            _next = 0;
            _count = Math.Min(_batchSize, _inputs.Length / TNetwork.InputLength);
            int length = _count * TNetwork.InputLength;
            _network.Forward(_inputs[..length], _outputs.AsSpan(0, _count * TNetwork.OutputLength));
            _inputs = _inputs[length..];
        }

        _next++;
        return true;
    }

    public void Dispose()
    {
        if (_outputs is { } outputs)
        {
            _outputs = null;
            ArrayPool<float>.Shared.Return(outputs);
        }
    }
}
