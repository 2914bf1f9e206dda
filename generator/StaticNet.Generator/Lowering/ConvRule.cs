using System.Linq;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Lowering;

/// <summary>
/// Convolutions of one and two dimensions, with groups, strides and dilation. Values lie pixel by pixel with a border of zeros as wide as the
/// padding, so that no kernel knows of edges; the caller's inputs are read as they lie where there is no padding.
/// </summary>
internal sealed class ConvRule(AnalyzedLayer layer) : LayerRule(layer)
{
    private readonly ConvGeometry _geometry = layer.Geometry!.Value;
    private readonly TensorModel _weight = layer.Tensor("weight")!;
    private readonly TensorModel? _bias = layer.Tensor("bias");

    // Kept: the weight's gradient is made of it.
    private Value? _x;

    private int RowStride => Analysis.DenseStorage.RoundUp(_weight.Shape[0]);

    public override Value Forward(PlanBuilder plan, Value x)
    {
        var border = new Border(_geometry.PadHeight, _geometry.PadWidth);
        if (!border.IsNone)
        {
            x = ToGrid(plan, x);
            plan.NeedBorder(x, border);
        }

        _x = x;
        if (plan.IsTraining)
        {
            plan.Keep(x);
        }

        Value y = plan.NewValue(Name, Layer.Output);
        Operand[] parameters = _bias is null ? [Parameter(_weight)] : [Parameter(_weight), Parameter(_bias)];
        plan.Add(new PlanBuilder.DraftStep(
            (at, functions) => new Convolution(at(x).Grid, at(y).Grid, _geometry, RowStride, _bias is not null, functions),
            parameters.Append(new Operand.Activation(x.Id)).Append(new Operand.Activation(y.Id)).ToEquatableArray(),
            [x.Id],
            y.Id,
            -1,
            Name,
            "",
            $"{Name}: y = W * x{(_bias is null ? "" : " + b")}, {Layer.Input} -> {Layer.Output}")
        {
            TakesFunctions = true,
            TakesGridFunctions = true,
        });
        return y;
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        Value x = _x!;
        plan.Add(new PlanBuilder.DraftStep(
            (at, _) => new ConvolutionWeightGradient(at(x).Grid, at(dy).Grid, _geometry, RowStride),
            EquatableArray.Of<Operand>(ParameterGradient(_weight), new Operand.Activation(x.Id), new Operand.Activation(dy.Id)),
            [x.Id, dy.Id],
            -1,
            -1,
            Name,
            "WeightGradient",
            $"{Name}: dW += x * dy, {new Shape(_weight.Shape)}"));
        if (_bias is not null)
        {
            plan.Add(new PlanBuilder.DraftStep(
                (at, _) => new PixelSum(at(dy).Grid),
                EquatableArray.Of<Operand>(ParameterGradient(_bias), new Operand.Activation(dy.Id)),
                [dy.Id],
                -1,
                -1,
                Name,
                "BiasGradient",
                $"{Name}: db += sum of dy, {new Shape(_bias.Shape)}"));
        }

        if (!wantsInputGradient)
        {
            return dy;
        }

        Grid from = Grid.ChannelsLast(Layer.Output, default);
        Grid to = Grid.ChannelsLast(Layer.Input, default);
        plan.NeedBorder(dy, new Border(
            ConvTaps.Border(to.Height, from.Height, _geometry.KernelHeight, _geometry.StrideHeight, _geometry.PadHeight, _geometry.DilationHeight),
            ConvTaps.Border(to.Width, from.Width, _geometry.KernelWidth, _geometry.StrideWidth, _geometry.PadWidth, _geometry.DilationWidth)));
        Value dx = plan.NewValue(Gradient(x.Name), Layer.Input);
        plan.Add(new PlanBuilder.DraftStep(
            (at, _) => new ConvolutionInputGradient(at(dy).Grid, at(dx).Grid, _geometry, RowStride),
            EquatableArray.Of<Operand>(Parameter(_weight), new Operand.Activation(dy.Id), new Operand.Activation(dx.Id)),
            [dy.Id],
            dx.Id,
            -1,
            Name,
            "InputGradient",
            $"{Name}: dx = Wᵀ * dy, {Layer.Output} -> {Layer.Input}"));
        return dx;
    }
}
