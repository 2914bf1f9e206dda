namespace StaticNet;

/// <summary>Collects numbers one by one, in blocks: they are copied once, at the end, and not whenever the buffer grows.</summary>
internal sealed class FloatBuffer
{
    private const int FirstBlock = 1 << 10;
    private const int LargestBlock = 1 << 20;

    private readonly List<float[]> _blocks = [];
    private float[] _block = [];
    private int _used;
    private long _full;

    public long Count => _full + _used;

    public void Add(float value)
    {
        if (_used == _block.Length)
        {
            _full += _used;
            _block = new float[Math.Clamp(2 * _used, FirstBlock, LargestBlock)];
            _blocks.Add(_block);
            _used = 0;
        }

        _block[_used++] = value;
    }

    /// <summary>Forgets the last numbers.</summary>
    /// <param name="count">How many are left.</param>
    public void CutTo(long count)
    {
        while (count < _full)
        {
            _blocks.RemoveAt(_blocks.Count - 1);
            _block = _blocks[^1];
            _full -= _block.Length;
        }

        _used = (int)(count - _full);
    }

    public float[] ToArray()
    {
        float[] all = GC.AllocateUninitializedArray<float>(checked((int)Count));
        int at = 0;
        foreach (float[] block in _blocks)
        {
            block.AsSpan(0, Math.Min(block.Length, all.Length - at)).CopyTo(all.AsSpan(at));
            at += block.Length;
        }

        return all;
    }
}
