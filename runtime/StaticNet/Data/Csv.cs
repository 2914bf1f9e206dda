using System.Globalization;
using System.Text;

namespace StaticNet;

/// <summary>
/// Reads data sets from files of separated values, plain or compressed by gzip. One sample a line; numbers as in English whatever the
/// machine's culture; fields may be quoted; empty lines are skipped.
/// </summary>
public static class Csv
{
    /// <summary>Reads a data set.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; by default, commas, no header, and the label in the last column.</param>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">A line is wrong; the message names the file, the line, the column and the text.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static Dataset Load(string path, CsvOptions? options = null)
    {
        options ??= new CsvOptions();
        ThrowIfContradictory(options);
        using Stream stream = Open(path);
        using StreamReader text = new(stream, Encoding.UTF8);
        return new Reader(path, options).Read(text);
    }

    private static Stream Open(string path)
    {
        try
        {
            return DataFile.Open(path, out _);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"'{path}': {exception.Message}", exception);
        }
    }

    private static void ThrowIfContradictory(CsvOptions options)
    {
        if (options.Separator is '"' or '\r' or '\n')
        {
            throw new ArgumentException("A quote or the end of a line cannot separate fields.", nameof(options));
        }

        if (options.TargetColumns < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.TargetColumns, "The number of target columns cannot be negative.");
        }

        if (options.TargetColumns > 0 && (options.LabelColumnName is not null || options.ClassNames is not null))
        {
            throw new ArgumentException("There is either a label or targets.", nameof(options));
        }

        if (options.LabelColumnName is not null && !options.HasHeader)
        {
            throw new ArgumentException($"The label's column '{options.LabelColumnName}' can only be found by a header.", nameof(options));
        }
    }

    private sealed class Reader(string path, CsvOptions options)
    {
        private readonly List<float> _inputs = [];
        private readonly List<float> _targets = [];
        private readonly List<(string Text, int Line)> _labels = [];
        private readonly List<string> _fields = [];
        private int _line;
        private int _columns;
        private int _labelColumn = -1;

        public Dataset Read(TextReader text)
        {
            string[]? header = options.HasHeader && NextFields(text) ? [.. _fields] : null;
            while (NextFields(text))
            {
                if (_columns == 0)
                {
                    Settle(header);
                }
                else if (_fields.Count != _columns)
                {
                    throw new InvalidDataException($"'{path}', line {_line}: {_fields.Count} columns, but the first sample has {_columns}.");
                }

                AddSample();
            }

            if (_columns == 0)
            {
                throw new InvalidDataException($"'{path}' holds no samples.");
            }

            int inputLength = _columns - Math.Max(options.TargetColumns, 1);
            if (options.TargetColumns > 0)
            {
                return new Dataset([.. _inputs], inputLength, [.. _targets], options.TargetColumns);
            }

            (int[] labels, IEnumerable<string>? names) = Classify();
            return new Dataset([.. _inputs], inputLength, labels, names);
        }

        // The first sample decides the number of columns.
        private void Settle(string[]? header)
        {
            _columns = _fields.Count;
            int outputs = Math.Max(options.TargetColumns, 1);
            if (_columns <= outputs)
            {
                throw new InvalidDataException(
                    $"'{path}', line {_line}: {_columns} columns; {outputs} for the {(options.TargetColumns > 0 ? "targets" : "label")} and at least 1 input are needed.");
            }

            if (options.TargetColumns > 0)
            {
                return;
            }

            if (options.LabelColumnName is { } name)
            {
                _labelColumn = Array.IndexOf(header!, name);
                if (_labelColumn < 0)
                {
                    throw new InvalidDataException($"'{path}': the header names no column '{name}', but: {string.Join(", ", header!)}.");
                }
            }
            else
            {
                _labelColumn = options.LabelColumn.GetOffset(_columns);
            }

            if (_labelColumn < 0 || _labelColumn >= _columns)
            {
                throw new InvalidDataException($"'{path}', line {_line}: the label should be in column {options.LabelColumn}, but there are {_columns}.");
            }
        }

        private void AddSample()
        {
            for (int column = 0; column < _columns; column++)
            {
                string field = _fields[column];
                if (column == _labelColumn)
                {
                    _labels.Add(field.Length > 0 ? (field, _line) : throw Wrong(_line, column, "a label is missing."));
                    continue;
                }

                if (!float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out float value))
                {
                    throw Wrong(_line, column, field.Length > 0 ? $"'{field}' is not a number." : "a number is missing.");
                }

                (column < _columns - options.TargetColumns ? _inputs : _targets).Add(value);
            }
        }

        private (int[] Labels, IEnumerable<string>? Names) Classify()
        {
            int[] labels = new int[_labels.Count];
            bool areNumbers = true;
            for (int i = 0; i < labels.Length && areNumbers; i++)
            {
                // Some programs write the labels 0, 1, 2 as 0.0, 1.0, 2.0.
                areNumbers = double.TryParse(_labels[i].Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double label)
                    && label < int.MaxValue
                    && label == Math.Floor(label);
                labels[i] = areNumbers ? (int)label : 0;
            }

            if (areNumbers && options.ClassNames is null)
            {
                return (labels, null);
            }

            IReadOnlyList<string> names = options.ClassNames
                ?? [.. _labels.Select(static label => label.Text).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            Dictionary<string, int> numbers = new(StringComparer.Ordinal);
            for (int i = 0; i < names.Count; i++)
            {
                numbers[names[i]] = i;
            }

            for (int i = 0; i < labels.Length; i++)
            {
                (string text, int line) = _labels[i];
                if (numbers.TryGetValue(text, out int number))
                {
                    labels[i] = number;
                }
                else if (!areNumbers || labels[i] >= names.Count)
                {
                    throw Wrong(line, _labelColumn, $"'{text}' is none of the classes {string.Join(", ", names)}.");
                }
            }

            return (labels, names);
        }

        private InvalidDataException Wrong(int line, int column, string what) => new($"'{path}', line {line}, column {column + 1}: {what}");

        private bool NextFields(TextReader text)
        {
            while (NextLine(text) is { } line)
            {
                _line++;
                if (!string.IsNullOrWhiteSpace(line))
                {
                    Split(line);
                    return true;
                }
            }

            return false;
        }

        private string? NextLine(TextReader text)
        {
            try
            {
                return text.ReadLine();
            }
            catch (InvalidDataException exception)
            {
                throw new InvalidDataException($"'{path}', after line {_line}: {exception.Message}", exception);
            }
        }

        private void Split(string line)
        {
            _fields.Clear();
            int at = 0;
            do
            {
                int end = line.IndexOf(options.Separator, at);
                string plain = line[at..(end < 0 ? line.Length : end)].Trim();
                if (plain.StartsWith('"'))
                {
                    _fields.Add(Quoted(line, line.IndexOf('"', at), out end));
                }
                else
                {
                    _fields.Add(plain);
                }

                at = end + 1;
            }
            while (at > 0);
        }

        // A quoted field may hold separators, and quotes twice. The end is that of the separator behind it, or -1.
        private string Quoted(string line, int quote, out int end)
        {
            StringBuilder field = new();
            for (int i = quote + 1; i < line.Length; i++)
            {
                if (line[i] != '"')
                {
                    field.Append(line[i]);
                }
                else if (i + 1 < line.Length && line[i + 1] == '"')
                {
                    field.Append('"');
                    i++;
                }
                else
                {
                    end = line.IndexOf(options.Separator, i);
                    string rest = line[(i + 1)..(end < 0 ? line.Length : end)];
                    return string.IsNullOrWhiteSpace(rest)
                        ? field.ToString()
                        : throw Wrong(_line, _fields.Count, $"'{rest}' stands behind a closing quote.");
                }
            }

            throw Wrong(_line, _fields.Count, $"the quote of '{line[quote..]}' is not closed on its line.");
        }
    }
}
