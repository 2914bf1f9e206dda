using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

/// <summary>
/// <c>y = x g</c> or <c>y = x + g</c> with a number g for each channel: <c>dx = dy g</c>, <c>dg = the sum over the pixels of dy x</c>; of a sum, dy itself and the sum of dy.
/// </summary>
/// <param name="layer">The layer.</param>
/// <param name="combination">A product or a sum.</param>
/// <param name="image">Which of its two inputs has the pixels.</param>
internal sealed class ChannelLowering(AnalyzedLayer layer, Combination combination, int image) : LayerLowering(layer)
{
    private readonly bool _isProduct = combination == Combination.Multiply;
    private readonly (char Image, char Numbers) _letters = image == 0 ? ('a', 'b') : ('b', 'a');
    private Value? _x;
    private Value? _g;

    /// <summary>The lowering of two values of which one has a number for each channel of the other; null for others.</summary>
    public static LayerLowering? Of(AnalyzedLayer layer, Combination combination)
        => layer.InputShapes.Count != 2 ? null
            : Layers.Join.AreChannels(layer.InputShapes[1], layer.InputShapes[0]) ? new ChannelLowering(layer, combination, image: 0)
            : Layers.Join.AreChannels(layer.InputShapes[0], layer.InputShapes[1]) ? new ChannelLowering(layer, combination, image: 1)
            : null;

    public override Value Forward(PlanBuilder plan, IReadOnlyList<Value> inputs)
    {
        (_x, _g) = (ToPixels(plan, inputs[image]), ToPixels(plan, inputs[1 - image]));
        string equation = _isProduct ? "a b" : "a + b";
        return Combine(plan, _x, _g, plan.NewValue(Name, Layer.Output), "", $"{Name}: y = {equation}, {_letters.Numbers} a number for each channel, {Layer.Output}");
    }

    public override IReadOnlyList<Value> Backward(PlanBuilder plan, Value dy, IReadOnlyList<bool> wanted)
    {
        (Value x, Value g) = (_x!, _g!);
        Value[] gradients = [dy, dy];
        if (wanted[image] && _isProduct)
        {
            gradients[image] = Combine(plan, dy, g, plan.NewValue(GradientOf(image), x.Shape), "GradientOfPixels", $"{Name}: d{_letters.Image} = dy {_letters.Numbers}, {Layer.Output}");
        }

        if (wanted[1 - image])
        {
            Value dg = plan.NewValue(GradientOf(1 - image), g.Shape);
            string comment = $"{Name}: d{_letters.Numbers} = sum over the pixels of dy{(_isProduct ? " " + _letters.Image : "")}, {Layer.Output} -> {g.Shape}";
            gradients[1 - image] = _isProduct
                ? Join(plan, [dy, x, dg], at => new ChannelDot(at(dy).Grid, at(x).Grid, at(dg).Grid), "GradientOfChannels", comment)
                : Join(plan, [dy, dg], at => new ChannelSum(at(dy).Grid, at(dg).Grid), "GradientOfChannels", comment);
        }

        return gradients;
    }

    // The last of the values is what the step makes.
    private Value Join(PlanBuilder plan, Value[] values, Func<Func<Value, Value>, Kernel> kernel, string suffix, string comment)
    {
        plan.Add(new DraftStep((at, _) => kernel(at), values.Select(static value => (Operand)new Operand.Activation(value.Id)).ToEquatableArray(), Name, suffix, comment));
        return values[values.Length - 1];
    }

    private string GradientOf(int input) => Gradient(Name) + (input == 0 ? "A" : "B");

    private Value Combine(PlanBuilder plan, Value x, Value g, Value y, string suffix, string comment)
        => Join(plan, [x, g, y], at => new ChannelCombine(combination, at(x).Grid, at(g).Grid, at(y).Grid), suffix, comment);
}
