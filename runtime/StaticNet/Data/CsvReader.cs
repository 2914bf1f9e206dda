namespace StaticNet;

/// <summary>Reads one file of separated values whose label or targets have a place.</summary>
internal sealed class CsvReader(LineReader lines, CsvOptions options)
{
    private const string HeaderHint = $" If this line names the columns, set {nameof(CsvOptions)}.{nameof(CsvOptions.HasHeader)}.";

    private readonly CsvRows _rows = new(lines, options);
    private readonly CsvLabels _labels = new();
    private readonly FloatBuffer _inputs = new();
    private readonly FloatBuffer _targets = new();
    private string _hint = "";
    private int _columns;
    private int _labelColumn = -1;

    /// <exception cref="InvalidDataException">Something is wrong; the message says what.</exception>
    public Dataset Read()
    {
        bool isRow = _rows.Next();
        string[]? header = isRow && HasHeader() ? _rows.Fields.ToArray() : null;
        _hint = header is null ? HeaderHint : "";
        for (isRow = header is null ? isRow : _rows.Next(); isRow; isRow = _rows.Next())
        {
            if (_columns == 0)
            {
                Settle(header);
            }

            _rows.Count(_columns, "first sample");
            AddSample();
            _hint = "";
        }

        if (_columns == 0 || _inputs.Count == 0)
        {
            throw new InvalidDataException(_columns == 0 ? "It holds no samples." : "It holds no samples without numbers that are not finite.");
        }

        int inputLength = _columns - Math.Max(options.TargetColumns, 1);
        if (options.TargetColumns > 0)
        {
            return new Dataset(_inputs.ToArray(), inputLength, _targets.ToArray(), options.TargetColumns).WithInputNames(InputNames(header));
        }

        (int[] labels, IEnumerable<string>? names) = _labels.Classify(options.ClassNames, (line, what) => _rows.Wrong(line, _labelColumn, what));
        return new Dataset(_inputs.ToArray(), inputLength, labels, names).WithInputNames(InputNames(header));
    }

    // A sample has inputs or targets, which are numbers. A single field is a line of another separator.
    private bool HasHeader()
    {
        if (options.HasHeader is { } said)
        {
            return said;
        }

        if (_rows.Fields.Count <= Math.Max(options.TargetColumns, 1))
        {
            return options.LabelColumnName is not null;
        }

        for (int column = 0; column < _rows.Fields.Count; column++)
        {
            if (CsvRows.TryParse(_rows.Fields[column], out _))
            {
                return options.LabelColumnName is not null;
            }
        }

        return true;
    }

    // None where the header has more or fewer names than there are columns.
    private IEnumerable<string> InputNames(string[]? header)
        => header?.Length != _columns ? [] : header.Where((_, column) => column != _labelColumn && column < _columns - options.TargetColumns);

    // The first sample decides the number of columns.
    private void Settle(string[]? header)
    {
        _columns = _rows.Fields.Count;
        int outputs = Math.Max(options.TargetColumns, 1);
        if (_columns <= outputs)
        {
            throw new InvalidDataException(
                $"{CsvRows.Place}{_rows.Line}: {_columns} columns; {outputs} for the {(options.TargetColumns > 0 ? "targets" : "label")} and at least 1 input are needed.");
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
            throw new InvalidDataException($"{CsvRows.Place}{_rows.Line}: the label should be in column {options.LabelColumn}, but there are {_columns}.");
        }
    }

    private void AddSample()
    {
        (long inputs, long targets) = (_inputs.Count, _targets.Count);
        bool isFinite = true;
        for (int column = 0; column < _columns; column++)
        {
            if (column == _labelColumn)
            {
                if (_rows.Fields[column].IsEmpty)
                {
                    throw _rows.Wrong(column, "a label is missing.");
                }

                continue;
            }

            float value = _rows.Number(column, _hint);
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
            _labels.Add(_rows.Fields[_labelColumn], _rows.Line);
        }

        if (_inputs.Count > Array.MaxLength || _targets.Count > Array.MaxLength)
        {
            throw new InvalidDataException($"{CsvRows.Place}{_rows.Line}: there are more than {Array.MaxLength} numbers, which is what an array holds.");
        }
    }
}
