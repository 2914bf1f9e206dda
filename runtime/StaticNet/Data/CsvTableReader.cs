using StaticNet.Generator.Model;

namespace StaticNet;

/// <summary>Reads a table whose columns are chosen by name.</summary>
internal sealed class CsvTableReader(LineReader lines, CsvSchema schema, CsvOptions options)
{
    private readonly CsvRows _rows = new(lines, options);
    private readonly CsvLabels _labels = new();
    private CsvColumnReader[] _inputs = [];
    private CsvColumnReader[] _targets = [];
    private int _label = -1;
    private int _count;
    private int _dropped;

    /// <exception cref="InvalidDataException">Something is wrong; the message says what.</exception>
    public CsvTable Read()
    {
        string[] header = _rows.Next() ? _rows.Fields.ToArray() : throw new InvalidDataException("It is empty; a header that names the columns is needed.");
        Choose(header);
        _rows.Names = header;
        while (_rows.Next())
        {
            _rows.Count(header.Length, "header");
            Add();
        }

        if (_count == 0)
        {
            throw new InvalidDataException(_dropped == 0 ? "It holds no samples." : $"It holds no samples: all {_dropped} rows have been dropped.");
        }

        CsvColumnReader[] all = [.. _inputs, .. _targets];
        foreach (CsvColumnReader column in all)
        {
            column.Settle();
        }

        float[] inputs = Collect(_inputs);
        int inputLength = _inputs.Sum(static column => column.Length);
        CsvSchema settled = schema with { Inputs = [.. _inputs.Select(static column => column.Settled)], Targets = [.. _targets.Select(static column => column.Settled)] };
        Dataset? data = null;
        if (_label >= 0)
        {
            (int[] labels, IEnumerable<string>? names) = _labels.Classify(schema.ClassNames, (line, what) => _rows.Wrong(line, _label, what));
            data = new Dataset(inputs, inputLength, labels, names);
            settled = settled with { ClassNames = names is null ? null : data.ClassNames };
        }
        else if (_targets.Length > 0)
        {
            data = new Dataset(inputs, inputLength, Collect(_targets), _targets.Sum(static column => column.Length));
        }

        return new CsvTable(header, settled, inputs, inputLength, data, _dropped, [.. _inputs.SelectMany(static column => column.Names)], [.. _targets.SelectMany(static column => column.Names)]);
    }

    // Finds the columns in the header; all that are not there are in one message.
    private void Choose(string[] header)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        HashSet<string> twice = new(StringComparer.Ordinal);
        for (int i = 0; i < header.Length; i++)
        {
            if (!places.TryAdd(header[i], i))
            {
                twice.Add(header[i]);
            }
        }

        string[] wanted = [.. schema.Inputs.Concat(schema.Targets).Select(static column => column.Name), .. schema.Label is { } label ? [label] : Array.Empty<string>()];
        string[] missing = [.. wanted.Where(name => !places.ContainsKey(name)).Distinct(StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            throw Missing(header, missing, areAllMissing: wanted.All(name => !places.ContainsKey(name)));
        }

        if (wanted.FirstOrDefault(twice.Contains) is { } name)
        {
            throw new InvalidDataException($"The header names the column {Quote.Text(name)} twice.");
        }

        IEnumerable<CsvColumn> inputs = schema.Inputs.Count > 0 ? schema.Inputs : Others(header, wanted, twice);
        _inputs = [.. inputs.Select(Reader)];
        _targets = [.. schema.Targets.Select(Reader)];
        _label = schema.Label is null ? -1 : places[schema.Label];
        if (_inputs.Length == 0)
        {
            throw new InvalidDataException($"The header names {header.Length} columns, of which none is left as an input.");
        }

        CsvColumnReader Reader(CsvColumn column) => new(column, places[column.Name], _rows, schema, options.NonFinite);
    }

    private static IEnumerable<CsvColumn> Others(string[] header, string[] wanted, HashSet<string> twice)
        => twice.Count > 0
            ? throw new InvalidDataException($"The header names the column {Quote.Text(twice.First())} twice.")
            : header.Except(wanted, StringComparer.Ordinal).Select(static name => CsvColumn.Number(name));

    private InvalidDataException Missing(string[] header, string[] missing, bool areAllMissing)
    {
        if (areAllMissing && header.FirstOrDefault(static field => CsvRows.TryParse(field, out _)) is { } number)
        {
            return new InvalidDataException(
                $"{CsvRows.Place}{_rows.Line}: {Quote.Text(number)} is a number, so that this is not a header. Columns are found by their names, which the first line has to say.");
        }

        if (header.Length == 1 && header[0].AsSpan().IndexOfAny(",;\t|") is >= 0 and var at)
        {
            string other = header[0][at] == '\t' ? "\\t" : header[0][at].ToString();
            return new InvalidDataException($"The header has a single column, {Quote.Text(header[0])}: {nameof(CsvOptions)}.{nameof(CsvOptions.Separator)} is probably to be '{other}'.");
        }

        IEnumerable<string> names = missing.Select(name => Quote.Text(name) + (NearestName.Of(name, header) is { } near ? $" (did you mean {Quote.Text(near)}?)" : ""));
        string list = Quote.List(names, missing.Length, Quote.MaxListLength / 2);
        return new InvalidDataException(
            $"The header names no column {list}, but: {Quote.List(header.Select(static column => Quote.Name(column)), header.Length, Quote.MaxListLength / 2)}.");
    }

    private void Add()
    {
        bool isTaken = true;
        foreach (CsvColumnReader column in _inputs)
        {
            isTaken &= column.Read();
        }

        foreach (CsvColumnReader column in _targets)
        {
            isTaken &= column.Read();
        }

        if (_label >= 0 && schema.IsMissing(_rows.Fields[_label]))
        {
            isTaken &= schema.DropUnlabelled ? false : throw _rows.Wrong(_label, $"a label is missing. {nameof(CsvSchema)}.{nameof(CsvSchema.DropUnlabelled)} leaves such rows out.");
        }

        if (!isTaken)
        {
            _dropped++;
            return;
        }

        foreach (CsvColumnReader column in _inputs)
        {
            column.Take(_count);
        }

        foreach (CsvColumnReader column in _targets)
        {
            column.Take(_count);
        }

        if (_label >= 0)
        {
            _labels.Add(_rows.Fields[_label], _rows.Line);
        }

        _count++;
    }

    private float[] Collect(CsvColumnReader[] columns)
    {
        int width = columns.Sum(static column => column.Length);
        long length = (long)_count * width;
        if (length > Array.MaxLength)
        {
            throw new InvalidDataException($"{_count} samples of {width} values are {length} numbers, and an array holds {Array.MaxLength}.");
        }

        float[] values = new float[length];
        for (int row = 0; row < _count; row++)
        {
            int at = row * width;
            foreach (CsvColumnReader column in columns)
            {
                column.Write(row, values.AsSpan(at, column.Length));
                at += column.Length;
            }
        }

        return values;
    }
}
