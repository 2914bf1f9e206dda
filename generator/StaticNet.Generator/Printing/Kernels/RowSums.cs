using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes sums over the vectors of a row, each in up to four partial sums that follow from the row's length: an addition takes four cycles, and a
/// single chain of them would wait for each.
/// </summary>
internal static class RowSums
{
    private const int UnrolledVectors = 8;

    /// <summary>Declares the sums, lanes not yet folded, as vectors of the given names.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="row">The row.</param>
    /// <param name="names">The sums' names.</param>
    /// <param name="term">
    /// Writes what a vector adds: it gets the vector's place, the number of its lanes that hold values, and what the names of the sums it adds to
    /// have behind them.
    /// </param>
    /// <param name="declares">Whether the term declares locals, so that each needs a scope of its own.</param>
    public static void Write(SourceWriter writer, Row row, IReadOnlyList<string> names, Action<Place, int, string> term, bool declares = false)
    {
        int partials = row.Vectors >= 4 ? 4 : row.Vectors >= 2 ? 2 : 1;
        string[] suffixes = [.. Enumerable.Range(0, partials).Select(p => partials == 1 ? "" : Literal.Of(p))];
        foreach (string name in names)
        {
            foreach (string suffix in suffixes)
            {
                writer.Line($"Vector512<float> {name}{suffix} = Vector512<float>.Zero;");
            }
        }

        int whole = row.IsWhole ? row.Vectors : row.Vectors - 1;
        int looped = row.Vectors <= UnrolledVectors ? 0 : whole / partials * partials;
        if (looped > 0)
        {
            using (writer.Braces($"for (nuint i = 0; i < {Literal.Of(looped * 16)}; i += {Literal.Of(partials * 16)})"))
            {
                for (int p = 0; p < partials; p++)
                {
                    WriteTerm(new Place("i", p * 16), 16, p);
                }
            }
        }

        for (int v = looped; v < row.Vectors; v++)
        {
            WriteTerm(v * 16, v < whole ? 16 : row.LastLanes, v % partials);
        }

        if (partials > 1)
        {
            foreach (string name in names)
            {
                writer.Line($"Vector512<float> {name} = {BroadcastProductEmitter.Tree([.. suffixes.Select(suffix => name + suffix)])};");
            }
        }

        void WriteTerm(Place place, int lanes, int partial)
        {
            using (writer.Scope(declares))
            {
                term(place, lanes, suffixes[partial]);
            }
        }
    }
}
