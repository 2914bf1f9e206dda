using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Passes;

/// <summary>
/// What holds between any two passes over a draft: a value is made before it is read, what a step with functions is said to read and write is what its kernel does,
/// and a value has the index that it lies at. <see cref="PlanVerifier"/> checks the plan that results.
/// </summary>
internal static class DraftVerifier
{
    /// <summary>Stops at a draft that is not sound. Where code is debugged only: it makes kernels once more.</summary>
    /// <exception cref="InvalidOperationException">The draft is not sound.</exception>
    /// <param name="draft">The draft.</param>
    /// <param name="withKernels">Whether functions may have been moved, so that kernels may do another thing than before.</param>
    [Conditional("DEBUG")]
    public static void Assert(PlanDraft draft, bool withKernels = false)
    {
        if (Faults(draft, withKernels).FirstOrDefault() is { } fault)
        {
            throw new InvalidOperationException(fault);
        }
    }

    /// <summary>What is wrong with a draft; nothing for a sound one.</summary>
    public static IEnumerable<string> Faults(PlanDraft draft, bool withKernels = true)
    {
        for (int i = 0; i < draft.Values.Count; i++)
        {
            if (draft.Values[i].Id != i)
            {
                yield return $"'{draft.Values[i].Name}' is number {draft.Values[i].Id} and lies at {i}.";
            }
        }

        var made = new HashSet<int>(draft.Values.Where(static value => value.Home is Home.Inputs or Home.OutputGradients).Select(static value => value.Id));
        foreach (DraftStep step in draft.Steps)
        {
            Effects effects = withKernels && step.Functions.Count > 0 ? Effects.Of(draft.Make(step), step.Operands) : step.Effects;
            if (withKernels && !IsSame(effects, step.Effects))
            {
                yield return $"{step.Layer}{step.Suffix} is said to do another thing than its kernel.";
            }

            foreach (int read in effects.Reads)
            {
                if (!made.Contains(read))
                {
                    yield return $"{step.Layer}{step.Suffix} reads '{draft.Values[read].Name}' before it is made.";
                }
            }

            made.Add(effects.Writes);
        }
    }

    private static bool IsSame(Effects a, Effects b)
        => a.Writes == b.Writes && a.InPlace == b.InPlace && (a.Reads.Equals(b.Reads) || new HashSet<int>(a.Reads).SetEquals(b.Reads));
}
