using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Layers;

/// <summary>
/// The two products of a convolution's weights, <c>W * x</c> and its transpose <c>Wᵀ * x</c>, of one and two dimensions, with groups, strides and
/// dilation. A convolution is the first and has the second as the gradient of its input; of a transposed convolution it is the other way round.
/// Values lie pixel by pixel with a border of zeros, so that no kernel knows of edges.
/// </summary>
internal abstract class ConvSteps(AnalyzedLayer layer) : UnaryLowering(layer)
{
    protected ConvGeometry Geometry { get; } = layer.Geometry!.Value;

    protected TensorModel Weight { get; } = layer.Tensor("weight")!;

    protected TensorModel? Bias { get; } = layer.Tensor("bias");

    protected int RowStride => DenseStorage.RoundUp(Weight.Shape[0]);

    /// <summary>Adds <c>y = W * x + b</c>.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="x">What the window moves over; it has the border that the padding asks for.</param>
    /// <param name="y">The result.</param>
    /// <param name="bias">The bias, if one is added.</param>
    /// <param name="suffix">What tells the step from the layer's others.</param>
    /// <param name="comment">The equation with its shapes.</param>
    protected void AddConvolution(PlanBuilder plan, Value x, Value y, TensorModel? bias, string suffix, string comment)
    {
        if (plan.UsesWinograd && x.Layout.Order == ValueOrder.ChannelsLast && ConvolutionCost.PrefersWinograd(Geometry, x.Shape, y.Shape))
        {
            AddWinograd(plan, x, y, Parameter(Weight), Geometry, RowStride, bias, suffix, comment);
            return;
        }

        plan.Add(new DraftStep(
            (at, functions) => new Convolution(at(x).Grid, at(y).Grid, Geometry, RowStride, bias is not null, functions),
            Operands([Parameter(Weight), .. IfThere(bias, Parameter)], x, y),
            Name,
            suffix,
            comment)
        {
            TakesFunctions = true,
            TakesGridFunctions = true,
            Pool = PrefersPixelLanes(x, y, bias) ? static kernel => (Convolution)kernel with { IsPooled = true } : null,
        });
    }

    // What the kernel will be as far as it is known now: from pixel lanes the largest of a window is taken before they are brought into order.
    private bool PrefersPixelLanes(Value x, Value y, TensorModel? bias)
        => x.Layout.Order == ValueOrder.ChannelsFirst
            && ConvolutionCost.PrefersPixelLanes(new Convolution(x.Grid, Grid.ChannelsLast(y.Shape, default), Geometry, RowStride, bias is not null, default));

    /// <summary>Whether <c>Wᵀ * x + b</c> is computed by kernels that add a bias themselves.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="x">What it is computed of.</param>
    /// <param name="y">The shape of the result.</param>
    protected bool TransposedTakesBias(PlanBuilder plan, Shape x, Shape y)
        => (plan.UsesWinograd && ConvolutionCost.PrefersWinograd(Geometry, x, y))
            || (ConvolutionCost.PrefersTransposedWeights(Geometry, y.Dimensions[0], x.Dimensions[0])
                && ConvTaps.Phases(Geometry, Grid.ChannelsLast(y, default)).All(static phase => phase.Vertical.Count * phase.Horizontal.Count > 0));

    /// <summary>Adds <c>y = Wᵀ * x</c>, and a bias where <see cref="TransposedTakesBias"/> says so.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="x">Pixels of the channels that the convolution makes.</param>
    /// <param name="y">The result: of the shape that the convolution's window moves over.</param>
    /// <param name="bias">The bias, if one is added.</param>
    /// <param name="suffix">What tells the steps from the layer's others.</param>
    /// <param name="comment">The equation with its shapes.</param>
    /// <param name="names">What the comment says x and y are, where a kernel calls them so; empty where they are called so anyway.</param>
    /// <param name="namesOfGradient">The same where a kernel calls x dy and y dx.</param>
    protected void AddTransposed(PlanBuilder plan, Value x, Value y, TensorModel? bias, string suffix, string comment, string names, string namesOfGradient)
    {
        Grid to = Grid.ChannelsLast(y.Shape, default);
        int inputs = to.Channels;
        int outputs = x.Shape.Dimensions[0];
        ConvTaps.AssertFew(Geometry, to);
        NeedGradientBorder(plan, x, y.Shape, Geometry);
        if (plan.UsesWinograd && ConvolutionCost.PrefersWinograd(Geometry, x.Shape, y.Shape))
        {
            // A convolution with the weights turned around and transposed.
            var taps = Enumerable.Range(0, Geometry.KernelHeight * Geometry.KernelWidth).Reverse().ToEquatableArray();
            int rowStride = DenseStorage.RoundUp(inputs);
            ConvGeometry turned = Geometry with { PadTop = 2 - Geometry.PadTop, PadLeft = 2 - Geometry.PadLeft };
            AddWinograd(plan, x, y, Transpose(plan, taps, inputs, outputs, rowStride), turned, rowStride, bias, suffix, comment + names);
            return;
        }

        if (ConvolutionCost.PrefersTransposedWeights(Geometry, inputs, outputs))
        {
            AddPhases(plan, x, y, to, outputs, bias, suffix, comment, names);
            return;
        }

        plan.Add(new DraftStep(
            (at, _) => new ConvolutionInputGradient(at(x).Grid, at(y).Grid, Geometry, RowStride),
            Operands([Parameter(Weight)], x, y),
            Name,
            suffix,
            comment + namesOfGradient));
    }

    private void AddWinograd(
        PlanBuilder plan, Value x, Value y, Operand weights, ConvGeometry geometry, int rowStride, TensorModel? bias, string suffix, string comment)
        => plan.Add(new DraftStep(
            (at, functions) => new WinogradConvolution(at(x).Grid, at(y).Grid, geometry.PadTop, geometry.PadLeft, rowStride, bias is not null, functions),
            Operands([new Operand.Work(), weights, .. IfThere(bias, Parameter)], x, y),
            Name,
            suffix,
            comment)
        {
            TakesFunctions = true,
            TakesGridFunctions = true,
        });

    private Operand.Prepared Transpose(PlanBuilder plan, EquatableArray<int> taps, int inputs, int outputs, int rowStride)
        => plan.Prepare(taps.Count * outputs * rowStride, Name + "Transposed", operand => new KernelCall(
            new WeightTranspose(taps, inputs, outputs, RowStride, rowStride),
            EquatableArray.Of<Operand>(Parameter(Weight), operand),
            Name,
            "Transpose",
            $"{Name}: Wᵀ, {new Shape(Weight.Shape)}"));

    // The pixels of y that lie a stride apart meet the same positions of the kernel, so that they are a convolution of x with these weights
    // transposed: as many convolutions as a stride has phases.
    private void AddPhases(
        PlanBuilder plan, Value x, Value y, Grid to, int outputs, TensorModel? bias, string suffix, string comment, string names)
    {
        var phases = ConvTaps.Phases(Geometry, to);
        if (phases.Any(static phase => phase.Vertical.Count * phase.Horizontal.Count == 0))
        {
            AddClear(plan, y, suffix);
            phases.RemoveAll(static phase => phase.Vertical.Count * phase.Horizontal.Count == 0);
        }

        int rowStride = DenseStorage.RoundUp(to.Channels);
        var taps = phases.SelectMany(phase => Taps(phase.Vertical, phase.Horizontal)).ToEquatableArray();
        Operand.Prepared transposed = Transpose(plan, taps, to.Channels, outputs, rowStride);

        // The kernel of several phases adds no bias.
        if (phases.Count > 1 && bias is null && to.Height % Geometry.StrideHeight == 0 && to.Width % Geometry.StrideWidth == 0)
        {
            AddTogether(plan, x, y, phases, transposed, rowStride, outputs, suffix, comment + ", pixels a stride apart together" + names);
            return;
        }

        int offset = transposed.Offset;
        foreach ((int line, int pixel, ConvTaps vertical, ConvTaps horizontal) in phases)
        {
            var geometry = new ConvGeometry(
                vertical.Count,
                horizontal.Count,
                StrideHeight: 1,
                StrideWidth: 1,
                PadTop: ((vertical.Count - 1) * vertical.OutputStep) - vertical.Start,
                PadLeft: ((horizontal.Count - 1) * horizontal.OutputStep) - horizontal.Start,
                DilationHeight: vertical.OutputStep,
                DilationWidth: horizontal.OutputStep);
            string which = phases.Count == 1 ? "" : $", pixels from ({line}, {pixel}) in steps of ({Geometry.StrideHeight}, {Geometry.StrideWidth})";
            plan.Add(new DraftStep(
                (at, functions) => new Convolution(
                    at(x).Grid,
                    at(y).Grid.EveryOther(line, pixel, Geometry.StrideHeight, Geometry.StrideWidth),
                    geometry,
                    rowStride,
                    bias is not null,
                    functions),
                Operands([transposed with { Offset = offset }, .. IfThere(bias, Parameter)], x, y),
                Name,
                suffix + (phases.Count == 1 ? "" : $"From{line}{pixel}"),
                comment + which + names)
            {
                // Only where all pixels are written at once.
                TakesFunctions = Geometry is { StrideHeight: 1, StrideWidth: 1 },
                TakesGridFunctions = Geometry is { StrideHeight: 1, StrideWidth: 1 },
            });
            offset += vertical.Count * horizontal.Count * outputs * rowStride;
        }
    }

    // Phases with the same number of pixels are one kernel.
    private void AddTogether(
        PlanBuilder plan,
        Value x,
        Value y,
        List<(int Line, int Pixel, ConvTaps Vertical, ConvTaps Horizontal)> phases,
        Operand.Prepared transposed,
        int rowStride,
        int outputs,
        string suffix,
        string comment)
        => plan.Add(new DraftStep(
            (at, _) =>
            {
                (Grid from, Grid to) = (at(x).Grid, at(y).Grid);
                var kernels = new List<ConvolutionPhase>();
                int weight = 0;
                foreach ((int line, int pixel, ConvTaps vertical, ConvTaps horizontal) in phases)
                {
                    kernels.Add(new ConvolutionPhase(
                        vertical.Count,
                        horizontal.Count,
                        ((vertical.Start - ((vertical.Count - 1) * vertical.OutputStep)) * from.LineStride)
                            + ((horizontal.Start - ((horizontal.Count - 1) * horizontal.OutputStep)) * from.PixelStride),
                        (line * to.LineStride) + (pixel * to.PixelStride),
                        weight));
                    weight += vertical.Count * horizontal.Count * outputs * rowStride;
                }

                var geometry = new ConvGeometry(1, 1, 1, 1, 0, 0, DilationHeight: phases[0].Vertical.OutputStep, DilationWidth: phases[0].Horizontal.OutputStep);
                return new Convolution(from, to.EveryOther(0, 0, Geometry.StrideHeight, Geometry.StrideWidth), geometry, rowStride, HasBias: false, default)
                {
                    Phases = kernels.ToEquatableArray(),
                };
            },
            Operands([transposed], x, y),
            Name,
            suffix,
            comment));

    // The positions of the kernel in the order of x's pixels that they meet: from the last to the first.
    private IEnumerable<int> Taps(ConvTaps vertical, ConvTaps horizontal)
        => from y in Enumerable.Range(0, vertical.Count)
           from x in Enumerable.Range(0, horizontal.Count)
           select ((vertical.First + ((vertical.Count - 1 - y) * vertical.Step)) * Geometry.KernelWidth)
               + horizontal.First + ((horizontal.Count - 1 - x) * horizontal.Step);
}
