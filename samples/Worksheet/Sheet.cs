using System.Globalization;
using Spectre.Console;

namespace StaticNet.Samples.Worksheet;

/// <summary>
/// Prints the worksheet: for each figure what was found by hand, what a network computes, and whether they agree. What a network computes is
/// held against the correct figure, too: that is what the sample's exit code is for.
/// </summary>
internal sealed class Sheet
{
    private Table? _table;
    private int _row;
    private int _figures;
    private int _slips;
    private readonly List<string> _wrong = [];

    /// <summary>Begins a row of the worksheet.</summary>
    public void Row(int number, string exercise, string given)
    {
        _row = number;
        AnsiConsole.WriteLine();
        AnsiConsole.Write(new Rule($"[bold]{number}[/]  {Markup.Escape(exercise)}").LeftJustified().RuleStyle("grey"));
        AnsiConsole.MarkupLine($"[grey]{Markup.Escape(given)}[/]");
        _table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        _table.AddColumn("figure");
        _table.AddColumn(new TableColumn("by hand").RightAligned());
        _table.AddColumn(new TableColumn("ours").RightAligned());
        _table.AddColumn("");
    }

    /// <summary>One figure. Two agree when they differ by less than one unit of the written one's last digit.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="hand">As it was written down, or null where the hand stopped.</param>
    /// <param name="ours">What a network computed.</param>
    /// <param name="correct">What it should be, where the hand slipped or stopped; otherwise it is what the hand wrote.</param>
    public void Figure(string name, string? hand, double ours, string? correct = null)
        => Figure(name, hand, ours.ToString(Format(ours), CultureInfo.InvariantCulture), correct, written => Agrees(written, ours));

    /// <summary>One figure that is a whole number.</summary>
    public void Count(string name, string? hand, long ours, string? correct = null)
        => Figure(name, hand, ours.ToString("N0", CultureInfo.InvariantCulture), correct, written => Agrees(written, ours));

    /// <summary>One answer that is a text.</summary>
    public void Text(string name, string? hand, string ours, string? correct = null)
        => Figure(name, hand, ours, correct, written => written == ours);

    /// <summary>Something that has to hold if the row's lesson is to be true.</summary>
    public void Claim(string claim, bool holds)
    {
        if (!holds)
        {
            _wrong.Add($"row {_row}: {claim}: it does not hold");
        }
    }

    /// <summary>Ends the row's figures and says what is to be learned from them.</summary>
    public void Lesson(string text)
    {
        AnsiConsole.Write(_table!);
        AnsiConsole.MarkupLine(Markup.Escape(text));
    }

    /// <summary>Ends a row that has a table of its own.</summary>
    public void Lesson(Table table, string text)
    {
        _table = table;
        Lesson(text);
    }

    /// <summary>Ends the worksheet.</summary>
    /// <returns>Whether every figure of ours is right.</returns>
    public bool Close()
    {
        AnsiConsole.WriteLine();
        foreach (string wrong in _wrong)
        {
            AnsiConsole.MarkupLine($"[red]{Markup.Escape(wrong)}[/]");
        }

        AnsiConsole.WriteLine($"{_figures} figures found by hand, {_slips} of them slipped; {(_wrong.Count == 0 ? "ours are all correct" : $"{_wrong.Count} of ours are WRONG")}");
        return _wrong.Count == 0;
    }

    // Four decimals, and more where they would leave less than three digits of a small figure.
    private static string Format(double value)
    {
        int decimals = value == 0 ? 4 : Math.Max(4, 2 - (int)Math.Floor(Math.Log10(Math.Abs(value))));
        return "0." + new string('0', decimals);
    }

    private static bool Agrees(string written, double ours)
    {
        int point = written.IndexOf('.', StringComparison.Ordinal);
        double unit = point < 0 ? 1e-4 : Math.Pow(10, -(written.Length - point - 1));
        return Math.Abs(double.Parse(written, CultureInfo.InvariantCulture) - ours) < unit;
    }

    private void Figure(string name, string? hand, string ours, string? correct, Predicate<string> agrees)
    {
        correct ??= hand;
        if (correct is not null && !agrees(correct))
        {
            _wrong.Add($"row {_row}: {name}: {ours}, and {correct} is correct");
        }

        if (hand is null)
        {
            _table!.AddRow(Markup.Escape(name), "", Markup.Escape(ours), "");
            return;
        }

        bool isRight = agrees(hand);
        _figures++;
        _slips += isRight ? 0 : 1;
        _table!.AddRow(
            Markup.Escape(name),
            isRight ? Markup.Escape(hand) : $"[red]{Markup.Escape(hand)}[/]",
            $"[bold]{Markup.Escape(ours)}[/]",
            isRight ? "[green]agrees[/]" : "[red]slipped[/]");
    }
}
