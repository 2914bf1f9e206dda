using StaticNet.Kernels;

namespace StaticNet.Tests.Kernels;

/// <summary>Values of some samples, channels last, in an array that is not a float longer: numbers where there are channels, and one value everywhere else.</summary>
internal sealed class PixelValues
{
    private readonly float[] _values;
    private readonly int _border;
    private readonly int _pixel;
    private readonly int _line;
    private readonly int _sample;

    public PixelValues(int channels, int height, int width, int samples, int border, float around, Func<float> next)
    {
        (Channels, Height, Width, Samples, _border) = (channels, height, width, samples, border);
        _pixel = (channels + 15) / 16 * 16;
        _line = (width + (2 * border)) * _pixel;
        _sample = (height + (2 * border)) * _line;
        _values = new float[samples * _sample];
        Array.Fill(_values, around);
        foreach ((int sample, int line, int pixel, int channel) in Places())
        {
            this[sample, line, pixel, channel] = next();
        }
    }

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    public int Samples { get; }

    public PixelView View => _border == 0
        ? new PixelView(ref _values[0], Channels, Height, Width)
        : new PixelView(ref _values[0], Channels, Height, Width, _line, _sample, _border * (_line + _pixel));

    public ref float this[int sample, int line, int pixel, int channel] => ref _values[(sample * _sample) + ((line + _border) * _line) + ((pixel + _border) * _pixel) + channel];

    /// <summary>All places, channel by channel.</summary>
    public IEnumerable<(int Sample, int Line, int Pixel, int Channel)> Places() =>
        from sample in Enumerable.Range(0, Samples)
        from line in Enumerable.Range(0, Height)
        from pixel in Enumerable.Range(0, Width)
        from channel in Enumerable.Range(0, Channels)
        select (sample, line, pixel, channel);

    /// <summary>What lies in the border: it has to stay as it is.</summary>
    public IEnumerable<float> BorderValues() =>
        from sample in Enumerable.Range(0, Samples)
        from line in Enumerable.Range(-_border, Height + (2 * _border))
        from pixel in Enumerable.Range(-_border, Width + (2 * _border))
        where line < 0 || line >= Height || pixel < 0 || pixel >= Width
        from channel in Enumerable.Range(0, Channels)
        select this[sample, line, pixel, channel];
}
