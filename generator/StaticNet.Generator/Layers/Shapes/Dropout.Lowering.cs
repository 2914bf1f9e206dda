using System.Text;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record Dropout
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new DropoutLowering(layer, this);
}

/// <summary>Drops values at random in training, and does nothing in prediction.</summary>
internal sealed class DropoutLowering(AnalyzedLayer layer, Dropout dropout) : UnaryLowering(layer)
{
    private const double Hashes = 4294967296.0;

    public override Value Forward(PlanBuilder plan, Value x)
        => plan.IsTraining && dropout.Rate > 0 ? Mask(plan, ToPixels(plan, x), Name, "", $"{Name}: y = x mask / (1 - rate)") : x;

    // Nothing is kept: the mask is made again.
    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
        => wantsInputGradient && dropout.Rate > 0 ? Mask(plan, dy, InputGradient, "Gradient", $"{Name}: dx = dy mask / (1 - rate)") : dy;

    private Value Mask(PlanBuilder plan, Value x, ValueName name, string suffix, string comment)
    {
        Value y = plan.NewValue(name, x.Shape);
        plan.Add(new DraftStep(
            (at, _) => new DropoutKernel(at(x).Pixels, at(y).Pixels, (uint)(dropout.Rate * Hashes), (float)(1 / (1 - (double)dropout.Rate))),
            EquatableArray.Of<Operand>(new Operand.Activation(x.Id), new Operand.Activation(y.Id), new Operand.Mask(Hash(Name))),
            Name,
            suffix,
            comment));
        return y;
    }

    // FNV-1a of the name's UTF-8, in 32 bits: what tells the masks of layers apart, whatever layers come or go around them.
    private static uint Hash(string name)
    {
        uint hash = 2166136261;
        foreach (byte part in Encoding.UTF8.GetBytes(name))
        {
            hash = unchecked((hash ^ part) * 16777619);
        }

        return hash;
    }
}
