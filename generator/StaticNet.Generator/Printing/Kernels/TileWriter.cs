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
    private readonly SumFunctions _functions;
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
        _functions = functions;
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

    /// <summary>Writes a tile.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="isLast">Whether the last column is the last vector of a row.</param>
    /// <param name="left">Row 0 of the left operand.</param>
    /// <param name="right">Column 0 of the right operand.</param>
    /// <param name="start">What the sums start from; null for what they start from without it.</param>
    /// <param name="result">The result of row 0, column 0.</param>
    /// <param name="column">Where column 0 lies in a row of the whole result.</param>
    public void Write(SourceWriter writer, int rows, int columns, bool isLast, string left, string right, string? start, string result, Place column)
    {
        string partials = _contraction.Order.Partials > 1 ? "Of" + Literal.Of(_contraction.Order.Partials) : "";
        if (_contraction.IsFolded)
        {
            writer.Line(
                $"Contraction.Folded{partials}<{_name}, N{Literal.Of(rows)}, N{Literal.Of(columns)}>({_arguments}, ref {left}, ref {right}, ref {start ?? result}, ref {result});");
            return;
        }

        bool cares = isLast && HasTail;
        string count = cares ? $"Last<N{Literal.Of(columns)}>" : $"N{Literal.Of(columns)}";
        string vector = !_functions.UsesVector ? ""
            : column.Variable is null ? column.IsZero ? "" : $", {Literal.Of(column.Constant / DenseStorage.Lanes)}"
            : $", (int)({column} / {Literal.Of(DenseStorage.Lanes)})";
        writer.Line(
            $"Contraction.Tile{partials}<{_name}, N{Literal.Of(rows)}, {count}>({_arguments}, ref {left}, ref {right}, ref {start ?? result}, ref {result}{vector});");
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

        if (_contraction.Order is { Partials: > 1 } order)
        {
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

        if (_contraction.Fetches)
        {
            body.Line("public static bool Fetches => true;");
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
/// <param name="UsesVector">Whether it differs from vector to vector of a row.</param>
/// <param name="Apply">The expression, given that for the sum. A field's name begins with a capital in it, and <c>vector</c> is the index of the sum's vector.</param>
internal sealed record SumFunctions((string Type, string Name)[] Fields, bool UsesVector, Func<string, string> Apply)
{
    /// <summary>Nothing is applied.</summary>
    public static readonly SumFunctions None = new([], false, static sum => sum);
}
