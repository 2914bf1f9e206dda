using System.Buffers;

namespace StaticNet;

/// <summary>Runs a network on samples, batch by batch in memory of the pool, and gives the values of the classes of one sample after another, or of one position of a sample after another.</summary>
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
    private int _position;

    public SampleOutputs(TNetwork network, ReadOnlySpan<float> inputs)
    {
        _network = network;
        _inputs = inputs;
        _batchSize = Math.Min(Math.Clamp(LargestLength / TNetwork.OutputLength, 1, LargestBatch), inputs.Length / TNetwork.InputLength);
        _outputs = ArrayPool<float>.Shared.Rent((_batchSize * TNetwork.OutputLength) + Plan.Classes);
        _position = Plan.Positions;
    }

    /// <summary>How the outputs are read.</summary>
    public static PredictedOutput Plan { get; } = new(TNetwork.Summary);

    /// <summary>The values of the classes.</summary>
    public readonly ReadOnlySpan<float> Current
    {
        get
        {
            ReadOnlySpan<float> output = _outputs.AsSpan(((_next - 1) * TNetwork.OutputLength) + Plan.Offset, Plan.Length);
            if (Plan.Positions == 1)
            {
                return output;
            }

            Span<float> row = _outputs.AsSpan(_batchSize * TNetwork.OutputLength, Plan.Classes);
            for (int c = 0; c < row.Length; c++)
            {
                row[c] = output[(c * Plan.Positions) + _position];
            }

            return row;
        }
    }

    public readonly SampleOutputs<TNetwork> GetEnumerator() => this;

    public bool MoveNext()
    {
        if (++_position < Plan.Positions)
        {
            return true;
        }

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
        _position = 0;
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
