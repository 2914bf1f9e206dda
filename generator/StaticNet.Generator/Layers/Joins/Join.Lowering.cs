using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record Add
{
    public override LayerLowering Lower(AnalyzedLayer layer) => ChannelLowering.Of(layer, Combination.Add) ?? new AddLowering(layer);
}

internal sealed partial record Subtract
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new SubtractLowering(layer);
}

internal sealed partial record Multiply
{
    public override LayerLowering Lower(AnalyzedLayer layer) => ChannelLowering.Of(layer, Combination.Multiply) ?? new MultiplyLowering(layer);
}

internal sealed partial record Maximum
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new MaximumLowering(layer);
}

internal sealed partial record ConcatValues
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new ConcatLowering(
        layer, [.. layer.InputShapes], [.. layer.InputShapes.Select(static (_, i) => FormattableString.Invariant($"part{i + 1}"))], "the values'");
}

/// <summary>What element-wise joins have in common: both values pixel after pixel, and a function of one of them that reads the other.</summary>
internal abstract class ElementwiseJoinLowering(AnalyzedLayer layer) : LayerLowering(layer)
{
    /// <summary>The values, pixel after pixel; one that is there twice is so once.</summary>
    protected Value[] ToPixels(PlanBuilder plan, IReadOnlyList<Value> inputs)
    {
        var pixels = new Dictionary<int, Value>();
        foreach (Value input in inputs)
        {
            if (!pixels.ContainsKey(input.Id))
            {
                pixels.Add(input.Id, ToPixels(plan, input));
            }
        }

        return [.. inputs.Select(input => pixels[input.Id])];
    }

    /// <summary>Adds <c>f(x, others)</c>.</summary>
    protected Value Combine(PlanBuilder plan, Combination combination, Value x, ValueName name, string suffix, string equation, params Value[] others)
        => plan.Apply(x, DraftFunction.Combine(combination, name, $"{Name}: {equation}", others), null, Name, suffix, $"{Name}: {equation}, {Layer.Output}");

    /// <summary>The name of the gradient of one of the inputs.</summary>
    protected string GradientOf(int input) => Gradient(Name) + (input == 0 ? "A" : "B");
}

/// <summary><c>y = a + b + ...</c>: each gets the gradient of y.</summary>
internal sealed class AddLowering(AnalyzedLayer layer) : ElementwiseJoinLowering(layer)
{
    public override Value Forward(PlanBuilder plan, IReadOnlyList<Value> inputs)
    {
        Value[] values = ToPixels(plan, inputs);
        Value sum = values[0];
        for (int i = 1; i < values.Length; i++)
        {
            bool isLast = i == values.Length - 1;
            sum = Sum(plan, sum, values[i], isLast ? Name : Name + "Part", Name, isLast ? "Sum" : FormattableString.Invariant($"SumOf{i + 1}"), $"{Name}: y = {string.Join(" + ", Letters(i + 1))}, {Layer.Output}");
        }

        return sum;
    }

    public override IReadOnlyList<Value> Backward(PlanBuilder plan, Value dy, IReadOnlyList<bool> wanted) => [.. wanted.Select(_ => dy)];

    private static IEnumerable<char> Letters(int count) => Enumerable.Range(0, Math.Min(count, 26)).Select(static i => (char)('a' + i));
}

/// <summary><c>y = a - b</c>: <c>da = dy</c>, <c>db = -dy</c>.</summary>
internal sealed class SubtractLowering(AnalyzedLayer layer) : ElementwiseJoinLowering(layer)
{
    public override Value Forward(PlanBuilder plan, IReadOnlyList<Value> inputs)
    {
        Value[] values = ToPixels(plan, inputs);
        return Combine(plan, Combination.Subtract, values[0], Name, "", "y = a - b", values[1]);
    }

    public override IReadOnlyList<Value> Backward(PlanBuilder plan, Value dy, IReadOnlyList<bool> wanted)
        => [dy, wanted[1] ? Combine(plan, Combination.Negate, dy, GradientOf(1), "GradientB", "db = -dy") : dy];
}

/// <summary><c>y = a b</c>: <c>da = dy b</c>, <c>db = dy a</c>.</summary>
internal sealed class MultiplyLowering(AnalyzedLayer layer) : ElementwiseJoinLowering(layer)
{
    private Value[] _values = [];

    public override Value Forward(PlanBuilder plan, IReadOnlyList<Value> inputs)
    {
        _values = ToPixels(plan, inputs);
        return Combine(plan, Combination.Multiply, _values[0], Name, "", "y = a b", _values[1]);
    }

    public override IReadOnlyList<Value> Backward(PlanBuilder plan, Value dy, IReadOnlyList<bool> wanted) =>
    [
        wanted[0] ? Combine(plan, Combination.Multiply, dy, GradientOf(0), "GradientA", "da = dy b", _values[1]) : dy,
        wanted[1] ? Combine(plan, Combination.Multiply, dy, GradientOf(1), "GradientB", "db = dy a", _values[0]) : dy,
    ];
}

/// <summary><c>y = max(a, b)</c>: the larger one gets the gradient of y, and half of it each where they are equal.</summary>
internal sealed class MaximumLowering(AnalyzedLayer layer) : ElementwiseJoinLowering(layer)
{
    private Value[] _values = [];

    public override Value Forward(PlanBuilder plan, IReadOnlyList<Value> inputs)
    {
        _values = ToPixels(plan, inputs);
        return Combine(plan, Combination.Maximum, _values[0], Name, "", "y = the larger one of a and b", _values[1]);
    }

    public override IReadOnlyList<Value> Backward(PlanBuilder plan, Value dy, IReadOnlyList<bool> wanted) =>
    [
        wanted[0] ? Larger(plan, dy, 0) : dy,
        wanted[1] ? Larger(plan, dy, 1) : dy,
    ];

    private Value Larger(PlanBuilder plan, Value dy, int input)
    {
        (string own, string other) = input == 0 ? ("a", "b") : ("b", "a");
        return Combine(
            plan,
            Combination.MaximumGradient,
            dy,
            GradientOf(input),
            "Gradient" + own.ToUpperInvariant(),
            $"d{own} = dy where {own} is larger than {other}, half of it where they are equal",
            _values[input],
            _values[1 - input]);
    }
}
