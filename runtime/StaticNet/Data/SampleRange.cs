namespace StaticNet;

/// <summary>Samples of a data set that follow each other: where they lie, if they are in memory, and otherwise in arrays.</summary>
internal sealed class SampleRange(IDataset data, NetworkSummary summary)
{
    private readonly Dataset? _inMemory = data as Dataset;
    private float[] _inputs = [];
    private float[] _targets = [];
    private int[] _labels = [];
    private int _first;
    private int _count;

    /// <summary>The inputs, one sample after another.</summary>
    public ReadOnlySpan<float> Inputs
        => _inMemory is null ? _inputs.AsSpan(0, _count * data.InputLength) : _inMemory.Inputs.Slice(_first * data.InputLength, _count * data.InputLength);

    /// <summary>Goes to a range.</summary>
    /// <param name="first">The first sample's number.</param>
    /// <param name="count">How many there are; the first range is the longest.</param>
    public void Read(int first, int count)
    {
        (_first, _count) = (first, count);
        if (_inMemory is not null)
        {
            return;
        }

        if (_inputs.Length == 0)
        {
            _inputs = new float[count * data.InputLength];
            _targets = new float[count * data.TargetLength];
            _labels = new int[count * data.LabelLength];
        }

        Span<int> labels = _labels.AsSpan(0, count * data.LabelLength);
        data.Read(first, count, _inputs.AsSpan(0, count * data.InputLength), _targets.AsSpan(0, count * data.TargetLength), labels);
        data.ThrowUnlessLabelsFit(labels, first, summary, nameof(data));
    }

    /// <summary>The target of a sample; empty with labels.</summary>
    /// <param name="index">Its number in the range.</param>
    public ReadOnlySpan<float> Target(int index)
        => _inMemory is null ? _targets.AsSpan(index * data.TargetLength, data.TargetLength) : _inMemory.Target(_first + index);

    /// <summary>The labels of a sample; empty with targets.</summary>
    /// <param name="index">Its number in the range.</param>
    public ReadOnlySpan<int> Label(int index)
        => _inMemory is null ? _labels.AsSpan(index * data.LabelLength, data.LabelLength) : _inMemory.Label(_first + index);
}
