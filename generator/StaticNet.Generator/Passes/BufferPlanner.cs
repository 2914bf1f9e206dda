using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Passes;

/// <summary>
/// Decides where the values of a pass lie: values that never live at the same time share memory, and a result takes the place of
/// its operand where the step allows it and nobody reads the operand again.
/// </summary>
internal static class BufferPlanner
{
    private const int LargestChunk = 256;
    private const int ChunkMultiple = 8;

    /// <summary>Gives each value its place.</summary>
    /// <param name="draft">The values and steps.</param>
    /// <param name="results">The values that the caller gets; they lie in the caller's memory.</param>
    /// <param name="home">Which memory of the caller's.</param>
    /// <returns>The floats of a sample, and those that all samples of a batch share.</returns>
    public static (int ScratchLength, int BatchLength) Run(PlanDraft draft, IReadOnlyList<Value> results, Home home)
    {
        (List<Value> values, List<DraftStep> steps) = (draft.Values, draft.Steps);
        int[] lastRead = new int[values.Count];
        int[] written = Enumerable.Repeat(int.MaxValue, values.Count).ToArray();
        for (int i = 0; i < steps.Count; i++)
        {
            foreach (int read in steps[i].Effects.Reads)
            {
                lastRead[read] = i;
            }

            if (steps[i].Effects.Writes >= 0)
            {
                // Several steps may write parts of a value.
                written[steps[i].Effects.Writes] = Math.Min(written[steps[i].Effects.Writes], i);
                lastRead[steps[i].Effects.Writes] = i;
            }
        }

        foreach (Value result in results)
        {
            lastRead[draft.At(result).Id] = steps.Count;
        }

        // A result in place needs its operand's place to have the border that its own readers want.
        bool[] inPlace = steps.Select((step, i) => step.Effects.InPlace >= 0 && lastRead[step.Effects.InPlace] == i && values[step.Effects.InPlace].Home == Home.Scratch).ToArray();
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            if (inPlace[i])
            {
                Value operand = values[steps[i].Effects.InPlace];
                values[operand.Id] = operand.WithBorder(values[steps[i].Effects.Writes].Border);
            }
        }

        // The value whose place each value takes: itself, or the start of a chain of results in place.
        int[] place = Enumerable.Range(0, values.Count).ToArray();
        for (int i = 0; i < steps.Count; i++)
        {
            if (inPlace[i])
            {
                place[steps[i].Effects.Writes] = place[steps[i].Effects.InPlace];
                values[steps[i].Effects.Writes] = values[steps[i].Effects.Writes].WithBorder(values[steps[i].Effects.InPlace].Border);
            }
        }

        var resultPlaces = new HashSet<int>(results.Select(result => place[draft.At(result).Id]));
        Lifetime[] lifetimes = values
            .Where(value => value.Home == Home.Scratch && !resultPlaces.Contains(place[value.Id]))
            .GroupBy(value => place[value.Id])
            .Select(group => new Lifetime(
                group.Key,
                group.Min(value => written[value.Id]),
                group.Max(value => lastRead[value.Id]),
                group.Max(static value => value.Size)))
            .OrderBy(static lifetime => lifetime.Start)
            .ToArray();
        int[] offsets = new int[values.Count];
        int scratchLength = 0;
        foreach ((Lifetime lifetime, int offset) in FromBothEnds(lifetimes) ?? LargestFirst(lifetimes))
        {
            offsets[lifetime.Place] = offset;
            scratchLength = Math.Max(scratchLength, checked(offset + lifetime.Length));
        }

        // What a batch shares is little, and lives from one end of the pass to the other.
        int batchLength = 0;
        draft.Place(values
            .Select(value => value.Home == Home.Batch ? value with { Offset = checked((batchLength += value.Size) - value.Size) }
                : value.Home != Home.Scratch ? value
                : resultPlaces.Contains(place[value.Id]) ? value with { Home = home, Layout = value.Layout with { IsPadded = false } }
                : value with { Offset = offsets[place[value.Id]] })
            .ToArray());
        return (scratchLength, batchLength);
    }

    /// <summary>
    /// The samples of a chunk: as many as fit the memory to aim at, in whole tiles. Where not even one tile of eight fits, each sample's share of
    /// reading the matrices anew for each chunk stands against writing and reading its values beyond that memory, and the cheaper wins.
    /// </summary>
    /// <param name="scratchLength">The scratch memory of one sample, in floats.</param>
    /// <param name="matrixLength">The matrices that a chunk reads once for all its samples, in floats.</param>
    /// <param name="chunkBytes">The memory to aim at.</param>
    public static int Chunk(int scratchLength, long matrixLength, int chunkBytes)
    {
        long samples = scratchLength == 0 ? LargestChunk : chunkBytes / (sizeof(float) * (long)scratchLength);
        long chunk = Math.Min(LargestChunk, samples / ChunkMultiple * ChunkMultiple);
        if (chunk == 0)
        {
            long fitting = Math.Max(1, samples);
            chunk = (matrixLength / fitting) - (matrixLength / ChunkMultiple) > 2L * scratchLength ? ChunkMultiple : fitting;
        }

        while (chunk > 1 && chunk * scratchLength > int.MaxValue / 2)
        {
            chunk /= 2;
        }

        return (int)chunk;
    }

    // A chain of layers, each of which reads only the one before: by turns at the two ends of a memory that holds the largest pair of neighbours.
    private static List<(Lifetime, int)>? FromBothEnds(Lifetime[] lifetimes)
    {
        long length = 0;
        for (int i = 0; i < lifetimes.Length; i++)
        {
            length = Math.Max(length, (long)lifetimes[i].Length + (i + 1 < lifetimes.Length ? lifetimes[i + 1].Length : 0));

            // They begin one after another, so that of the later ones the first is met before any other.
            if (i + 2 < lifetimes.Length && lifetimes[i + 2].Meets(lifetimes[i]))
            {
                return null;
            }
        }

        return lifetimes.Select((lifetime, i) => (lifetime, i % 2 == 0 ? 0 : checked((int)(length - lifetime.Length)))).ToList();
    }

    // Anything else: the largest first, each into the lowest gap among those that it meets.
    private static List<(Lifetime, int)> LargestFirst(Lifetime[] lifetimes)
    {
        // Those that are placed in the order of their offsets, column by column: each is compared with all before it, and there are tens of thousands.
        int count = 0;
        int[] offsets = new int[lifetimes.Length], ends = new int[lifetimes.Length], starts = new int[lifetimes.Length], lasts = new int[lifetimes.Length];
        var placed = new List<(Lifetime, int)>(lifetimes.Length);
        foreach (Lifetime lifetime in lifetimes.OrderByDescending(static lifetime => lifetime.Length))
        {
            int offset = 0;
            for (int i = 0; i < count; i++)
            {
                if (starts[i] > lifetime.End || lasts[i] < lifetime.Start)
                {
                    continue;
                }

                if (offsets[i] - offset >= lifetime.Length)
                {
                    break;
                }

                offset = Math.Max(offset, ends[i]);
            }

            placed.Add((lifetime, offset));
            int index = Array.BinarySearch(offsets, 0, count, offset);
            index = index < 0 ? ~index : index;
            Insert(offsets, offset);
            Insert(ends, checked(offset + lifetime.Length));
            Insert(starts, lifetime.Start);
            Insert(lasts, lifetime.End);
            count++;

            void Insert(int[] column, int value)
            {
                Array.Copy(column, index, column, index + 1, count - index);
                column[index] = value;
            }
        }

        return placed;
    }

    /// <summary>How long a place in scratch memory is in use.</summary>
    /// <param name="Place">The value that took it first.</param>
    /// <param name="Start">The step that writes it.</param>
    /// <param name="End">The last step that reads it.</param>
    /// <param name="Length">In floats, a sample.</param>
    private readonly record struct Lifetime(int Place, int Start, int End, int Length)
    {
        public bool Meets(Lifetime other) => Start <= other.End && other.Start <= End;
    }
}
