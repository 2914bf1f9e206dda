using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Layers;

/// <summary>
/// Convolutions of one and two dimensions, with groups, strides and dilation. Values lie pixel by pixel with a border of zeros as wide as the
/// padding, so that no kernel knows of edges; the caller's inputs are read as they lie where there is no padding.
/// </summary>
internal sealed class ConvLowering(AnalyzedLayer layer) : LayerLowering(layer)
{
    private readonly ConvGeometry _geometry = layer.Geometry!.Value;
    private readonly TensorModel _weight = layer.Tensor("weight")!;
    private readonly TensorModel? _bias = layer.Tensor("bias");

    // Kept: the weight's gradient is made of it.
    private Value? _x;

    private int RowStride => DenseStorage.RoundUp(_weight.Shape[0]);

    public override Value Forward(PlanBuilder plan, Value x)
    {
        var border = new Border(_geometry.PadHeight, _geometry.PadWidth);
        if (!border.IsNone)
        {
            x = ToBordered(plan, x);
            plan.NeedBorder(x, border);
        }

        _x = x;
        if (plan.IsTraining)
        {
            plan.Keep(x);
        }

        Value y = plan.NewValue(Name, Layer.Output);
        string comment = $"{Name}: y = W * x{(_bias is null ? "" : " + b")}, {Layer.Input} -> {Layer.Output}";
        if (plan.UsesWinograd && x.Layout.Order == ValueOrder.ChannelsLast && ConvolutionCost.PrefersWinograd(_geometry, Layer.Input, Layer.Output))
        {
            AddWinograd(plan, x, y, Parameter(_weight), _geometry, RowStride, _bias is null ? null : Parameter(_bias), "", comment);
            return y;
        }

        Operand[] parameters = _bias is null ? [Parameter(_weight)] : [Parameter(_weight), Parameter(_bias)];
        plan.Add(new PlanBuilder.DraftStep(
            (at, functions) => new Convolution(at(x).Grid, at(y).Grid, _geometry, RowStride, _bias is not null, functions),
            parameters.Append(new Operand.Activation(x.Id)).Append(new Operand.Activation(y.Id)).ToEquatableArray(),
            [x.Id],
            y.Id,
            -1,
            Name,
            "",
            comment)
        {
            TakesFunctions = true,
            TakesGridFunctions = true,
            Pool = PrefersPixelLanes(x) ? static kernel => (Convolution)kernel with { IsPooled = true } : null,
        });
        return y;
    }

    // What the kernel will be as far as it is known now: from pixel lanes the largest of a window is taken before they are brought into order.
    private bool PrefersPixelLanes(Value x)
        => x.Layout.Order == ValueOrder.ChannelsFirst
            && ConvolutionCost.PrefersPixelLanes(new Convolution(x.Grid, Grid.ChannelsLast(Layer.Output, default), _geometry, RowStride, _bias is not null, default));

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        Value x = _x!;
        AddParameterGradients(
            plan, _weight, _bias, x, dy, (input, gradient) => new ConvolutionWeightGradient(input, gradient, _geometry, RowStride), "dW += x * dy");
        if (!wantsInputGradient)
        {
            return dy;
        }

        Grid from = Grid.ChannelsLast(Layer.Output, default);
        Grid to = Grid.ChannelsLast(Layer.Input, default);
        ConvTaps.AssertFew(_geometry, to);
        NeedGradientBorder(plan, dy, _geometry);
        Value dx = plan.NewValue(Gradient(x.Name), Layer.Input);
        if (plan.UsesWinograd && ConvolutionCost.PrefersWinograd(_geometry, Layer.Output, Layer.Input))
        {
            AddWinogradGradient(plan, dy, dx, to.Channels, from.Channels);
            return dx;
        }

        if (ConvolutionCost.PrefersTransposedWeights(_geometry, to.Channels, from.Channels))
        {
            AddInputGradient(plan, dy, dx, to, from.Channels);
            return dx;
        }

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

    private void AddWinograd(
        PlanBuilder plan, Value x, Value y, Operand weights, ConvGeometry geometry, int rowStride, Operand? bias, string suffix, string comment)
    {
        Operand[] parameters = bias is null ? [new Operand.Work(), weights] : [new Operand.Work(), weights, bias];
        plan.Add(new PlanBuilder.DraftStep(
            (at, functions) => new WinogradConvolution(at(x).Grid, at(y).Grid, geometry.PadHeight, geometry.PadWidth, rowStride, bias is not null, functions),
            parameters.Append(new Operand.Activation(x.Id)).Append(new Operand.Activation(y.Id)).ToEquatableArray(),
            [x.Id],
            y.Id,
            -1,
            Name,
            suffix,
            comment)
        {
            TakesFunctions = true,
            TakesGridFunctions = true,
        });
    }

    // dx is a convolution of dy with the weights turned around and transposed.
    private void AddWinogradGradient(PlanBuilder plan, Value dy, Value dx, int inputs, int outputs)
    {
        int rowStride = DenseStorage.RoundUp(inputs);
        var taps = Enumerable.Range(0, _geometry.KernelHeight * _geometry.KernelWidth).Reverse().ToEquatableArray();
        ConvGeometry geometry = _geometry with { PadHeight = 2 - _geometry.PadHeight, PadWidth = 2 - _geometry.PadWidth };
        AddWinograd(
            plan,
            dy,
            dx,
            Transpose(plan, taps, inputs, outputs, rowStride),
            geometry,
            rowStride,
            null,
            "InputGradient",
            $"{Name}: dx = Wᵀ * dy, {Layer.Output} -> {Layer.Input}; x is dy, y is dx");
    }

    private Operand.Prepared Transpose(PlanBuilder plan, EquatableArray<int> taps, int inputs, int outputs, int rowStride)
        => plan.Prepare(taps.Count * outputs * rowStride, Name + "Transposed", operand => new KernelCall(
            new WeightTranspose(taps, inputs, outputs, RowStride, rowStride),
            EquatableArray.Of<Operand>(Parameter(_weight), operand),
            -1,
            Name,
            "Transpose",
            $"{Name}: Wᵀ, {new Shape(_weight.Shape)}"));

    // The pixels of dx that lie a stride apart meet the same positions of the kernel, so that they are a convolution of dy with these weights
    // transposed: as many convolutions as a stride has phases.
    private void AddInputGradient(PlanBuilder plan, Value dy, Value dx, Grid to, int outputs)
    {
        var phases = ConvTaps.Phases(_geometry, to);
        if (phases.Any(static phase => phase.Vertical.Count * phase.Horizontal.Count == 0))
        {
            AddInputGradientClear(plan, dx);
            phases.RemoveAll(static phase => phase.Vertical.Count * phase.Horizontal.Count == 0);
        }

        int rowStride = DenseStorage.RoundUp(to.Channels);
        var taps = phases.SelectMany(phase => Taps(phase.Vertical, phase.Horizontal)).ToEquatableArray();
        Operand.Prepared transposed = Transpose(plan, taps, to.Channels, outputs, rowStride);

        if (phases.Count > 1 && to.Height % _geometry.StrideHeight == 0 && to.Width % _geometry.StrideWidth == 0)
        {
            AddPhases(plan, dy, dx, phases, transposed, rowStride, outputs);
            return;
        }

        int offset = transposed.Offset;
        foreach ((int y, int x, ConvTaps vertical, ConvTaps horizontal) in phases)
        {
            var geometry = new ConvGeometry(
                vertical.Count,
                horizontal.Count,
                StrideHeight: 1,
                StrideWidth: 1,
                ((vertical.Count - 1) * vertical.OutputStep) - vertical.Start,
                ((horizontal.Count - 1) * horizontal.OutputStep) - horizontal.Start,
                vertical.OutputStep,
                horizontal.OutputStep);
            string which = phases.Count == 1 ? "" : $", pixels from ({y}, {x}) in steps of ({_geometry.StrideHeight}, {_geometry.StrideWidth})";
            plan.Add(new PlanBuilder.DraftStep(
                (at, functions) => new Convolution(
                    at(dy).Grid,
                    at(dx).Grid.EveryOther(y, x, _geometry.StrideHeight, _geometry.StrideWidth),
                    geometry,
                    rowStride,
                    HasBias: false,
                    functions),
                EquatableArray.Of<Operand>(transposed with { Offset = offset }, new Operand.Activation(dy.Id), new Operand.Activation(dx.Id)),
                [dy.Id],
                dx.Id,
                -1,
                Name,
                "InputGradient" + (phases.Count == 1 ? "" : $"From{y}{x}"),
                $"{Name}: dx = Wᵀ * dy, {Layer.Output} -> {Layer.Input}{which}; x is dy, y is dx")
            {
                // Only where all pixels are written at once.
                TakesFunctions = _geometry is { StrideHeight: 1, StrideWidth: 1 },
                TakesGridFunctions = _geometry is { StrideHeight: 1, StrideWidth: 1 },
            });
            offset += vertical.Count * horizontal.Count * outputs * rowStride;
        }
    }

    // Phases with the same number of pixels are one kernel.
    private void AddPhases(
        PlanBuilder plan,
        Value dy,
        Value dx,
        List<(int Y, int X, ConvTaps Vertical, ConvTaps Horizontal)> phases,
        Operand.Prepared transposed,
        int rowStride,
        int outputs)
        => plan.Add(new PlanBuilder.DraftStep(
            (at, _) =>
            {
                (Grid from, Grid to) = (at(dy).Grid, at(dx).Grid);
                var kernels = new List<ConvolutionPhase>();
                int weight = 0;
                foreach ((int y, int x, ConvTaps vertical, ConvTaps horizontal) in phases)
                {
                    kernels.Add(new ConvolutionPhase(
                        vertical.Count,
                        horizontal.Count,
                        ((vertical.Start - ((vertical.Count - 1) * vertical.OutputStep)) * from.LineStride)
                            + ((horizontal.Start - ((horizontal.Count - 1) * horizontal.OutputStep)) * from.PixelStride),
                        (y * to.LineStride) + (x * to.PixelStride),
                        weight));
                    weight += vertical.Count * horizontal.Count * outputs * rowStride;
                }

                var geometry = new ConvGeometry(1, 1, 1, 1, 0, 0, phases[0].Vertical.OutputStep, phases[0].Horizontal.OutputStep);
                return new Convolution(from, to.EveryOther(0, 0, _geometry.StrideHeight, _geometry.StrideWidth), geometry, rowStride, HasBias: false, default)
                {
                    Phases = kernels.ToEquatableArray(),
                };
            },
            EquatableArray.Of<Operand>(transposed, new Operand.Activation(dy.Id), new Operand.Activation(dx.Id)),
            [dy.Id],
            dx.Id,
            -1,
            Name,
            "InputGradient",
            $"{Name}: dx = Wᵀ * dy, {Layer.Output} -> {Layer.Input}, pixels a stride apart together; x is dy, y is dx"));

    // The positions of the kernel in the order of dy's pixels that they meet: from the last to the first.
    private IEnumerable<int> Taps(ConvTaps vertical, ConvTaps horizontal)
        => from y in Enumerable.Range(0, vertical.Count)
           from x in Enumerable.Range(0, horizontal.Count)
           select ((vertical.First + ((vertical.Count - 1 - y) * vertical.Step)) * _geometry.KernelWidth)
               + horizontal.First + ((horizontal.Count - 1 - x) * horizontal.Step);
}
