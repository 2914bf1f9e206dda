using System;
using System.Collections.Generic;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using static StaticNet.Generator.Printing.ConvolutionWriter;

namespace StaticNet.Generator.Printing;

/// <summary>Writes the loops over the terms of a convolution's sums, whichever way the lanes lie.</summary>
internal static class TermWriter
{
    // Up to this many multiply-adds of a tile stand in the code one by one.
    private const int UnrolledOperations = 32;

    /// <summary>Writes the loops, from the lines of the kernel to the channels; <c>wk</c> walks along the rows of weights.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="kernel">The convolution.</param>
    /// <param name="group">The channels of one group.</param>
    /// <param name="x">The reference to the tile's first pixel.</param>
    /// <param name="operations">The multiply-adds of a term.</param>
    /// <param name="term">Writes one term: the reference to x, what is to be added to it, and what is to be added to <c>wk</c>.</param>
    public static void Write(SourceWriter writer, Convolution kernel, Group group, string x, int operations, Action<string, int, int> term)
    {
        List<Level> levels = Levels(kernel, group);
        WriteLevel(levels.Count - 1, x);

        void WriteLevel(int level, string from)
        {
            (string name, int? count, string countText, int step) = levels[level];
            if (level > 0)
            {
                string reference = "x" + name;
                writer.Line($"ref float {reference} = ref {from};");
                using (writer.Braces($"for (int {name} = 0; {name} < {countText}; {name}++)"))
                {
                    WriteLevel(level - 1, reference);
                    writer.Line($"{reference} = ref {RowWriter.At(reference, step)};");
                }

                return;
            }

            if (count is { } terms && terms * operations <= UnrolledOperations)
            {
                for (int k = 0; k < terms; k++)
                {
                    using (writer.Scope(terms > 1))
                    {
                        term(from, k * step, k * kernel.RowStride);
                    }
                }

                writer.Line($"wk = ref {RowWriter.At("wk", terms * kernel.RowStride)};");
            }
            else
            {
                writer.Line($"ref float xk = ref {from};");
                using (writer.Braces($"for (int k = 0; k < {countText}; k++)"))
                {
                    term("xk", 0, 0);
                    writer.Line($"wk = ref {RowWriter.At("wk", kernel.RowStride)};");
                    writer.Line($"xk = ref {RowWriter.At("xk", step)};");
                }
            }
        }
    }

    // From the inside: channels, pixels of the kernel, lines of the kernel. Levels that step alike are one.
    private static List<Level> Levels(Convolution kernel, Group group)
    {
        (Grid x, ConvGeometry g) = (kernel.X, kernel.Geometry);
        bool isFixed = kernel.Phases.Count == 0;
        var levels = new List<Level> { new("k", group.Inputs, Literal.Of(group.Inputs), x.ChannelStride) };
        Add("kx", isFixed ? g.KernelWidth : null, "kernelWidth", g.DilationWidth * x.PixelStride);
        Add("ky", isFixed ? g.KernelHeight : null, "kernelHeight", g.DilationHeight * x.LineStride);
        return levels;

        void Add(string name, int? count, string variable, int step)
        {
            Level inner = levels[levels.Count - 1];
            if (inner.Count is { } terms && (step == terms * inner.Step || terms == 1))
            {
                levels[levels.Count - 1] = count is { } known
                    ? new Level(terms == 1 ? name : inner.Name, known * terms, Literal.Of(known * terms), terms == 1 ? step : inner.Step)
                    : new Level(terms == 1 ? name : inner.Name, null, terms == 1 ? variable : $"{variable} * {Literal.Of(terms)}", terms == 1 ? step : inner.Step);
            }
            else if (count != 1)
            {
                levels.Add(new Level(name, count, count is { } known ? Literal.Of(known) : variable, step));
            }
        }
    }

    /// <summary>A loop over terms of a sum.</summary>
    /// <param name="Name">Its variable.</param>
    /// <param name="Count">How many turns, where that is known.</param>
    /// <param name="CountText">As the generated code says it.</param>
    /// <param name="Step">From one term's x to the next, in floats.</param>
    private readonly record struct Level(string Name, int? Count, string CountText, int Step);
}
