using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace StaticNet.Generator.Lowering;

/// <summary>
/// Runs a pass on paper: follows, float by float of the scratch memory, which value was written there last, and finds kernels that read a
/// value before it is written or after another one took its place.
/// </summary>
internal static class PlanVerifier
{
    /// <summary>Stops a debug build of the generator at a plan that is not sound.</summary>
    [Conditional("DEBUG")]
    public static void Assert(Pass pass)
    {
        foreach (string fault in Faults(pass))
        {
            Debug.Fail(fault);
        }
    }

    /// <summary>What is wrong with a pass; nothing for a sound one.</summary>
    public static IEnumerable<string> Faults(Pass pass)
    {
        int[] scratch = [.. Enumerable.Repeat(-1, pass.ScratchLength)];
        int outputs = -1;
        for (int i = 0; i < pass.Steps.Count; i++)
        {
            KernelCall call = pass.Steps[i];
            IEnumerable<int> touched = call.Operands.OfType<Operand.Activation>().Select(static operand => operand.Value);
            foreach (Value value in touched.Where(id => id != call.Writes).Select(id => pass.Values[id]))
            {
                bool isThere = value.Home switch
                {
                    Home.Inputs => true,
                    Home.Outputs => outputs == value.Id,
                    _ => Place(value).All(place => scratch[place] == value.Id),
                };
                if (!isThere)
                {
                    yield return $"Step {i} ({call.Layer}{call.Suffix}) reads '{value.Name}', which is not there.";
                }
            }

            if (call.Writes < 0)
            {
                continue;
            }

            Value written = pass.Values[call.Writes];
            if (written.Home == Home.Outputs)
            {
                outputs = written.Id;
                continue;
            }

            foreach (int place in Place(written))
            {
                if (place >= scratch.Length)
                {
                    yield return $"Step {i} ({call.Layer}{call.Suffix}) writes '{written.Name}' behind the end of the scratch memory.";
                    break;
                }

                scratch[place] = written.Id;
            }
        }
    }

    private static IEnumerable<int> Place(Value value) => Enumerable.Range(value.Offset, value.Size);
}
