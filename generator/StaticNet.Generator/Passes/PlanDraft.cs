using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Passes;

/// <summary>The values and steps of a pass before it is known where values lie: what the layers' rules make, and the passes over it change.</summary>
internal sealed class PlanDraft
{
    private readonly Func<Value, Value> _at;

    // For each value that a rule made, the one of now: itself, until values are fused.
    private int[]? _index;

    public PlanDraft() => _at = At;

    /// <summary>The values; <see cref="Value.Id"/> is the index.</summary>
    public List<Value> Values { get; private set; } = [];

    /// <summary>The steps in order.</summary>
    public List<DraftStep> Steps { get; private set; } = [];

    /// <summary>What is computed from the parameters once a call.</summary>
    public List<KernelCall> Preparations { get; } = [];

    /// <summary>The floats that this takes.</summary>
    public int PreparedLength { get; set; }

    /// <summary>A value that a rule made, as it is now.</summary>
    public Value At(Value value) => Values[_index is null ? value.Id : _index[value.Id]];

    /// <summary>The kernel of a step, as its values lie now.</summary>
    public Kernel Make(DraftStep step)
    {
        if (step.Functions.Count == 0)
        {
            return step.Make(_at, EquatableArray<StoreFunction>.Empty);
        }

        var functions = new StoreFunction[step.Functions.Count];
        for (int i = 0; i < functions.Length; i++)
        {
            functions[i] = step.Functions[i].Make(_at);
        }

        return step.Make(_at, EquatableArray.Of(functions));
    }

    /// <summary>Leaves out steps, and values that others take the place of.</summary>
    /// <param name="steps">The steps that stay; their operands are those of before.</param>
    /// <param name="values">The values as they are from now on; only those stay that are their own place.</param>
    /// <param name="places">For each value the one whose place it has from now on.</param>
    public void Shrink(IEnumerable<DraftStep> steps, IReadOnlyList<Value> values, int[] places)
    {
        int[] index = new int[values.Count];
        Values = [];
        for (int i = 0; i < index.Length; i++)
        {
            // A value is made behind those whose place it takes.
            index[i] = places[i] == i ? Values.Count : index[places[i]];
            if (places[i] == i)
            {
                Values.Add(values[i] with { Id = index[i] });
            }
        }

        int At(int value) => value < 0 ? value : index[value];
        Steps = [.. steps.Select(step => step with
        {
            Operands = step.Operands.Select(operand => operand is Operand.Activation { Value: var value } ? new Operand.Activation(At(value)) : operand).ToEquatableArray(),
            Effects = new Effects(step.Effects.Reads.Select(At).ToEquatableArray(), At(step.Effects.Writes), At(step.Effects.InPlace)),
        })];
        _index = index;
    }

    /// <summary>Sets the values' places.</summary>
    public void Place(Value[] values) => Values = [.. values];
}
