using System.Collections.Immutable;
using StaticNet.Generator.Model;

namespace StaticNet;

/// <summary>Reads a table whose columns are chosen by name.</summary>
/// <param name="source">The rows.</param>
/// <param name="schema">The columns.</param>
/// <param name="nonFinite">How numbers that are not finite are treated.</param>
/// <param name="maxRows">The most rows.</param>
internal sealed class CsvTableReader(TableSource source, CsvSchema schema, NonFiniteNumbers nonFinite, int maxRows)
{
    private readonly CsvLabels _labels = new();
    private TableColumnReader[] _inputs = [];
    private TableColumnReader[] _targets = [];
    private int _label = -1;
    private int _count;
    private int _dropped;

    /// <exception cref="InvalidDataException">Something is wrong; the message says what.</exception>
    public CsvTable Read()
    {
        string[] header = [.. source.Names];
        Choose(header);
        while (source.MoveNext())
        {
            if (_count + _dropped == maxRows)
            {
                throw new InvalidDataException($"{source.RowWord}{source.Row}: there are more than the {maxRows} samples that {nameof(TableOptions.MaxRows)} allows.");
            }

            Add();
        }

        if (_count == 0)
        {
            throw new InvalidDataException(_dropped == 0 ? "It holds no samples." : $"It holds no samples: all {_dropped} rows have been dropped.");
        }

        TableColumnReader[] all = [.. _inputs, .. _targets];
        foreach (TableColumnReader column in all)
        {
            column.Settle();
        }

        float[] inputs = Collect(_inputs);
        int inputLength = _inputs.Sum(static column => column.Length);
        CsvSchema settled = schema with { Inputs = [.. _inputs.Select(static column => column.Settled)], Targets = [.. _targets.Select(static column => column.Settled)] };
        Dataset? data = null;
        if (_label >= 0)
        {
            (int[] labels, IEnumerable<string>? names) = _labels.Classify(schema.ClassNames, (row, what) => source.Wrong(row, _label, what));
            data = new Dataset(inputs, inputLength, labels, names);
            settled = settled with { ClassNames = names is null ? null : data.ClassNames };
        }
        else if (_targets.Length > 0)
        {
            data = new Dataset(inputs, inputLength, Collect(_targets), _targets.Sum(static column => column.Length));
        }

        ImmutableArray<string> inputNames = [.. _inputs.SelectMany(static column => column.Names)];
        return new CsvTable(header, settled, inputs, inputLength, data?.WithInputNames(inputNames), _dropped, inputNames, [.. _targets.SelectMany(static column => column.Names)]);
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
            throw new InvalidDataException($"{source.Has} the column {Quote.Text(name)} twice.");
        }

        CsvColumn[] inputs = [.. schema.Inputs.Count > 0 ? schema.Inputs : Others(header, wanted, twice)];
        _label = schema.Label is null ? -1 : places[schema.Label];
        if (inputs.Length == 0)
        {
            throw new InvalidDataException($"{source.Has} {header.Length} columns, of which none is left as an input.");
        }

        ILookup<bool, int> chosen = inputs.Concat(schema.Targets).ToLookup(static column => column.Kind == CsvColumnKind.Number, column => places[column.Name]);
        source.Choose([.. chosen[true].Distinct()], [.. chosen[false].Concat(_label < 0 ? [] : [_label]).Distinct()]);
        _inputs = [.. inputs.Select(Reader)];
        _targets = [.. schema.Targets.Select(Reader)];

        TableColumnReader Reader(CsvColumn column)
        {
            int place = places[column.Name];
            return column.Kind == CsvColumnKind.Number && source.IsVector(place)
                ? new CsvVectorReader(column, place, source, nonFinite)
                : new CsvColumnReader(column, place, source, schema, nonFinite);
        }
    }

    private IEnumerable<CsvColumn> Others(string[] header, string[] wanted, HashSet<string> twice)
        => twice.Count > 0
            ? throw new InvalidDataException($"{source.Has} the column {Quote.Text(twice.First())} twice.")
            : header.Except(wanted, StringComparer.Ordinal).Select(static name => CsvColumn.Number(name));

    private InvalidDataException Missing(string[] header, string[] missing, bool areAllMissing)
    {
        if ((source as CsvSource)?.WhyNoneIsNamed(areAllMissing) is { } why)
        {
            return new InvalidDataException(why);
        }

        IEnumerable<string> names = missing.Select(name => Quote.Text(name) + (NearestName.Of(name, header) is { } near ? $" (did you mean {Quote.Text(near)}?)" : ""));
        string list = Quote.List(names, missing.Length, Quote.MaxListLength / 2);
        return new InvalidDataException(
            $"{source.Has} no column {list}, but: {Quote.List(header.Select(static column => Quote.Name(column)), header.Length, Quote.MaxListLength / 2)}.");
    }

    private void Add()
    {
        bool isTaken = true;
        foreach (TableColumnReader column in _inputs)
        {
            isTaken &= column.Read();
        }

        foreach (TableColumnReader column in _targets)
        {
            isTaken &= column.Read();
        }

        if (_label >= 0 && (source.IsNull(_label) || schema.IsMissing(source.Text(_label))))
        {
            isTaken &= schema.DropUnlabelled ? false : throw source.Wrong(_label, $"a label is missing. {nameof(CsvSchema)}.{nameof(CsvSchema.DropUnlabelled)} leaves such rows out.");
        }

        if (!isTaken)
        {
            _dropped++;
            return;
        }

        foreach (TableColumnReader column in _inputs)
        {
            column.Take(_count);
        }

        foreach (TableColumnReader column in _targets)
        {
            column.Take(_count);
        }

        if (_label >= 0)
        {
            _labels.Add(source.Text(_label), source.Row);
        }

        _count++;
    }

    private float[] Collect(TableColumnReader[] columns)
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
            foreach (TableColumnReader column in columns)
            {
                column.Write(row, values.AsSpan(at, column.Length));
                at += column.Length;
            }
        }

        return values;
    }
}
