using System;
using System.Collections.Generic;
using System.Linq;

namespace StaticNet.Generator.Lowering;

/// <summary>
/// Runs a pass on paper: follows which values lie whole in the scratch memory, and finds kernels that read a value before it is written or
/// after another one took its place.
/// </summary>
internal static class PlanVerifier
{
    /// <summary>Stops at a plan that is not sound: better no code than code that computes something else.</summary>
    /// <exception cref="InvalidOperationException">The plan is not sound.</exception>
    public static void Assert(Pass pass)
    {
        if (Faults(pass).FirstOrDefault() is { } fault)
        {
            throw new InvalidOperationException(fault);
        }
    }

    /// <summary>What is wrong with a pass; nothing for a sound one.</summary>
    public static IEnumerable<string> Faults(Pass pass)
    {
        var present = new List<Interval>();
        for (int i = 0; i < pass.Steps.Count; i++)
        {
            KernelCall call = pass.Steps[i];
            IEnumerable<int> touched = call.Operands.OfType<Operand.Activation>().Select(static operand => operand.Value);
            foreach (Value value in touched.Where(id => id != call.Writes).Select(id => pass.Values[id]))
            {
                if (value.Home != Home.Inputs && !present.Any(other => other.Id == value.Id))
                {
                    yield return $"Step {i} ({call.Layer}{call.Suffix}) reads '{value.Name}', which is not there.";
                }
            }

            if (call.Writes < 0)
            {
                continue;
            }

            Value written = pass.Values[call.Writes];
            Interval place = Place(written);
            if (place.End > (written.Home == Home.Scratch ? pass.ScratchLength : written.Home == Home.Batch ? pass.BatchLength : long.MaxValue))
            {
                yield return $"Step {i} ({call.Layer}{call.Suffix}) writes '{written.Name}' behind the end of the scratch memory.";
            }

            present.RemoveAll(other => other.Meets(place));
            present.Add(place);
        }
    }

    private static Interval Place(Value value)
        => new(value.Home, value.Offset, value.Offset + (long)value.Size, value.Id);

    /// <summary>Where a value lies.</summary>
    private readonly record struct Interval(Home Home, long Start, long End, int Id)
    {
        public bool Meets(Interval other) => Home == other.Home && Start < other.End && other.Start < End;
    }
}
