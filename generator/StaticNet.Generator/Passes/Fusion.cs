using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Passes;

/// <summary>
/// Moves a function of a value into the store of the step that makes the value, where nothing else reads it: the value is then never stored without the function
/// applied. What the function reads beside the value has to be there by then.
/// </summary>
internal sealed class Fusion
{
    private readonly DraftStep?[] _steps;
    private readonly Value[] _values;

    // For each value the one whose place it takes: itself, where it is not fused.
    private readonly int[] _places;

    // For each value the steps that read it, the steps that write it, and the last of these.
    private readonly int[] _readers;
    private readonly int[] _writers;
    private readonly int[] _written;

    private Fusion(PlanDraft draft, IEnumerable<Value> results)
    {
        _steps = [.. draft.Steps];
        _values = [.. draft.Values];
        _places = [.. Enumerable.Range(0, _values.Length)];
        _readers = new int[draft.Values.Count];
        _writers = new int[draft.Values.Count];
        _written = Enumerable.Repeat(-1, draft.Values.Count).ToArray();
        foreach (Value result in results)
        {
            _readers[result.Id]++;
        }

        for (int i = 0; i < _steps.Length; i++)
        {
            Effects effects = draft.Steps[i].Effects;
            foreach (int read in effects.Reads)
            {
                _readers[read]++;
            }

            if (effects.Writes >= 0)
            {
                _writers[effects.Writes]++;
                _written[effects.Writes] = i;
            }
        }
    }

    /// <summary>Fuses what can be.</summary>
    /// <param name="draft">The values and steps, which are changed.</param>
    /// <param name="results">The values that the caller gets.</param>
    public static void Run(PlanDraft draft, IEnumerable<Value> results)
    {
        var fusion = new Fusion(draft, results);
        for (int i = 0; i < fusion._steps.Length; i++)
        {
            if (fusion.TryFuse(fusion._steps[i]!) || fusion.TryPool(fusion._steps[i]!))
            {
                fusion._steps[i] = null;
            }
        }

        draft.Shrink(fusion._steps.OfType<DraftStep>(), fusion._values, fusion._places);
    }

    private bool TryFuse(DraftStep step)
    {
        foreach ((int value, DraftFunction function) in step.Fusible)
        {
            if (Maker(value) is not { } at || _steps[at] is not { } maker || !Takes(maker, function, at))
            {
                continue;
            }

            Replace(value, step, at, maker with
            {
                Functions = maker.Functions.Append(function).ToEquatableArray(),
                Operands = maker.Operands.Concat(function.Operands).ToEquatableArray(),
                Effects = maker.Effects with { Reads = maker.Effects.Reads.Concat(function.Reads).ToEquatableArray() },
                Comment = maker.Comment + "\n" + function.Comment,
            });
            return true;
        }

        return false;
    }

    // Whether a step can apply a function to its result. What takes several loops (StoreFunction.LoopStarts, and a norm is one of its own) reads later operands when
    // its result may lie in place of the first one already.
    private bool Takes(DraftStep maker, DraftFunction function, int at)
        => maker.Takes(function)
            && function.Reads.All(read => IsThere(read, at))
            && !(maker.Effects.InPlace >= 0 && function.Reads.Any(read => maker.Effects.Reads.Any(other => _places[other] == _places[read])));

    // The largest of a window is taken of what an activation made of the pixels; a function that knows a pixel would be applied to the wrong one.
    private bool TryPool(DraftStep step)
    {
        if (step.Pooled < 0
            || Maker(step.Pooled) is not { } at
            || _steps[at] is not { Pool: { } pool } maker
            || maker.Functions.Any(static function => function.NeedsGrid))
        {
            return false;
        }

        KernelFactory make = maker.Make;
        Replace(step.Pooled, step, at, maker with
        {
            Make = (at, functions) => pool(make(at, functions)),
            TakesFunctions = false,
            TakesGridFunctions = false,
            Pool = null,
            Comment = maker.Comment + "\n" + step.Comment,
        });
        return true;
    }

    // The step that makes a value for one reader only; null where it has several, or its parts are made by several steps, or it is the caller's.
    private int? Maker(int value)
    {
        value = _places[value];
        return _readers[value] == 1 && _writers[value] == 1 ? _written[value] : null;
    }

    private bool IsThere(int value, int before) => _written[_places[value]] < before;

    // From now on the step that makes x makes y, in its place.
    private void Replace(int value, DraftStep step, int at, DraftStep maker)
    {
        (int x, int y) = (_places[value], step.Effects.Writes);
        _steps[at] = maker;
        _places[y] = x;
        _readers[x] = _readers[y];
        Value made = _values[y];
        _values[x] = (_values[x] with { Name = made.Name, OutputGradient = made.OutputGradient, Shape = made.Shape }).WithBorder(made.Border);
    }
}
