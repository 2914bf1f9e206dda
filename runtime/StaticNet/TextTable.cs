using System.Text;

namespace StaticNet;

/// <summary>Text in columns: the first aligned to the left, the others as given; lines end in <c>\n</c>.</summary>
internal sealed class TextTable(int columns, int leftAligned = 1)
{
    private readonly List<string[]> _rows = [];
    private readonly HashSet<int> _rules = [];

    public void Add(IEnumerable<string> cells)
    {
        string[] row = [.. cells];
        _rows.Add(row.Length == columns ? row : throw new ArgumentException($"A row of {row.Length} cells in a table of {columns} columns."));
    }

    /// <summary>Draws a line before the next row.</summary>
    public void AddRule() => _rules.Add(_rows.Count);

    public override string ToString()
    {
        int[] widths = [.. Enumerable.Range(0, columns).Select(column => _rows.Max(row => row[column].Length))];
        StringBuilder text = new();
        for (int i = 0; i < _rows.Count; i++)
        {
            if (_rules.Contains(i))
            {
                text.Append('-', widths.Sum() + (2 * (columns - 1))).Append('\n');
            }

            IEnumerable<string> cells = _rows[i].Select((cell, column) =>
                column < leftAligned ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.Append(string.Join("  ", cells).TrimEnd());
            if (i < _rows.Count - 1)
            {
                text.Append('\n');
            }
        }

        return text.ToString();
    }
}
