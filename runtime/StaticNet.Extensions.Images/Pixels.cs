using System.Buffers;

namespace StaticNet;

/// <summary>An image in memory: bytes, pixel by pixel, row by row, with the channels of a pixel together. The memory is lent.</summary>
internal sealed class Pixels(int width, int height, int channels) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(checked(width * height * channels));

    public int Width => width;

    public int Height => height;

    public int Channels => channels;

    public Span<byte> Bytes => _bytes.AsSpan(0, width * height * channels);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    /// <summary>The image with one gray or three colours in place of red, green, blue and alpha; the same weights and rounding as in Pillow.</summary>
    public Pixels ToChannels(int count)
    {
        Pixels result = new(width, height, count);
        ReadOnlySpan<byte> from = Bytes;
        Span<byte> to = result.Bytes;
        if (count == 3)
        {
            for (int i = 0, at = 0; at < to.Length; i += channels, at += 3)
            {
                (to[at], to[at + 1], to[at + 2]) = (from[i], from[i + 1], from[i + 2]);
            }

            return result;
        }

        for (int i = 0, at = 0; at < to.Length; i += channels, at++)
        {
            to[at] = (byte)(((from[i] * 19595) + (from[i + 1] * 38470) + (from[i + 2] * 7471) + 0x8000) >> 16);
        }

        return result;
    }

    /// <summary>The image as it is to be seen.</summary>
    /// <param name="orientation">The orientation by Exif, from 1 to 8: which corner is the first pixel, and whether rows are columns.</param>
    public Pixels Oriented(int orientation)
    {
        bool isTurned = orientation >= 5;
        Pixels result = isTurned ? new(height, width, channels) : new(width, height, channels);
        bool isFromRight = orientation is 2 or 3 or 7 or 8;
        bool isFromBottom = orientation is 3 or 4 or 6 or 7;
        ReadOnlySpan<byte> from = Bytes;
        Span<byte> to = result.Bytes;
        int at = 0;
        for (int y = 0; y < result.Height; y++)
        {
            for (int x = 0; x < result.Width; x++)
            {
                (int fromX, int fromY) = isTurned ? (y, x) : (x, y);
                fromX = isFromRight ? width - 1 - fromX : fromX;
                fromY = isFromBottom ? height - 1 - fromY : fromY;
                from.Slice(((fromY * width) + fromX) * channels, channels).CopyTo(to[at..]);
                at += channels;
            }
        }

        return result;
    }
}
