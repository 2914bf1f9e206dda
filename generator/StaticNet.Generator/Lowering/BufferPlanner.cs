using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Analysis;

namespace StaticNet.Generator.Lowering;

/// <summary>
/// Decides where the values of a pass lie: values that never live at the same time share memory, and a result takes the place of
/// its operand where the step allows it and nobody reads the operand again.
/// </summary>
internal static class BufferPlanner
{
    private const int LargestChunk = 256;
    private const int ChunkMultiple = 8;

    public static (Value[] Values, int ScratchLength) Place(List<Value> values, List<PlanBuilder.DraftStep> steps, Value? result)
    {
        int[] lastRead = new int[values.Count];
        int[] written = new int[values.Count];
        for (int i = 0; i < steps.Count; i++)
        {
            foreach (int read in steps[i].Reads)
            {
                lastRead[read] = i;
            }

            if (steps[i].Writes >= 0)
            {
                written[steps[i].Writes] = i;
            }
        }

        if (result is not null)
        {
            lastRead[result.Id] = steps.Count;
        }

        // The value whose place each value takes: itself, or the start of a chain of results in place.
        int[] place = Enumerable.Range(0, values.Count).ToArray();
        for (int i = 0; i < steps.Count; i++)
        {
            PlanBuilder.DraftStep step = steps[i];
            if (step.InPlace >= 0 && step.Writes >= 0 && lastRead[step.InPlace] == i && values[step.InPlace].Home == Home.Scratch)
            {
                place[step.Writes] = place[step.InPlace];
            }
        }

        var placed = new List<Placement>();
        int[] offsets = new int[values.Count];
        int scratchLength = 0;
        int resultPlace = result is null ? -1 : place[result.Id];
        foreach (IGrouping<int, Value> group in values.Where(value => value.Home == Home.Scratch).GroupBy(value => place[value.Id]))
        {
            if (group.Key == resultPlace)
            {
                continue;
            }

            int start = group.Min(value => written[value.Id]);
            int end = group.Max(value => Math.Max(lastRead[value.Id], written[value.Id]));
            int length = DenseStorage.RoundUp(group.Max(value => value.Length));
            int offset = FirstGap(placed, start, end, length);
            placed.Add(new Placement(start, end, offset, length));
            scratchLength = Math.Max(scratchLength, checked(offset + length));
            foreach (Value value in group)
            {
                offsets[value.Id] = offset;
            }
        }

        Value[] places = values
            .Select(value => value.Home != Home.Scratch ? value
                : place[value.Id] == resultPlace ? value with { Home = Home.Outputs }
                : value with { Offset = offsets[value.Id] })
            .ToArray();
        return (places, scratchLength);
    }

    /// <summary>The samples of a chunk: as many as fit the memory to aim at, in whole tiles, at least one tile unless that overflows.</summary>
    public static int Chunk(int scratchLength, int chunkBytes)
    {
        long samples = scratchLength == 0 ? LargestChunk : chunkBytes / (sizeof(float) * (long)scratchLength);
        long chunk = Math.Max(ChunkMultiple, Math.Min(LargestChunk, samples / ChunkMultiple * ChunkMultiple));
        while (chunk > 1 && chunk * scratchLength > int.MaxValue / 2)
        {
            chunk /= 2;
        }

        return (int)chunk;
    }

    private static int FirstGap(List<Placement> placed, int start, int end, int length)
    {
        int offset = 0;
        foreach (Placement other in placed.Where(other => other.Start <= end && start <= other.End).OrderBy(other => other.Offset))
        {
            if (other.Offset - offset >= length)
            {
                break;
            }

            offset = Math.Max(offset, other.Offset + other.Length);
        }

        return offset;
    }

    private readonly record struct Placement(int Start, int End, int Offset, int Length);
}
