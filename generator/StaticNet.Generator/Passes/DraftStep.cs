using System;
using System.Collections.Generic;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Passes;

/// <summary>Makes a kernel once it is known how the rows of values lie and what is fused into its store.</summary>
internal delegate Kernel KernelFactory(Func<Value, Value> at, EquatableArray<StoreFunction> functions);

/// <summary>A step whose rows are not laid out yet.</summary>
/// <param name="Make">Makes the kernel once rows and fused functions are known.</param>
/// <param name="Operands">The kernel's arguments.</param>
/// <param name="Layer">The layer's name.</param>
/// <param name="Suffix">What tells it from the layer's other kernels.</param>
/// <param name="Comment">The equation with its shapes.</param>
internal sealed record DraftStep(
    KernelFactory Make,
    EquatableArray<Operand> Operands,
    string Layer,
    string Suffix,
    string Comment)
{
    // Each brings operands, which are parameters of the kernel's method.
    private const int MostFunctions = 8;

    /// <summary>What it reads and writes, by its kernel's arguments; known from <see cref="PlanBuilder.Add(DraftStep)"/> on.</summary>
    public Effects Effects { get; init; }

    /// <summary>The functions that its kernel applies to the result before it stores it.</summary>
    public EquatableArray<DraftFunction> Functions { get; init; }

    /// <summary>Whether functions of a value by itself, activations, can be fused into the store of the result.</summary>
    public bool TakesFunctions { get; init; }

    /// <summary>Whether functions that know the value's channel or pixel can be fused too (<see cref="DraftFunction.NeedsGrid"/>).</summary>
    public bool TakesGridFunctions { get; init; }

    /// <summary>How the kernel becomes one that stores the largest of each window of 2 x 2 pixels in place of the pixels; null where it cannot.</summary>
    public Func<Kernel, Kernel>? Pool { get; init; }

    /// <summary>Of a step that only applies a function to a value: the value, which the step that makes it can store as this one would. A sum has two such values.</summary>
    public EquatableArray<FusibleFunction> Fusible { get; init; }

    /// <summary>Of a step that only takes the largest of each window of 2 x 2 pixels: the value of the pixels; -1 for others.</summary>
    public int Pooled { get; init; } = -1;

    /// <summary>Whether one more function can be fused into the store, as its kind and the number of those that are there allow.</summary>
    public bool Takes(DraftFunction function) => Functions.Count < MostFunctions && (function.NeedsGrid ? TakesGridFunctions : TakesFunctions);
}

/// <summary>A function of a value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Function">The function.</param>
internal readonly record struct FusibleFunction(int Value, DraftFunction Function);
