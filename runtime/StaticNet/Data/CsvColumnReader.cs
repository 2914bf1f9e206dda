using System.Globalization;

namespace StaticNet;

/// <summary>Collects the numbers or categories of one column of a table.</summary>
internal sealed class CsvColumnReader : TableColumnReader
{
    private const string TextHint = " CsvColumn.OneHot and CsvColumn.Ordinal read categories.";

    private readonly CsvColumn _column;
    private readonly int _field;
    private readonly TableSource _source;
    private readonly CsvSchema _schema;
    private readonly NonFiniteNumbers _nonFinite;
    private readonly bool _needsText;
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
    private CsvColumn _settled;

    /// <summary>Begins a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="field">Its place in a row.</param>
    /// <param name="source">The rows.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="nonFinite">How numbers that are not finite are treated.</param>
    public CsvColumnReader(CsvColumn column, int field, TableSource source, CsvSchema schema, NonFiniteNumbers nonFinite)
    {
        _column = column;
        _field = field;
        _source = source;
        _schema = schema;
        _nonFinite = nonFinite;

        // The text of a number is made for this.
        _needsText = column.Kind != CsvColumnKind.Number || schema.MissingTexts.Count > 0;
        _learns = column.Kind != CsvColumnKind.Number && column.Categories.IsEmpty;
        _categories = [.. column.Categories];
        foreach (string category in _categories)
        {
            _numbers.Add(category, _numbers.Count);
        }

        _settled = column;
    }

    public override CsvColumn Settled => _settled;

    public override int Length => _column.Kind == CsvColumnKind.OneHot ? _categories.Count : 1;

    public override IEnumerable<string> Names => _column.Kind == CsvColumnKind.OneHot ? Settled.Categories.Select(category => $"{_column.Name}={category}") : [_column.Name];

    public override bool Read()
    {
        _newCategory = null;
        _isMissing = _source.IsNull(_field);
        ReadOnlySpan<char> text = _needsText && !_isMissing ? _source.Text(_field) : [];
        _isMissing |= _needsText && _schema.IsMissing(text);
        if (_isMissing)
        {
            switch (_column.Missing.Kind)
            {
                case MissingValues.MissingKind.Refuse:
                    throw _source.Wrong(_field, $"a {(_column.Kind == CsvColumnKind.Number ? "number" : "category")} is missing.{MissingHint}");
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
            return ReadNumber();
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

    // Only here is a category new: in a row that another column leaves out it does not count.
    public override void Take(int row)
    {
        if (_newCategory is not null)
        {
            if (!_learns)
            {
                throw _source.Wrong(_field, $"{Quote.Text(_newCategory)} is not one of the categories {Quote.List(_categories.Select(static name => Quote.Name(name)), _categories.Count)}.");
            }

            if (_categories.Count == _schema.MaxCategories)
            {
                throw _source.Wrong(_field, $"{Quote.Text(_newCategory)} would be one more than the {_schema.MaxCategories} categories that {nameof(CsvSchema.MaxCategories)} allows.");
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

    // The order of the categories, and the mean.
    public override void Settle()
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

        _settled = _column.Settled(categories, missing);
    }

    public override void Write(int row, Span<float> values)
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

    private bool ReadNumber()
    {
        if (!_source.TryNumber(_field, out _number))
        {
            throw _source.Wrong(_field, $"{Quote.Text(_source.Text(_field))} is not a number.{TextHint}");
        }

        return float.IsFinite(_number) || _nonFinite == NonFiniteNumbers.Keep
            || (_nonFinite == NonFiniteNumbers.SkipRow ? false : throw _source.NotFinite(_field, Quote.Text(_source.Text(_field))));
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
