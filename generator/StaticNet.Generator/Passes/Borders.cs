using System.Collections.Generic;
using System.Threading;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Passes;

/// <summary>
/// Has borders cleared before their values are written, and follows which places in the scratch memory have zeros around their pixels: kernels write pixels only, so that a border stays clear until a value of
/// another form takes some of its place. Layers of the same shape one behind another need theirs cleared once.
/// </summary>
internal sealed class Borders
{
    // No two of them share a place, as a value that takes some of another's ends it: in the order of their places.
    private readonly List<(int Start, int End, Value Value)> _clear = [];

    /// <summary>The calls of a pass: those of its steps and, before them, those that clear borders.</summary>
    public static IReadOnlyList<KernelCall> Run(PlanDraft draft, CancellationToken cancellationToken)
    {
        var calls = new List<KernelCall>();
        var borders = new Borders();
        foreach (DraftStep step in draft.Steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Value? written = step.Effects.Writes >= 0 ? draft.Values[step.Effects.Writes] : null;
            Kernel kernel = draft.Make(step);
            if (written is not null && borders.Write(written) && !kernel.WritesBorder)
            {
                calls.Add(new KernelCall(
                    written.Layout.Order == ValueOrder.ChannelsFirst ? new Clear(written.Size) : new ClearBorder(written.Grid),
                    EquatableArray.Of<Operand>(new Operand.Activation(written.Id)),
                    step.Layer,
                    step.Suffix + "Border",
                    $"{step.Layer}: zeros around {written.Name}"));
            }

            calls.Add(new KernelCall(kernel, step.Operands, step.Layer, step.Suffix, step.Comment));
        }

        return calls;
    }

    /// <summary>Takes note of a value that is written.</summary>
    /// <returns>Whether its border has to be cleared before.</returns>
    public bool Write(Value value)
    {
        if (value.Home != Home.Scratch)
        {
            return false;
        }

        int end = value.Offset + value.Size;
        int at = FirstBehind(value.Offset);
        bool isClear = false;
        while (at < _clear.Count && _clear[at].Start < end)
        {
            if (IsAlike(_clear[at].Value, value))
            {
                isClear = true;
                at++;
            }
            else
            {
                _clear.RemoveAt(at);
            }
        }

        if (value.Border.IsNone || isClear)
        {
            return false;
        }

        _clear.Insert(at, (value.Offset, end, value));
        return true;
    }

    // The first that ends behind an offset.
    private int FirstBehind(int offset)
    {
        (int low, int high) = (0, _clear.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _clear[middle].End <= offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static bool IsAlike(Value a, Value b) => a.Offset == b.Offset && a.Grid == b.Grid;
}
