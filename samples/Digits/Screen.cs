using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace StaticNet.Samples.Digits;

/// <summary>What the sample draws.</summary>
internal static class Screen
{
    private const int Side = 8;
    private const int DigitsInARow = 4;

    public static void Heading(string text)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.Write(new Rule($"[bold]{Markup.Escape(text)}[/]").LeftJustified().RuleStyle("grey"));
    }

    /// <summary>The confusion matrix: a row a digit, a column a prediction, empty where there was none.</summary>
    public static void Show(ConfusionMatrix matrix)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        table.AddColumn(new TableColumn("[grey]is \\ taken for[/]").RightAligned());
        for (int predicted = 0; predicted < matrix.ClassCount; predicted++)
        {
            table.AddColumn(new TableColumn(matrix.ClassNames[predicted]).RightAligned());
        }

        table.AddColumn(new TableColumn("[grey]found[/]").RightAligned());
        for (int actual = 0; actual < matrix.ClassCount; actual++)
        {
            IEnumerable<string> cells = Enumerable.Range(0, matrix.ClassCount).Select(predicted => (matrix[actual, predicted], actual == predicted) switch
            {
                (0, _) => "",
                (int count, true) => $"[green]{count}[/]",
                (int count, false) => $"[red]{count}[/]",
            });
            table.AddRow([matrix.ClassNames[actual], .. cells, string.Create(CultureInfo.InvariantCulture, $"[grey]{100 * matrix.Recall(actual):0.0} %[/]")]);
        }

        AnsiConsole.Write(table);
    }

    /// <summary>Draws a row of digits that the network took for what they are, and a row of those that it did not.</summary>
    public static void ShowSome(Dataset data, float[] probabilities)
    {
        int classes = probabilities.Length / data.Count;
        bool IsRight(int sample) => Ranking(sample)[0] == data.Labels[sample];
        int[] Ranking(int sample) => [.. Enumerable.Range(0, classes).OrderByDescending(digit => probabilities[(sample * classes) + digit])];

        int[] samples = [.. Enumerable.Range(0, data.Count)];
        foreach (int[] row in (int[][])[[.. samples.Where(IsRight).Take(DigitsInARow)], [.. samples.Where(sample => !IsRight(sample)).Take(DigitsInARow)]])
        {
            var grid = new Grid();
            grid.AddColumns(row.Length);
            grid.AddRow([.. row.Select(sample => (IRenderable)new Text(Draw(data.Input(sample))))]);
            grid.AddRow([.. row.Select(sample => (IRenderable)new Markup(Thought(sample)))]);
            AnsiConsole.Write(new Padder(grid, new Spectre.Console.Padding(0, 0, 0, 1)));
        }

        string Thought(int sample)
        {
            string colour = IsRight(sample) ? "green" : "red";
            int[] ranking = Ranking(sample);
            IEnumerable<string> guesses = ranking.Take(2).Select(digit => string.Create(
                CultureInfo.InvariantCulture, $"{digit}  {100 * probabilities[(sample * classes) + digit],5:0.0} %"));
            return $"[bold]a {data.Labels[sample]}[/], taken for [bold {colour}]{ranking[0]}[/]\n{string.Join('\n', guesses)}";
        }
    }

    /// <summary>A digit in shades, two characters a pixel, since characters are about twice as high as wide.</summary>
    private static string Draw(ReadOnlySpan<float> pixels)
    {
        const string Shades = " ░▒▓█";
        var text = new StringBuilder();
        for (int i = 0; i < pixels.Length; i++)
        {
            char shade = Shades[(int)MathF.Round(Math.Clamp(pixels[i], 0f, 1f) * (Shades.Length - 1))];
            text.Append(shade, 2);
            if (i % Side == Side - 1)
            {
                text.Append('\n');
            }
        }

        return text.ToString().TrimEnd('\n');
    }
}
