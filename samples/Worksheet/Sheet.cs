using System.Globalization;
using Spectre.Console;

namespace StaticNet.Samples.Worksheet;

/// <summary>Prints the worksheet: for each figure what was found by hand, what a network computes, and whether they agree.</summary>
internal sealed class Sheet
{
    private Table? _table;
    private int _figures;
    private int _slips;

    /// <summary>Begins a row of the worksheet.</summary>
    public void Row(int number, string exercise, string given)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.Write(new Rule($"[bold]{number}[/]  {Markup.Escape(exercise)}").LeftJustified().RuleStyle("grey"));
        AnsiConsole.MarkupLine($"[grey]{Markup.Escape(given)}[/]");
        _table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        _table.AddColumn("figure");
        _table.AddColumn(new TableColumn("by hand").RightAligned());
        _table.AddColumn(new TableColumn("ours").RightAligned());
        _table.AddColumn("");
    }

    /// <summary>One figure. It agrees when the two differ by less than one unit of the hand figure's last digit.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="hand">As it was written down, or null where the hand stopped.</param>
    /// <param name="ours">What a network computed.</param>
    public void Figure(string name, string? hand, double ours) => Figure(name, hand, ours, Format(ours));

    /// <summary>One figure that is a whole number.</summary>
    public void Count(string name, string? hand, long ours) => Figure(name, hand, ours, "0");

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

    public void Close()
    {
        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine($"{_figures} figures found by hand, {_slips} of them slipped");
    }

    // Four decimals, and more where they would leave less than three digits of a small figure.
    private static string Format(double value)
    {
        int decimals = value == 0 ? 4 : Math.Max(4, 2 - (int)Math.Floor(Math.Log10(Math.Abs(value))));
        return "0." + new string('0', decimals);
    }

    private void Figure(string name, string? hand, double ours, string format)
    {
        string our = ours.ToString(format, CultureInfo.InvariantCulture);
        if (hand is null)
        {
            _table!.AddRow(Markup.Escape(name), "", our, "");
            return;
        }

        int point = hand.IndexOf('.', StringComparison.Ordinal);
        double unit = point < 0 ? 1e-4 : Math.Pow(10, -(hand.Length - point - 1));
        bool agrees = Math.Abs(double.Parse(hand, CultureInfo.InvariantCulture) - ours) < unit;
        _figures++;
        _slips += agrees ? 0 : 1;
        _table!.AddRow(
            Markup.Escape(name),
            agrees ? hand : $"[red]{hand}[/]",
            $"[bold]{our}[/]",
            agrees ? "[green]agrees[/]" : "[red]slipped[/]");
    }
}
