using System.Linq;
using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Passes;

/// <summary>Leaves the gaps between the rows of what the loss reads out, where nothing else reads it: see <see cref="PlanBuilder.Pack"/>.</summary>
internal static class Packing
{
    /// <summary>Packs a value, if there is one.</summary>
    public static void Run(PlanDraft draft, Value? value)
    {
        if (value is null || draft.At(value) is not { Home: Home.Scratch, Layout.Order: ValueOrder.Row } packed)
        {
            return;
        }

        bool isReadOnce = draft.Steps.Count(step => step.Effects.Reads.Contains(packed.Id)) == 1;
        bool isInPlace = draft.Steps.Any(step => step.Effects.InPlace >= 0 && (step.Effects.InPlace == packed.Id || step.Effects.Writes == packed.Id));
        if (isReadOnce && !isInPlace)
        {
            draft.Values[packed.Id] = packed with { Layout = packed.Layout with { IsPadded = false } };
        }
    }
}
