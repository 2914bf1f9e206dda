using System;
using StaticNet.Generator.Lowering;

namespace StaticNet.Generator.Emission;

/// <summary>What kernels that go through rows vector by vector have in common.</summary>
internal static class RowWriter
{
    private const int UnrolledVectors = 4;

    /// <summary>
    /// Writes <paramref name="body"/> for every vector of a row: unrolled where it is short, a loop and a tail where it is long.
    /// The body gets the vector's offset and the number of its lanes that hold values.
    /// </summary>
    public static void ForEachVector(SourceWriter writer, Row row, Action<string, int> body)
    {
        int whole = row.IsWhole ? row.Vectors : row.Vectors - 1;
        if (row.Vectors <= UnrolledVectors)
        {
            for (int i = 0; i < row.Vectors; i++)
            {
                int lanes = i < whole ? 16 : row.LastLanes;
                if (row.Vectors == 1)
                {
                    body("0", lanes);
                }
                else
                {
                    using (writer.Braces(null))
                    {
                        body(Literal.Of(i * 16), lanes);
                    }
                }
            }

            return;
        }

        using (writer.Braces($"for (nuint i = 0; i < {Literal.Of(whole * 16)}; i += 16)"))
        {
            body("i", 16);
        }

        if (!row.IsWhole)
        {
            using (writer.Braces(null))
            {
                body(Literal.Of(whole * 16), row.LastLanes);
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
                writer.Line($"{name} = ref {At(name, Literal.Of(stride))};");
            }
        }
    }

    /// <summary>A vector of a row. Lanes behind the row's end hold anything where the row is padded, and 0 where it is not.</summary>
    public static string Load(Row row, string name, string offset, int lanes)
        => row.IsPadded || lanes == 16
            ? LoadVector(name, offset)
            : $"Lanes.Load(ref {At(name, offset)}, {lanes})";

    /// <summary>The 16 floats <paramref name="offset"/> behind a reference.</summary>
    public static string LoadVector(string name, string offset)
        => offset == "0" ? $"Vector512.LoadUnsafe(ref {name})" : $"Vector512.LoadUnsafe(ref {name}, {offset})";

    /// <summary>A vector of a row with <paramref name="rest"/> in the lanes behind the row's end.</summary>
    public static string LoadMasked(Row row, string name, string offset, int lanes, string rest = "0f")
        => lanes == 16 || (!row.IsPadded && rest == "0f")
            ? Load(row, name, offset, lanes)
            : Mask(Load(row, name, offset, lanes), lanes, rest);

    /// <summary>A vector with <paramref name="rest"/> in the lanes behind the row's end.</summary>
    public static string Mask(string vector, int lanes, string rest = "0f")
        => lanes == 16 ? vector : rest == "0f" ? $"Lanes.First({vector}, {lanes})" : $"Lanes.First({vector}, {lanes}, {rest})";

    /// <summary>Stores a vector of a row; the padding of a padded row is overwritten.</summary>
    public static string Store(Row row, string value, string name, string offset, int lanes)
        => row.IsPadded || lanes == 16
            ? StoreVector(value, name, offset)
            : $"Lanes.Store({value}, ref {At(name, offset)}, {lanes});";

    /// <summary>Stores 16 floats <paramref name="offset"/> behind a reference.</summary>
    public static string StoreVector(string value, string name, string offset)
        => offset == "0" ? $"{Primary(value)}.StoreUnsafe(ref {name});" : $"{Primary(value)}.StoreUnsafe(ref {name}, {offset});";

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

    /// <summary>The place <paramref name="offset"/> floats behind a reference.</summary>
    public static string At(string name, string offset) => offset == "0" ? name : $"Unsafe.Add(ref {name}, {offset})";
}
