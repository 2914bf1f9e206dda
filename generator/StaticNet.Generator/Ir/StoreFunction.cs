using System;
using System.Collections.Generic;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Ir;

/// <summary>How a value is combined with others of its shape, element by element.</summary>
internal enum Combination
{
    /// <summary><c>x + r</c>.</summary>
    Add,

    /// <summary><c>x - r</c>.</summary>
    Subtract,

    /// <summary><c>-x</c>.</summary>
    Negate,

    /// <summary><c>x r</c>.</summary>
    Multiply,

    /// <summary>The larger one of x and r.</summary>
    Maximum,

    /// <summary>x where <c>r &gt; r1</c>, half of it where they are equal, 0 where <c>r &lt; r1</c>.</summary>
    MaximumGradient,
}

/// <summary>
/// What a kernel applies to a result while it is still in a register, before it is stored. Each kind is one <c>case</c> in
/// <see cref="Printing.Epilogue"/>; the operands it brings follow the kernel's own.
/// </summary>
internal abstract record StoreFunction
{
    /// <summary><c>y = f(x)</c>. A PReLU brings its slope.</summary>
    /// <param name="Function">The activation.</param>
    internal sealed record Activate(Activation Function) : StoreFunction;

    /// <summary>
    /// <c>y = scale x + shift</c> with <c>scale = weight / sqrt(variance + epsilon)</c> and <c>shift = bias - mean scale</c>, channel by channel.
    /// Brings the tensors of the norm, and in training the mean and the variance of the batch, a value a channel each, padded to whole vectors; scale and shift are
    /// computed on every call.
    /// </summary>
    /// <param name="Epsilon">What is added to the variance.</param>
    /// <param name="IsOfBatch">Whether mean and variance are those of the batch, and not the running ones.</param>
    internal sealed record Affine(float Epsilon, bool IsOfBatch) : StoreFunction;

    /// <summary><c>y = f(x, r, ...)</c>, where each r is another value of the same shape. Brings them.</summary>
    /// <param name="Combination">The function.</param>
    /// <param name="Others">Where they lie: pixel by pixel, as y does, but the distances may differ.</param>
    internal sealed record Combine(Combination Combination, EquatableArray<Grid> Others) : StoreFunction;

    /// <summary>
    /// The functions that begin a loop over the values. A loop takes one scale and shift with one other value, or two other values. What takes several loops
    /// reads later operands after the first one has written: none of them is x, in whose place the result may lie.
    /// </summary>
    public static IReadOnlyList<int> LoopStarts(EquatableArray<StoreFunction> functions)
    {
        var starts = new List<int>();
        (int others, bool hasAffine) = (0, false);
        for (int i = 0; i < functions.Count; i++)
        {
            bool fits = functions[i] switch
            {
                Affine => !hasAffine && others <= 1,
                Combine combine => others + combine.Others.Count <= (hasAffine ? 1 : 2),
                _ => true,
            };
            if (i == 0 || !fits)
            {
                starts.Add(i);
                (others, hasAffine) = (0, false);
            }

            hasAffine |= functions[i] is Affine;
            others += functions[i] is Combine { Others: var brought } ? brought.Count : 0;
        }

        return starts;
    }

    /// <summary>What kernels call the operands that each of some functions brings.</summary>
    public static string[][] Names(EquatableArray<StoreFunction> functions)
    {
        int slopes = 0;
        int affines = 0;
        int others = 0;
        string[][] names = new string[functions.Count][];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = functions[i] switch
            {
                Activate { Function: PReLU } => [$"slope{slopes++}"],
                Activate => [],
                Affine { IsOfBatch: var isOfBatch } => OfAffine(affines++, isOfBatch),
                Combine combine => [.. combine.Others.Select(_ => others++ == 0 ? "r" : $"r{others - 1}")],
                _ => throw new NotSupportedException($"No operands for {functions[i].GetType().Name}."),
            };
        }

        return names;

        static string[] OfAffine(int i, bool isOfBatch) => isOfBatch ? [$"norm{i}", $"statistics{i}"] : [$"norm{i}"];
    }
}
