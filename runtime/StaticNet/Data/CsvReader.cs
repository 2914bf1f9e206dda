using System.Globalization;

namespace StaticNet;

/// <summary>Reads one file of separated values. Its messages begin with the place in the file, if there is one.</summary>
internal sealed class CsvReader(LineReader lines, CsvOptions options)
{
    /// <summary>The start of a message that names its place.</summary>
    public const string Place = "line ";

    private readonly CsvFields _fields = new(options.Separator, options.MaxColumns);
    private readonly CsvLabels _labels = new();
    private readonly FloatBuffer _inputs = new();
    private readonly FloatBuffer _targets = new();
    private int _rows;
    private int _columns;
    private int _labelColumn = -1;

    /// <exception cref="InvalidDataException">Something is wrong; the message says what.</exception>
    public Dataset Read()
    {
        string[]? header = options.HasHeader && NextFields() ? _fields.ToArray() : null;
        while (NextFields())
        {
            if (_columns == 0)
            {
                Settle(header);
            }
            else if (_fields.Count != _columns)
            {
                throw new InvalidDataException($"{Place}{lines.Line}: {_fields.Count} columns, but the first sample has {_columns}.");
            }

            AddSample();
        }

        if (_columns == 0 || _inputs.Count == 0)
        {
            throw new InvalidDataException(_columns == 0 ? "It holds no samples." : "It holds no samples without numbers that are not finite.");
        }

        int inputLength = _columns - Math.Max(options.TargetColumns, 1);
        if (options.TargetColumns > 0)
        {
            return new Dataset(_inputs.ToArray(), inputLength, _targets.ToArray(), options.TargetColumns);
        }

        (int[] labels, IEnumerable<string>? names) = _labels.Classify(options.ClassNames, (line, what) => Wrong(line, _labelColumn, what));
        return new Dataset(_inputs.ToArray(), inputLength, labels, names);
    }

    private static InvalidDataException Wrong(long line, int column, string what) => new($"{Place}{line}, column {column + 1}: {what}");

    // The first sample decides the number of columns.
    private void Settle(string[]? header)
    {
        _columns = _fields.Count;
        int outputs = Math.Max(options.TargetColumns, 1);
        if (_columns <= outputs)
        {
            throw new InvalidDataException(
                $"{Place}{lines.Line}: {_columns} columns; {outputs} for the {(options.TargetColumns > 0 ? "targets" : "label")} and at least 1 input are needed.");
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
                string columns = Quote.List(header!.Select(static column => Quote.Name(column)), header!.Length);
                throw new InvalidDataException($"The header names no column {Quote.Text(name)}, but: {columns}.");
            }
        }
        else
        {
            _labelColumn = options.LabelColumn.GetOffset(_columns);
        }

        if (_labelColumn < 0 || _labelColumn >= _columns)
        {
            throw new InvalidDataException($"{Place}{lines.Line}: the label should be in column {options.LabelColumn}, but there are {_columns}.");
        }
    }

    private void AddSample()
    {
        if (++_rows > options.MaxRows)
        {
            throw new InvalidDataException($"{Place}{lines.Line}: there are more than the {options.MaxRows} samples that {nameof(CsvOptions.MaxRows)} allows.");
        }

        (long inputs, long targets) = (_inputs.Count, _targets.Count);
        bool isFinite = true;
        for (int column = 0; column < _columns; column++)
        {
            if (column == _labelColumn)
            {
                if (_fields[column].IsEmpty)
                {
                    throw Wrong(lines.Line, column, "a label is missing.");
                }

                continue;
            }

            float value = Number(column);
            isFinite &= float.IsFinite(value);
            (column < _columns - options.TargetColumns ? _inputs : _targets).Add(value);
        }

        if (!isFinite && options.NonFinite == NonFiniteNumbers.SkipRow)
        {
            _inputs.CutTo(inputs);
            _targets.CutTo(targets);
        }
        else if (_labelColumn >= 0)
        {
            _labels.Add(_fields[_labelColumn], lines.Line);
        }

        if (_inputs.Count > Array.MaxLength || _targets.Count > Array.MaxLength)
        {
            throw new InvalidDataException($"{Place}{lines.Line}: there are more than {Array.MaxLength} numbers, which is what an array holds.");
        }
    }

    private float Number(int column)
    {
        ReadOnlySpan<char> field = _fields[column];

        // .NET accepts zero characters after a number.
        if (field.Contains('\0') || !float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out float value))
        {
            throw Wrong(lines.Line, column, field.Length > 0 ? $"{Quote.Text(field)} is not a number." : "a number is missing.");
        }

        return float.IsFinite(value) || options.NonFinite != NonFiniteNumbers.Refuse
            ? value
            : throw Wrong(lines.Line, column, $"{Quote.Text(field)} is not finite; {nameof(CsvOptions)}.{nameof(CsvOptions.NonFinite)} says how such numbers are treated.");
    }

    private bool NextFields()
    {
        while (lines.Next(out ReadOnlySpan<char> line))
        {
            if (!line.IsWhiteSpace())
            {
                if (_fields.Split(line) is var (column, problem))
                {
                    throw Wrong(lines.Line, column, problem);
                }

                return true;
            }
        }

        return false;
    }
}
