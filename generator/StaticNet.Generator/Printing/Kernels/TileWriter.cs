using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes the tiles of a <see cref="Contraction"/>: calls of the runtime, which has the loops and the sums, and a type with the constants that tell this
/// contraction from others.
/// </summary>
internal sealed class TileWriter
{
    private readonly Contraction _contraction;
    private readonly string _name;
    private readonly string _arguments;

    // Whether the last vector of a row is not like the others.
    private bool HasTail
        => _contraction.LastLanes < DenseStorage.Lanes && (_contraction.RightTail != Tail.Whole || _contraction.ResultTail != Tail.Whole);

    /// <param name="contraction">What is summed up.</param>
    /// <param name="functions">What is applied to the sums.</param>
    /// <param name="kernel">The name of the kernel's method.</param>
    /// <param name="shared">The members of the class that kernels share.</param>
    public TileWriter(Contraction contraction, SumFunctions functions, string kernel, SharedMethods shared)
    {
        _contraction = contraction;
        string[] extents = [.. contraction.Axes.Select(static axis => axis.Count.Parameter).OfType<string>().Distinct()];
        (string Type, string Name)[] fields = [.. extents.Select(static name => ("int", name)), .. functions.Fields];
        _arguments = fields.Length == 0 ? "default"
            : $"new() {{ {string.Join(", ", fields.Select(static field => $"{Naming.Pascal(field.Name)} = {(IsReference(field) ? "ref " : "")}{field.Name}"))} }}";

        SourceWriter body = SourceWriter.OfPart();
        foreach ((string type, string name) in fields)
        {
            body.Line($"public {type} {Naming.Pascal(name)};");
        }

        WriteAxes(body);
        WritePlaces(body);
        string apply = functions.Apply("sum");
        if (apply != "sum")
        {
            body.Line("public static bool HasFunction => true;");
        }

        body.Line($"public Vector512<float> Apply(Vector512<float> sum, int vector) => {apply};");
        _name = shared.TypeOf(kernel, "Sums", Comment(), fields.Any(IsReference) ? "ref struct" : "struct", "IContraction", body);
    }

    /// <summary>
    /// Writes the same sums in tiles for 32 registers of 512 bits, and in smaller ones: elsewhere a vector takes two registers of 16 or four.
    /// </summary>
    public static void ForEachWidth(SourceWriter writer, Action wide, Action narrow)
    {
        using (writer.Braces("if (Vector512.IsHardwareAccelerated)"))
        {
            wide();
        }

        using (writer.Braces("else"))
        {
            narrow();
        }
    }

    /// <summary>The same, given the tiles; once where they are the same.</summary>
    public static void ForEachWidth(SourceWriter writer, Tiling.Tiles tiles, Action<Tiling.Tile> write)
    {
        if (tiles.Wide == tiles.Narrow)
        {
            write(tiles.Wide);
        }
        else
        {
            ForEachWidth(writer, () => write(tiles.Wide), () => write(tiles.Narrow));
        }
    }

    /// <summary>Writes a tile of the last columns of a row, if it has others.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="tile">Its rows and columns.</param>
    /// <param name="left">Row 0 of the left operand.</param>
    /// <param name="right">Column 0 of the right operand.</param>
    /// <param name="start">What the sums start from; null for what they start from without it.</param>
    /// <param name="result">The result of row 0, column 0.</param>
    public void Write(SourceWriter writer, Tiling.Tile tile, string left, string right, string? start, string result)
        => writer.Line(
            $"Contraction.Tile<{_name}, N{Literal.Of(tile.Rows)}, N{Literal.Of(tile.Columns)}>({_arguments}, ref {left}, ref {right}, ref {start ?? result}, ref {result});");

    /// <summary>
    /// The call that works off whole tiles: all rows of some columns before the columns after them, or all columns of some rows first. It gives the first row
    /// for which there is no tile.
    /// </summary>
    /// <param name="isByColumns">Whether all rows of some columns come first.</param>
    /// <param name="tile">Rows and columns of a tile; there may be fewer columns.</param>
    /// <param name="left">Row 0 of the left operand.</param>
    /// <param name="right">Column 0 of the right operand.</param>
    /// <param name="start">What the sums start from; null for what they start from without it.</param>
    /// <param name="result">The result of row 0, column 0.</param>
    /// <param name="rows">The row after the last one.</param>
    /// <param name="first">The first row; null for row 0.</param>
    public string Call(bool isByColumns, Tiling.Tile tile, string left, string right, string? start, string result, string rows, string? first = null)
    {
        string from = first is null ? "" : ", " + first;
        return $"Contraction.{(isByColumns ? "Columns" : "Rows")}<{Types(tile)}>({_arguments}, ref {left}, ref {right}, ref {start ?? result}, ref {result}, {rows}{from})";
    }

    /// <summary>Writes all tiles of so many rows, those of the last rows with them.</summary>
    public void WriteAll(SourceWriter writer, bool isByColumns, Tiling.Tile tile, string left, string right, string? start, string result, int rows)
    {
        int rest = rows % tile.Rows;
        if (rest < rows)
        {
            writer.Line(Call(isByColumns, tile, left, right, start, result, Literal.Of(rows)) + ";");
        }

        if (rest > 0)
        {
            string? first = rest < rows ? Literal.Of(rows - rest) : null;
            writer.Line(Call(isByColumns, tile with { Rows = rest }, left, right, start, result, Literal.Of(rows), first) + ";");
        }
    }

    /// <summary>Writes all tiles of several lines channel by channel, all lines of a column before the next column.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="tile">The rows of a tile, of one column.</param>
    /// <param name="left">Row 0 of the first line's left operand.</param>
    /// <param name="right">Column 0 of the right operand.</param>
    /// <param name="start">What the sums start from; null for what they start from without it.</param>
    /// <param name="result">The first line's result of row 0, column 0.</param>
    /// <param name="rows">The rows of a line.</param>
    /// <param name="lines">The lines, and the floats from one to the next of the left operand and of the result.</param>
    public void WriteChannelLines(SourceWriter writer, Tiling.Tile tile, string left, string right, string? start, string result, int rows, (int Count, int Left, int Result) lines)
    {
        string types = $"{_name}, N{Literal.Of(tile.Rows)}, N{Literal.Of(rows % tile.Rows)}";
        string steps = $"new({Literal.Of(lines.Count)}, {Literal.Of(lines.Left)}, 0, {Literal.Of(lines.Result)})";
        writer.Line($"Contraction.ChannelLines<{types}>({_arguments}, ref {left}, ref {right}, ref {start ?? result}, ref {result}, {steps}, {Literal.Of(rows)});");
    }

    /// <summary>Writes all tiles of several results, whose steps are in <c>each</c>.</summary>
    public void WriteEach(SourceWriter writer, Tiling.Tile tile, string left, string right, string result, int rows)
    {
        int rest = rows % tile.Rows;
        writer.Line($"Contraction.Each<{Types(tile)}>({_arguments}, ref {left}, ref {right}, ref {result}, each, {Literal.Of(rows)});");
        if (rest > 0)
        {
            string last = Types(tile with { Rows = rest });
            writer.Line($"Contraction.Each<{last}>({_arguments}, ref {left}, ref {right}, ref {result}, each, {Literal.Of(rows)}, {Literal.Of(rows - rest)});");
        }
    }

    private string Types(Tiling.Tile tile)
    {
        AssertFits(_contraction.Left, tile);
        AssertFits(_contraction.Result, tile);
        int columns = Math.Min(tile.Columns, _contraction.Columns);
        return $"{_name}, N{Literal.Of(tile.Rows)}, N{Literal.Of(columns)}, N{Literal.Of(Tiling.Rest(_contraction.Columns, columns))}";
    }

    // A tile finds its rows from the first one: none may begin in the midst of a group and end in another.
    private static void AssertFits(Offsets rows, Tiling.Tile tile)
    {
        if (rows.Group > 1 && tile.Rows % rows.Group != 0 && rows.Group % tile.Rows != 0)
        {
            throw new InvalidOperationException($"Tiles of {tile.Rows} rows do not fit groups of {rows.Group}.");
        }
    }

    private static bool IsReference((string Type, string Name) field) => field.Type.StartsWith("ref ", StringComparison.Ordinal);

    private static string Text(Extent extent)
        => extent.Parameter is not { } name ? Literal.Of(extent.Constant)
            : extent.Constant == 1 ? Naming.Pascal(name)
            : $"{Naming.Pascal(name)} * {Literal.Of(extent.Constant)}";

    private static string Text(Offsets offsets, string index)
    {
        if (offsets.List.Count > 0)
        {
            IEnumerable<string> arms = offsets.List.Select((offset, i) => i < offsets.List.Count - 1 ? $"{Literal.Of(i)} => {Literal.Of(offset)}" : $"_ => {Literal.Of(offset)}");
            return $"{index} switch {{ {string.Join(", ", arms)} }}";
        }

        return offsets.Group == 0 ? Times(index, offsets.Inner)
            : offsets.Group == 1 ? Times(index, offsets.Outer)
            : $"({Times($"{index} / {Literal.Of(offsets.Group)}", offsets.Outer)}) + ({Times($"{index} % {Literal.Of(offsets.Group)}", offsets.Inner)})";
    }

    private static string Times(string index, int factor) => factor switch
    {
        0 => "0",
        1 => index,
        _ => $"{index} * {Literal.Of(factor)}",
    };

    private void WriteAxes(SourceWriter body)
    {
        string[] names = ["Outer", "Middle", "Inner"];
        int missing = names.Length - _contraction.Axes.Count;
        for (int i = 0; i < names.Length; i++)
        {
            string value = i < missing ? "Axis.One" : Value(_contraction.Axes[i - missing]);
            body.Line($"public Axis {names[i]} => {value};");
        }

        if (_contraction.IsFolded)
        {
            body.Line("public static bool IsFolded => true;");
        }

        if (_contraction.IsChannelwise)
        {
            body.Line("public static bool IsChannelwise => true;");
        }

        if (_contraction.SharesTerms)
        {
            body.Line("public static bool SharesTerms => true;");
        }

        if (_contraction.Order is { Partials: > 1 } order)
        {
            body.Line($"public static int Partials => {Literal.Of(order.Partials)};");
            body.Line($"public static Axis Partial => new({Literal.Of(order.Partials)}, {Literal.Of(order.Left)}, {Literal.Of(order.Right)});");
            if (order.Rest > 0)
            {
                body.Line($"public static int Rest => {Literal.Of(order.Rest)};");
            }
        }

        static string Value(Axis axis) => $"new({Text(axis.Count)}, {Literal.Of(axis.Left)}, {Text(axis.Right)})";
    }

    private void WritePlaces(SourceWriter body)
    {
        body.Line($"public static int Columns => {Literal.Of(_contraction.Columns)};");
        body.Line($"public static int Left(int row) => {Text(_contraction.Left, "row")};");
        if (_contraction.Right != Offsets.Vectors)
        {
            body.Line($"public static int Right(int column) => {Text(_contraction.Right, "column")};");
        }

        body.Line($"public static int Result(int row) => {Text(_contraction.Result, "row")};");
        if (_contraction.Start != SumStart.Zero)
        {
            body.Line($"public static SumStart Start => SumStart.{_contraction.Start};");
        }

        if (_contraction.Store != SumStore.Vectors)
        {
            body.Line($"public static SumStore Store => SumStore.{_contraction.Store};");
        }

        if (HasTail)
        {
            body.Line($"public static int LastLanes => {Literal.Of(_contraction.LastLanes)};");
            WriteTail("LeftTail", _contraction.LeftTail);
            WriteTail("RightTail", _contraction.RightTail);
            WriteTail("ResultTail", _contraction.ResultTail);
        }

        if (_contraction.Ahead > 0)
        {
            body.Line($"public static int Ahead => {Literal.Of(_contraction.Ahead)};");
        }

        void WriteTail(string name, Tail tail)
        {
            if (tail != Tail.Whole)
            {
                body.Line($"public static Tail {name} => Tail.{tail};");
            }
        }
    }

    private string Comment()
    {
        string extents = string.Join(" x ", _contraction.Axes.Select(static axis => axis.Count.Parameter is { } name
            ? axis.Count.Constant == 1 ? name : $"({name} * {Literal.Of(axis.Count.Constant)})"
            : Literal.Of(axis.Count.Constant)));
        string terms = _contraction.Order is { Partials: > 1 } order ? $"{extents} x {Literal.Of(order.Partials)}{(order.Rest > 0 ? $" + {Literal.Of(order.Rest)}" : "")}" : extents;
        string partial = _contraction.Order.Partials > 1 ? $" in {Literal.Of(_contraction.Order.Partials)} partial sums" : "";
        string lanes = !_contraction.IsFolded ? ""
            : _contraction.LastLanes < DenseStorage.Lanes ? $" vectors and {Literal.Of(_contraction.LastLanes)}"
            : " vectors of";
        return $"Sums of {terms}{lanes} terms{partial}.";
    }
}

/// <summary>What is applied to the sums of a tile, as the generated code says it.</summary>
/// <param name="Fields">What it needs: the types and names of locals or parameters where the tile is called.</param>
/// <param name="Apply">The expression, given that for the sum. A field's name begins with a capital in it, and <c>vector</c> is the index of the sum's vector.</param>
internal sealed record SumFunctions((string Type, string Name)[] Fields, Func<string, string> Apply)
{
    /// <summary>Nothing is applied.</summary>
    public static readonly SumFunctions None = new([], static sum => sum);
}
