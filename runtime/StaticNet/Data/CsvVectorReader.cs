using System.Globalization;

namespace StaticNet;

/// <summary>Collects the vectors of one column of a table.</summary>
internal sealed class CsvVectorReader : TableColumnReader
{
    private readonly CsvColumn _column;
    private readonly int _field;
    private readonly TableSource _source;
    private readonly NonFiniteNumbers _nonFinite;
    private readonly FloatBuffer _collected = new();
    private readonly HashSet<int> _missing = [];

    // Of the current row; of all rows once they have been read.
    private float[] _vector = [];
    private bool _isMissing;
    private float[] _values = [];
    private int _length;
    private int _next;

    /// <exception cref="InvalidDataException">The vectors are to have a mean, which a schema cannot keep.</exception>
    public CsvVectorReader(CsvColumn column, int field, TableSource source, NonFiniteNumbers nonFinite)
    {
        _column = column;
        _field = field;
        _source = source;
        _nonFinite = nonFinite;
        if (column.Missing.Kind == MissingValues.MissingKind.Mean)
        {
            throw new InvalidDataException($"Column {field + 1} ({Quote.Name(column.Name)}) holds vectors, and {column.Missing} is for single numbers.");
        }
    }

    public override CsvColumn Settled => _column;

    public override int Length => _length;

    public override IEnumerable<string> Names
        => Enumerable.Range(0, _length).Select(index => string.Create(CultureInfo.InvariantCulture, $"{_column.Name}[{index}]"));

    public override bool Read()
    {
        ReadOnlySpan<float> vector = _source.IsNull(_field) ? [] : _source.Vector(_field);
        _isMissing = vector.IsEmpty;
        if (_isMissing)
        {
            return _column.Missing.Kind == MissingValues.MissingKind.Refuse
                ? throw _source.Wrong(_field, $"a vector is missing, or one of its numbers.{MissingHint}")
                : _column.Missing.Kind != MissingValues.MissingKind.DropRow;
        }

        if (_length == 0)
        {
            _length = vector.Length;
            _vector = new float[_length];
        }

        if (vector.Length != _length)
        {
            throw _source.Wrong(_field, $"a vector of {vector.Length} numbers, where the first one has {_length}.");
        }

        vector.CopyTo(_vector);
        for (int i = 0; i < vector.Length && _nonFinite != NonFiniteNumbers.Keep; i++)
        {
            if (!float.IsFinite(vector[i]))
            {
                return _nonFinite == NonFiniteNumbers.SkipRow ? false : throw _source.NotFinite(_field, string.Create(CultureInfo.InvariantCulture, $"number {i} of the vector, {vector[i]},"));
            }
        }

        return true;
    }

    public override void Take(int row)
    {
        if (_isMissing)
        {
            _missing.Add(row);
            return;
        }

        if (_collected.Count + _length > Array.MaxLength)
        {
            throw _source.Wrong(_field, $"there are more than {Array.MaxLength} numbers, which is what an array holds.");
        }

        foreach (float value in _vector)
        {
            _collected.Add(value);
        }
    }

    public override void Settle()
    {
        _values = _length > 0
            ? _collected.ToArray()
            : throw new InvalidDataException($"Column {_field + 1} ({Quote.Name(_column.Name)}) has no vector, so that their length is not known.");
    }

    // The rows are written in their order; those without a vector have no values of their own.
    public override void Write(int row, Span<float> values)
    {
        if (_missing.Contains(row))
        {
            values.Fill(_column.Missing.Number);
            return;
        }

        _values.AsSpan(_next, _length).CopyTo(values);
        _next += _length;
    }
}
