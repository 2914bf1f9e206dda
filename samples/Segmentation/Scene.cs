namespace StaticNet.Samples.Segmentation;

/// <summary>Images of several handwritten digits, and for each pixel the digit that it belongs to.</summary>
internal static class Scene
{
    /// <summary>The pixels of a side of an image.</summary>
    public const int Side = 32;

    /// <summary>The ten digits and the background.</summary>
    public const int Classes = 11;

    /// <summary>The class of what is no digit.</summary>
    public const int Background = 10;

    /// <summary>The label of pixels on the edge of a stroke, which may belong to it or not: they count for nothing.</summary>
    public const int Rim = 255;

    private const int DigitSide = 8;

    // Of 16 shades: what is darker is background, what is brighter is stroke.
    private const float Dark = 3f / 16, Bright = 7f / 16;

    /// <summary>Images of digits at random places and of random brightness, on a background of noise.</summary>
    /// <param name="digits">The digits to choose from, with values from 0 to 1.</param>
    /// <param name="count">The number of images.</param>
    /// <param name="seed">The seed.</param>
    public static Dataset Draw(Dataset digits, int count, int seed)
    {
        float[] images = new float[count * Side * Side];
        int[] labels = new int[images.Length];
        Array.Fill(labels, Background);
        for (int i = 0; i < count; i++)
        {
            var random = new Random((seed * 100_000) + i);
            Draw(digits, images.AsSpan(i * Side * Side, Side * Side), labels.AsSpan(i * Side * Side, Side * Side), random);
        }

        return Dataset.OfPositions(images, Side * Side, labels, Side * Side, [.. Enumerable.Range(0, 10).Select(static digit => $"{digit}"), "-"], Rim);
    }

    private static void Draw(Dataset digits, Span<float> image, Span<int> labels, Random random)
    {
        for (int i = 0; i < image.Length; i++)
        {
            image[i] = 0.2f * random.NextSingle();
        }

        // One in each of nine cells, or none, so that they do not overlap.
        const int Cell = Side / 3;
        for (int cell = 0; cell < 9; cell++)
        {
            if (random.Next(9) >= 5)
            {
                continue;
            }

            int top = (cell / 3 * Cell) + random.Next(Cell - DigitSide + 1), left = (cell % 3 * Cell) + random.Next(Cell - DigitSide + 1);
            int chosen = random.Next(digits.Count);
            float brightness = 0.6f + (0.4f * random.NextSingle());
            for (int y = 0; y < DigitSide; y++)
            {
                for (int x = 0; x < DigitSide; x++)
                {
                    float value = digits.Input(chosen)[(y * DigitSide) + x];
                    int at = ((top + y) * Side) + left + x;
                    image[at] = Math.Max(image[at], brightness * value);
                    labels[at] = value > Bright ? digits.Labels[chosen] : value > Dark ? Rim : Background;
                }
            }
        }
    }
}
