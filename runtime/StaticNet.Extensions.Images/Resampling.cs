namespace StaticNet;

/// <summary>
/// Resizes images by a triangle that is as wide as a pixel of the smaller one (bilinear with antialiasing, the resampling of Pillow and torchvision), first along rows and then along columns. Weights
/// are whole numbers, so that every machine gives the same bytes, and an image of one colour keeps it.
/// </summary>
internal static class Resampling
{
    private const int Precision = 22;

    /// <summary>Resizes a part of an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="left">The left edge of the part, in pixels.</param>
    /// <param name="top">The upper edge.</param>
    /// <param name="partWidth">The width of the part.</param>
    /// <param name="partHeight">The height of the part.</param>
    /// <param name="width">The new width.</param>
    /// <param name="height">The new height.</param>
    public static Pixels Resize(Pixels image, double left, double top, double partWidth, double partHeight, int width, int height)
    {
        using Pixels rows = new(width, image.Height, image.Channels);
        int channels = image.Channels;
        Resample(image.Bytes, rows.Bytes, image.Height, image.Width * channels, width * channels, channels, image.Width, width, left, partWidth, channels);
        Pixels result = new(width, height, channels);
        Resample(rows.Bytes, result.Bytes, width * channels, 1, 1, width * channels, image.Height, height, top, partHeight, 1);
        return result;
    }

    // Along one axis, whose values are a step apart; beside it there are lines, whose first values are a line step apart and which have some channels each.
    private static void Resample(
        ReadOnlySpan<byte> from, Span<byte> to, int lines, int fromLine, int toLine, int step, int fromLength, int toLength, double start, double partLength, int channels)
    {
        double scale = partLength / toLength;
        double support = Math.Max(scale, 1);
        int[] weights = new int[(int)Math.Ceiling(support) * 2 + 1];
        double[] triangle = new double[weights.Length];
        for (int i = 0; i < toLength; i++)
        {
            double centre = start + ((i + 0.5) * scale);
            int first = Math.Max(0, (int)(centre - support + 0.5));
            int count = Math.Min(fromLength, (int)(centre + support + 0.5)) - first;
            double sum = 0;
            for (int k = 0; k < count; k++)
            {
                triangle[k] = Math.Max(0, 1 - Math.Abs((first + k - centre + 0.5) / support));
                sum += triangle[k];
            }

            for (int k = 0; k < count; k++)
            {
                weights[k] = (int)((triangle[k] / sum * (1 << Precision)) + 0.5);
            }

            for (int line = 0; line < lines; line++)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    int at = (line * fromLine) + (first * step) + channel;
                    int total = 1 << (Precision - 1);
                    for (int k = 0; k < count; k++, at += step)
                    {
                        total += from[at] * weights[k];
                    }

                    to[(line * toLine) + (i * step) + channel] = (byte)Math.Min(total >> Precision, 255);
                }
            }
        }
    }
}
