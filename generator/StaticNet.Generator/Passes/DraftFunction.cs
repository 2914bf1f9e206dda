using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Passes;

/// <summary>A function to be fused into a step's store (<see cref="Fusion"/>), before it is known where its operands lie.</summary>
/// <param name="Make">Makes it once that is known.</param>
/// <param name="NeedsGrid">Whether it knows channels or pixels; only steps with <see cref="DraftStep.TakesGridFunctions"/> take it then.</param>
/// <param name="Operands">What it brings along, and reads.</param>
/// <param name="Name">What the result is called with it applied.</param>
/// <param name="Comment">The equation with its shapes.</param>
internal sealed record DraftFunction(
    Func<Func<Value, Value>, StoreFunction> Make,
    bool NeedsGrid,
    EquatableArray<Operand> Operands,
    ValueName Name,
    string Comment)
{
    /// <summary>The values that it reads.</summary>
    public IEnumerable<int> Reads => Operands.OfType<Operand.Activation>().Select(static operand => operand.Value);

    /// <summary>An activation, which may bring a learned slope.</summary>
    public static DraftFunction Activate(Activation function, EquatableArray<Operand> operands, string name, string comment)
        => new(_ => new StoreFunction.Activate(function), NeedsGrid: false, operands, name, comment);

    /// <summary>The sum with another value of the same shape.</summary>
    public static DraftFunction Add(Value other, ValueName name, string comment) => Combine(Combination.Add, name, comment, other);

    /// <summary>A function of the value and others of the same shape, element by element.</summary>
    public static DraftFunction Combine(Combination combination, ValueName name, string comment, params Value[] others)
        => new(
            at => new StoreFunction.Combine(combination, others.Select(other => at(other).Grid).ToEquatableArray()),
            NeedsGrid: true,
            others.Select(static other => (Operand)new Operand.Activation(other.Id)).ToEquatableArray(),
            name,
            comment);
}
