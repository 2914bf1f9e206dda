using System.Globalization;

namespace StaticNet;

/// <summary>The labels of a file, each text once.</summary>
internal sealed class CsvLabels
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<(string Text, long FirstLine)> _texts = [];
    private readonly List<int> _labels = [];

    public CsvLabels() => _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    public void Add(ReadOnlySpan<char> label, long line)
    {
        if (!_lookup.TryGetValue(label, out int number))
        {
            string text = label.ToString();
            number = _texts.Count;
            _numbers.Add(text, number);
            _texts.Add((text, line));
        }

        _labels.Add(number);
    }

    /// <summary>Makes classes of the labels.</summary>
    /// <param name="classNames">The classes' names, or null.</param>
    /// <param name="wrong">Makes an exception from a line and the error there.</param>
    public (int[] Labels, IEnumerable<string>? Names) Classify(IReadOnlyList<string>? classNames, Func<long, string, Exception> wrong)
    {
        int[]? numbers = WholeNumbers();
        if (numbers is not null && classNames is null)
        {
            return ([.. _labels.Select(label => numbers[label])], null);
        }

        IReadOnlyList<string> names = classNames ?? [.. _texts.Select(static label => label.Text).Order(StringComparer.Ordinal)];
        Dictionary<string, int> classes = new(StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            classes[names[i]] = i;
        }

        int[] found = new int[_texts.Count];
        for (int i = 0; i < found.Length; i++)
        {
            (string text, long line) = _texts[i];
            if (!classes.TryGetValue(text, out found[i]))
            {
                found[i] = numbers is not null && numbers[i] < names.Count
                    ? numbers[i]
                    : throw wrong(line, $"{Quote.Text(text)} is not one of the classes {Quote.List(names.Select(static name => Quote.Name(name)), names.Count)}.");
            }
        }

        return ([.. _labels.Select(label => found[label])], names);
    }

    // Some programs write the labels 0, 1, 2 as 0.0, 1.0, 2.0. .NET accepts zero characters after a number.
    private int[]? WholeNumbers()
    {
        int[] numbers = new int[_texts.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            string text = _texts[i].Text;
            if (text.Contains('\0')
                || !double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double label)
                || label is not (>= 0 and < int.MaxValue)
                || label != Math.Floor(label))
            {
                return null;
            }

            numbers[i] = (int)label;
        }

        return numbers;
    }
}
