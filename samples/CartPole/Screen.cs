using System.Text;

namespace StaticNet.Samples.CartPole;

/// <summary>Pictures of a cart and its pole for a terminal.</summary>
internal static class Screen
{
    private const int Columns = 65;
    private const int Lines = 9;

    // In characters: a metre is as wide as it is high, and a character about twice as high as wide.
    private const float PoleLines = 7;
    private const float PoleColumns = 14;

    /// <summary>The cart on its track.</summary>
    public static string Draw(Cart cart)
    {
        char[][] picture = [.. Enumerable.Range(0, Lines).Select(static _ => Enumerable.Repeat(' ', Columns).ToArray())];
        int middle = Column(cart.State[0]);
        char pole = MathF.Abs(cart.State[2]) < 0.03f ? '|' : cart.State[2] > 0 ? '/' : '\\';
        for (int line = 0; line < PoleLines; line++)
        {
            int column = middle + (int)MathF.Round(MathF.Sin(cart.State[2]) * PoleColumns * (line + 1) / PoleLines);
            Put(picture, Lines - 3 - line, column, pole);
        }

        foreach ((int offset, char character) in "[=o=]".Select(static (character, i) => (i - 2, character)))
        {
            Put(picture, Lines - 2, middle + offset, character);
        }

        for (int column = 0; column < Columns; column++)
        {
            picture[Lines - 1][column] = column == Columns / 2 ? '+' : '-';
        }

        var text = new StringBuilder();
        foreach (char[] line in picture)
        {
            text.Append(new string(line).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A line whose length is that of an episode.</summary>
    public static string Bar(double steps) => new('#', (int)(steps * 40 / Cart.LongestEpisode));

    private static int Column(float position) => (Columns / 2) + (int)MathF.Round(position / Cart.Edge * ((Columns / 2) - 3));

    private static void Put(char[][] picture, int line, int column, char character)
    {
        if (line >= 0 && line < Lines && column >= 0 && column < Columns)
        {
            picture[line][column] = character;
        }
    }
}
