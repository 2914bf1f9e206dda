using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace StaticNet;

/// <summary>The cell of one column of a data view, of the current row, whichever row is asked for.</summary>
internal abstract class ViewCells
{
    /// <summary>The cell.</summary>
    public abstract Cells Cells { get; }

    /// <summary>Gets the value of the current row.</summary>
    public abstract void Fetch();
}

/// <summary>A number, a Boolean, or a time.</summary>
internal sealed class ViewValueCells<T>(ValueGetter<T> getter) : ViewCells
    where T : struct
{
    private readonly Cell _cell = new();

    public override Cells Cells => _cell;

    public override void Fetch() => getter(ref _cell.Current);

    private sealed class Cell : Cells<T>
    {
        public T Current;

        public override bool IsNull(long row) => false;

        protected override T Value(long row) => Current;
    }
}

/// <summary>A text.</summary>
internal sealed class ViewTextCells(ValueGetter<ReadOnlyMemory<char>> getter) : ViewCells
{
    private readonly Cell _cell = new();

    public override Cells Cells => _cell;

    public override void Fetch() => getter(ref _cell.Current);

    private sealed class Cell : Cells
    {
        public ReadOnlyMemory<char> Current;

        public override bool IsNull(long row) => Current.IsEmpty;

        public override ReadOnlySpan<char> Text(long row) => Current.Span;
    }
}

/// <summary>A vector.</summary>
internal sealed class ViewVectorCells<T>(ValueGetter<VBuffer<T>> getter) : ViewCells
    where T : struct
{
    private readonly Cell _cell = new();

    public override Cells Cells => _cell;

    public override void Fetch() => getter(ref _cell.Current);

    private sealed class Cell : Cells
    {
        private readonly VectorBuffer<T> _vector = new();

        public VBuffer<T> Current;

        public override bool IsNull(long row) => Current.Length == 0;

        public override ReadOnlySpan<float> Vector(long row) => _vector.Of(Current);
    }
}

/// <summary>A key: the number of a name, from 1; 0 if it is missing.</summary>
/// <param name="key">The key of the current row.</param>
/// <param name="names">The names, or none if they are not known.</param>
internal sealed class ViewKeyCells(Func<ulong> key, string[] names) : ViewCells
{
    private const string NamesKind = "KeyValues";

    private readonly Cell _cell = new();

    public override Cells Cells => _cell;

    /// <summary>The names of a column's keys, which ML.NET keeps as an annotation.</summary>
    public static string[] Names(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(NamesKind)?.Type is not VectorDataViewType { ItemType: TextDataViewType })
        {
            return [];
        }

        VBuffer<ReadOnlyMemory<char>> names = default;
        column.Annotations.GetValue(NamesKind, ref names);
        return [.. names.DenseValues().Select(static name => name.ToString())];
    }

    public override void Fetch()
    {
        ulong number = key();
        _cell.Current = number == 0 ? ""
            : names.Length == 0 ? number.ToString(CultureInfo.InvariantCulture)
            : number <= (ulong)names.Length ? names[number - 1]
            : throw new InvalidDataException($"A key is {number}, and there are {names.Length} names.");
    }

    private sealed class Cell : Cells
    {
        public string Current = "";

        public override bool IsNull(long row) => Current.Length == 0;

        public override ReadOnlySpan<char> Text(long row) => Current;
    }
}
