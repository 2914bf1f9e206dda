using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Layers;

/// <summary>
/// Convolutions that make each output channel of the input channel of the same number: the lanes lie along the channels of x, of y and of the weights
/// alike, so that no value is broadcast and no sum is folded. The gradient of the input is such a convolution of dy.
/// </summary>
internal sealed class DepthwiseLowering(AnalyzedLayer layer) : LayerLowering(layer)
{
    private readonly ConvGeometry _geometry = layer.Geometry!.Value;
    private readonly TensorModel _weight = layer.Tensor("weight")!;
    private readonly TensorModel? _bias = layer.Tensor("bias");

    // Kept: the weight's gradient is made of it.
    private Value? _x;

    private int RowStride => DenseStorage.RoundUp(_weight.Shape[0]);

    private TapAxis Lines => TapAxis.Of(_geometry.KernelHeight, _geometry.StrideHeight, _geometry.PadHeight, _geometry.DilationHeight);

    private TapAxis Pixels => TapAxis.Of(_geometry.KernelWidth, _geometry.StrideWidth, _geometry.PadWidth, _geometry.DilationWidth);

    /// <summary>Whether a convolution is one of these. A single channel is left to <see cref="ConvLowering"/>, whose lanes may lie along the pixels.</summary>
    public static bool Takes(AnalyzedLayer layer)
    {
        int groups = layer.Geometry!.Value.Groups;
        return groups > 1 && groups == layer.Input.Dimensions[0] && groups == layer.Output.Dimensions[0];
    }

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        plan.NeedBorder(x, new Border(_geometry.PadHeight, _geometry.PadWidth));
        _x = x;
        if (plan.IsTraining)
        {
            plan.Keep(x);
        }

        Value y = plan.NewValue(Name, Layer.Output);
        Operand[] parameters = _bias is null ? [Parameter(_weight)] : [Parameter(_weight), Parameter(_bias)];
        plan.Add(new PlanBuilder.DraftStep(
            (at, functions) => new DepthwiseConvolution(
                at(x).Grid, at(y).Grid, Lines, Pixels, _geometry.KernelWidth, RowStride, _bias is not null, functions),
            parameters.Append(new Operand.Activation(x.Id)).Append(new Operand.Activation(y.Id)).ToEquatableArray(),
            [x.Id],
            y.Id,
            -1,
            Name,
            "",
            $"{Name}: y = W * x{(_bias is null ? "" : " + b")}, channel by channel, {Layer.Input} -> {Layer.Output}")
        {
            TakesFunctions = true,
            TakesGridFunctions = true,
        });
        return y;
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        Value x = _x!;
        AddParameterGradients(
            plan, _weight, _bias, x, dy, (input, gradient) => new DepthwiseWeightGradient(input, gradient, Lines, Pixels, RowStride), "dW += x * dy, channel by channel");
        if (!wantsInputGradient)
        {
            return dy;
        }

        Grid to = Grid.ChannelsLast(Layer.Input, default);
        NeedGradientBorder(plan, dy, _geometry);
        Value dx = plan.NewValue(Gradient(x.Name), Layer.Input);

        var phases = ConvTaps.Phases(_geometry, to);
        if (phases.RemoveAll(static phase => phase.Vertical.Count * phase.Horizontal.Count == 0) > 0)
        {
            AddInputGradientClear(plan, dx);
        }

        bool isWhole = _geometry is { StrideHeight: 1, StrideWidth: 1 };
        foreach ((int line, int pixel, ConvTaps vertical, ConvTaps horizontal) in phases)
        {
            string which = isWhole ? "" : $", pixels from ({line}, {pixel}) in steps of ({_geometry.StrideHeight}, {_geometry.StrideWidth})";
            plan.Add(new PlanBuilder.DraftStep(
                (at, functions) => new DepthwiseConvolution(
                    at(dy).Grid,
                    at(dx).Grid.EveryOther(line, pixel, _geometry.StrideHeight, _geometry.StrideWidth),
                    TapAxis.Of(vertical),
                    TapAxis.Of(horizontal),
                    _geometry.KernelWidth,
                    RowStride,
                    HasBias: false,
                    functions),
                EquatableArray.Of<Operand>(Parameter(_weight), new Operand.Activation(dy.Id), new Operand.Activation(dx.Id)),
                [dy.Id],
                dx.Id,
                -1,
                Name,
                "InputGradient" + (isWhole ? "" : $"From{line}{pixel}"),
                $"{Name}: dx = W turned around * dy, channel by channel, {Layer.Output} -> {Layer.Input}{which}")
            {
                // Only where all pixels are written at once.
                TakesFunctions = isWhole,
                TakesGridFunctions = isWhole,
            });
        }

        return dx;
    }
}
