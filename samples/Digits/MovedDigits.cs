namespace StaticNet.Samples.Digits;

/// <summary>More digits to learn from: a digit moved by one pixel is still that digit.</summary>
internal static class MovedDigits
{
    private const int Side = 8;

    private static readonly (int Down, int Right)[] Moves = [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)];

    /// <summary>The digits as they are, and moved by one pixel to each side.</summary>
    public static Dataset With(Dataset digits)
    {
        float[] inputs = new float[Moves.Length * digits.Count * Side * Side];
        int[] labels = new int[Moves.Length * digits.Count];
        int sample = 0;
        foreach ((int down, int right) in Moves)
        {
            for (int i = 0; i < digits.Count; i++, sample++)
            {
                Move(digits.Input(i), inputs.AsSpan(sample * Side * Side, Side * Side), down, right);
                labels[sample] = digits.Labels[i];
            }
        }

        return new Dataset(inputs, Side * Side, labels);
    }

    private static void Move(ReadOnlySpan<float> from, Span<float> to, int down, int right)
    {
        for (int y = Math.Max(0, down); y < Side + Math.Min(0, down); y++)
        {
            for (int x = Math.Max(0, right); x < Side + Math.Min(0, right); x++)
            {
                to[(y * Side) + x] = from[((y - down) * Side) + x - right];
            }
        }
    }
}
