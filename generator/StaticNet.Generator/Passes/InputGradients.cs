using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Passes;

/// <summary>
/// Finds out of the steps of <c>Backward</c> what they are for. Without a loss nothing depends on what the last layers give, which is left out; and behind the forward pass, steps that no
/// gradient of a tensor depends on are for the gradients of the inputs only, and marked.
/// </summary>
internal static class InputGradients
{
    /// <summary>The steps that are needed, marked.</summary>
    /// <param name="steps">All steps.</param>
    /// <param name="values">The values of the pass.</param>
    public static IReadOnlyList<KernelCall> Mark(IReadOnlyList<KernelCall> steps, IReadOnlyList<Value> values)
    {
        int turn = Enumerable.Range(0, steps.Count).First(i => Reads(steps[i], Home.OutputGradients));
        var ofTensors = new HashSet<int>();
        var ofInputs = new HashSet<int>(values.Where(static value => value.Home == Home.InputGradients).Select(static value => value.Id));
        var marked = new List<KernelCall>(steps.Count);
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            // Which borders are clear is known of all steps together.
            if (steps[i].Kernel is Clear or ClearBorder)
            {
                marked.Add(steps[i]);
                continue;
            }

            Effects effects = steps[i].Effects();
            bool isForTensors = ofTensors.Contains(effects.Writes) || steps[i].Kernel.Arguments.Any(static argument => argument is { Kind: not ArgumentKind.Value, Mode: ArgumentMode.Accumulate });
            if (!isForTensors && !ofInputs.Contains(effects.Writes))
            {
                continue;
            }

            (isForTensors ? ofTensors : ofInputs).UnionWith(effects.Reads);
            marked.Add(steps[i] with { IsForInputs = !isForTensors && i >= turn });
        }

        marked.Reverse();
        return marked;

        bool Reads(KernelCall step, Home home) => step.Effects().Reads.Any(read => values[read].Home == home);
    }
}
