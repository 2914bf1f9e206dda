using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Printing;

/// <summary>What kernels that go through rows vector by vector have in common.</summary>
internal static class RowWriter
{
    private const int UnrolledVectors = 4;

    /// <summary>
    /// Writes <paramref name="body"/> for every vector of a row: unrolled where it is short, a loop and a tail where it is long.
    /// The body gets the vector's place and the number of its lanes that hold values.
    /// </summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="row">The row.</param>
    /// <param name="body">Writes what is done with a vector.</param>
    /// <param name="declares">Whether the body declares locals, so that each vector needs a scope of its own.</param>
    public static void ForEachVector(SourceWriter writer, Row row, Action<Place, int> body, bool declares = false)
    {
        int whole = row.IsWhole ? row.Vectors : row.Vectors - 1;
        if (row.Vectors <= UnrolledVectors)
        {
            for (int i = 0; i < row.Vectors; i++)
            {
                int lanes = i < whole ? 16 : row.LastLanes;
                using (writer.Scope(declares && row.Vectors > 1))
                {
                    body(i * 16, lanes);
                }
            }

            return;
        }

        using (writer.Braces($"for (nuint i = 0; i < {Literal.Of(whole * 16)}; i += 16)"))
        {
            body(new Place("i", 0), 16);
        }

        if (!row.IsWhole)
        {
            using (writer.Scope(declares))
            {
                body(whole * 16, row.LastLanes);
            }
        }
    }

    /// <summary>Opens the loop over samples; closing it steps the named rows forward.</summary>
    public static void ForEachSample(SourceWriter writer, Action body, params (string Name, int Stride)[] rows)
    {
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            body();
            foreach ((string name, int stride) in rows)
            {
                writer.Line($"{name} = ref {At(name, stride)};");
            }
        }
    }

    /// <summary>Opens a loop over vectors of channels, <c>j</c>, where there are several.</summary>
    public static SourceWriter.Block OpenVectors(SourceWriter writer, int vectors)
        => vectors > 1 ? writer.Braces($"for (nuint j = 0; j < {Literal.Of(vectors * 16)}; j += 16)") : default;

    /// <summary>The first channel of a turn of such a loop.</summary>
    public static Place Channel(int vectors) => vectors > 1 ? new Place("j", 0) : 0;

    /// <summary>Declares vectors in one statement: a tile has up to 24 sums. What begins like an earlier one begins as its copy.</summary>
    public static void DeclareVectors(SourceWriter writer, IEnumerable<(string Name, string Initial)> vectors)
    {
        var first = new Dictionary<string, string>();
        var declarations = new List<string>();
        foreach ((string name, string initial) in vectors)
        {
            if (!first.TryGetValue(initial, out string? begin))
            {
                // A vector that begins with another's name is a copy already.
                begin = initial;
                first.Add(initial, initial.Contains('.') ? name : initial);
            }

            declarations.Add($"{name} = {begin}");
        }

        if (declarations.Count > 0)
        {
            writer.Line($"Vector512<float> {string.Join(", ", declarations)};");
        }
    }

    /// <summary>A vector of a row. Lanes behind the row's end hold anything where the row is padded, and 0 where it is not.</summary>
    public static string Load(Row row, string name, Place place, int lanes)
        => row.IsPadded || lanes == 16
            ? LoadVector(name, place)
            : LoadLanes(name, place, lanes);

    /// <summary>The 16 floats <paramref name="place"/> behind a reference.</summary>
    public static string LoadVector(string name, Place place)
        => place.IsZero ? $"Vector512.LoadUnsafe(ref {name})" : $"Vector512.LoadUnsafe(ref {name}, {place})";

    /// <summary>The first <paramref name="lanes"/> of the 16 floats <paramref name="place"/> behind a reference, without reading behind them; 0 in the rest.</summary>
    public static string LoadLanes(string name, Place place, int lanes)
        => lanes == 16 ? LoadVector(name, place) : $"Lanes.Load(ref {At(name, place)}, {lanes})";

    /// <summary>A vector of a row with <paramref name="rest"/> in the lanes behind the row's end.</summary>
    public static string LoadMasked(Row row, string name, Place place, int lanes, string rest = "0f")
        => lanes == 16 || (!row.IsPadded && rest == "0f")
            ? Load(row, name, place, lanes)
            : Mask(Load(row, name, place, lanes), lanes, rest);

    /// <summary>A vector with <paramref name="rest"/> in the lanes behind the row's end.</summary>
    public static string Mask(string vector, int lanes, string rest = "0f")
        => lanes == 16 ? vector : rest == "0f" ? $"Lanes.First({vector}, {lanes})" : $"Lanes.First({vector}, {lanes}, {rest})";

    /// <summary>Stores a vector of a row; the padding of a padded row is overwritten.</summary>
    public static string Store(Row row, string value, string name, Place place, int lanes)
        => row.IsPadded || lanes == 16
            ? StoreVector(value, name, place)
            : $"Lanes.Store({value}, ref {At(name, place)}, {lanes});";

    /// <summary>Stores 16 floats <paramref name="place"/> behind a reference.</summary>
    public static string StoreVector(string value, string name, Place place)
        => place.IsZero ? $"{Primary(value)}.StoreUnsafe(ref {name});" : $"{Primary(value)}.StoreUnsafe(ref {name}, {place});";

    /// <summary>An expression in parentheses, unless it is a name or a call.</summary>
    public static string Primary(string expression)
    {
        int depth = 0;
        foreach (char c in expression)
        {
            depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
            if (depth == 0 && c == ' ')
            {
                return $"({expression})";
            }
        }

        return expression;
    }

    /// <summary>The place <paramref name="place"/> floats behind a reference.</summary>
    public static string At(string name, Place place) => place.IsZero ? name : $"Unsafe.Add(ref {name}, {place})";
}
