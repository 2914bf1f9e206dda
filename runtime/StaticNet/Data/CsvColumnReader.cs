using System.Globalization;

namespace StaticNet;

/// <summary>Collects the values of one column of a table.</summary>
internal sealed class CsvColumnReader
{
    private const string TextHint = " CsvColumn.OneHot and CsvColumn.Ordinal read categories.";
    private const string MissingHint = " MissingValues says how such rows are treated.";

    private readonly CsvColumn _column;
    private readonly int _field;
    private readonly CsvRows _rows;
    private readonly CsvSchema _schema;
    private readonly bool _dropsNonFinite;
    private readonly bool _learns;
    private readonly List<string> _categories;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly FloatBuffer _collected = new();
    private readonly List<int> _missing = [];

    // Of the current row.
    private float _number;
    private bool _isMissing;
    private string? _newCategory;

    // Of all rows, once they have been read.
    private float[] _values = [];

    /// <summary>Begins a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="field">Its place in a row.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="nonFinite">How numbers that are not finite are treated.</param>
    public CsvColumnReader(CsvColumn column, int field, CsvRows rows, CsvSchema schema, NonFiniteNumbers nonFinite)
    {
        _column = column;
        _field = field;
        _rows = rows;
        _schema = schema;
        _dropsNonFinite = nonFinite == NonFiniteNumbers.SkipRow;
        _learns = column.Kind != CsvColumnKind.Number && column.Categories.IsEmpty;
        _categories = [.. column.Categories];
        foreach (string category in _categories)
        {
            _numbers.Add(category, _numbers.Count);
        }

        Settled = column;
    }

    /// <summary>The column with the categories and the mean of this file.</summary>
    public CsvColumn Settled { get; private set; }

    /// <summary>How many values a row has.</summary>
    public int Length => _column.Kind == CsvColumnKind.OneHot ? _categories.Count : 1;

    /// <summary>The names of the values.</summary>
    public IEnumerable<string> Names => _column.Kind == CsvColumnKind.OneHot ? Settled.Categories.Select(category => $"{_column.Name}={category}") : [_column.Name];

    /// <summary>Reads the field of the current row.</summary>
    /// <returns>Whether the row is taken. <see cref="Take"/> takes it.</returns>
    public bool Read()
    {
        ReadOnlySpan<char> text = _rows.Fields[_field];
        _newCategory = null;
        _isMissing = _schema.IsMissing(text);
        if (_isMissing)
        {
            switch (_column.Missing.Kind)
            {
                case MissingValues.MissingKind.Refuse:
                    throw _rows.Wrong(_field, $"a {(_column.Kind == CsvColumnKind.Number ? "number" : "category")} is missing.{MissingHint}");
                case MissingValues.MissingKind.DropRow:
                    return false;
                case MissingValues.MissingKind.Category:
                    text = _column.Missing.Text;
                    break;
                default:
                    _number = _column.Missing.Number;
                    return true;
            }
        }

        if (_column.Kind == CsvColumnKind.Number)
        {
            _number = _rows.Number(_field, TextHint);
            return float.IsFinite(_number) || !_dropsNonFinite;
        }

        if (_numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out int number))
        {
            _number = number;
        }
        else if (_learns || _column.Unseen == UnseenCategories.Refuse)
        {
            _newCategory = text.ToString();
        }
        else
        {
            _number = -1;
            return _column.Unseen == UnseenCategories.Unknown;
        }

        return true;
    }

    /// <summary>Takes the field of the current row as its last one. Only here is a category new: in a row that another column leaves out it does not count.</summary>
    /// <param name="row">The number of rows taken before.</param>
    public void Take(int row)
    {
        if (_newCategory is not null)
        {
            if (!_learns)
            {
                throw _rows.Wrong(_field, $"{Quote.Text(_newCategory)} is not one of the categories {Quote.List(_categories.Select(static name => Quote.Name(name)), _categories.Count)}.");
            }

            if (_categories.Count == _schema.MaxCategories)
            {
                throw _rows.Wrong(_field, $"{Quote.Text(_newCategory)} would be one more than the {_schema.MaxCategories} categories that {nameof(CsvSchema.MaxCategories)} allows.");
            }

            _number = _categories.Count;
            _numbers.Add(_newCategory, _categories.Count);
            _categories.Add(_newCategory);
        }

        if (_isMissing && _column.Missing.Kind == MissingValues.MissingKind.Mean)
        {
            _missing.Add(row);
        }

        _collected.Add(_number);
    }

    /// <summary>Settles the order of the categories, and the mean.</summary>
    /// <exception cref="InvalidDataException">There is no value to take a mean of.</exception>
    public void Settle()
    {
        _values = _collected.ToArray();
        MissingValues missing = _column.Missing;
        if (missing.Kind == MissingValues.MissingKind.Mean)
        {
            missing = MissingValues.Constant(Mean());
            foreach (int row in _missing)
            {
                _values[row] = missing.Number;
            }
        }

        string[] categories = [.. _categories];
        if (_learns)
        {
            int[] order = [.. Enumerable.Range(0, categories.Length)];
            Array.Sort(categories, order, StringComparer.Ordinal);
            int[] places = new int[order.Length];
            for (int i = 0; i < places.Length; i++)
            {
                places[order[i]] = i;
            }

            foreach (ref float value in _values.AsSpan())
            {
                value = places[(int)value];
            }
        }

        Settled = _column.Settled(categories, missing);
    }

    /// <summary>Writes the values of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="values">Where they go, <see cref="Length"/> zeros.</param>
    public void Write(int row, Span<float> values)
    {
        float value = _values[row];
        if (_column.Kind != CsvColumnKind.OneHot)
        {
            values[0] = value;
        }
        else if (value >= 0)
        {
            values[(int)value] = 1;
        }
    }

    private float Mean()
    {
        double sum = 0;
        int count = 0;
        int next = 0;
        for (int row = 0; row < _values.Length; row++)
        {
            if (next < _missing.Count && _missing[next] == row)
            {
                next++;
            }
            else if (float.IsFinite(_values[row]))
            {
                sum += _values[row];
                count++;
            }
        }

        return count > 0 ? (float)(sum / count) : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Column {_field + 1} ({Quote.Name(_column.Name)}) has no value to take the mean of."));
    }
}
