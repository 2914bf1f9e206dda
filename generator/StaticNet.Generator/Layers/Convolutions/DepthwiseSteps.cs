using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Layers;

/// <summary>
/// What <see cref="ConvSteps"/> has, of weights that make each output channel of the input channel of the same number: the lanes lie along the channels
/// of x, of y and of the weights alike, so that no value is broadcast and no sum is folded.
/// </summary>
internal abstract class DepthwiseSteps(AnalyzedLayer layer) : UnaryLowering(layer)
{
    protected ConvGeometry Geometry { get; } = layer.Geometry!.Value;

    protected TensorModel Weight { get; } = layer.Tensor("weight")!;

    protected TensorModel? Bias { get; } = layer.Tensor("bias");

    protected int RowStride => DenseStorage.RoundUp(Weight.Shape[0]);

    protected TapAxis Lines => TapAxis.Of(Geometry.KernelHeight, Geometry.StrideHeight, Geometry.PadTop, Geometry.DilationHeight);

    protected TapAxis Pixels => TapAxis.Of(Geometry.KernelWidth, Geometry.StrideWidth, Geometry.PadLeft, Geometry.DilationWidth);

    /// <summary>Whether a convolution is one of these. A single channel is left to <see cref="ConvSteps"/>, whose lanes may lie along the pixels.</summary>
    public static bool Takes(AnalyzedLayer layer)
    {
        int groups = layer.Geometry!.Value.Groups;
        return groups > 1 && groups == layer.Input.Dimensions[0] && groups == layer.Output.Dimensions[0];
    }

    /// <summary>Adds <c>y = W * x + b</c>.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="x">What the window moves over; it has the border that the padding asks for.</param>
    /// <param name="y">The result.</param>
    /// <param name="bias">The bias, if one is added.</param>
    /// <param name="suffix">What tells the step from the layer's others.</param>
    /// <param name="comment">The equation with its shapes.</param>
    protected void AddConvolution(PlanBuilder plan, Value x, Value y, TensorModel? bias, string suffix, string comment)
        => plan.Add(new DraftStep(
            (at, functions) => new DepthwiseConvolution(at(x).Grid, at(y).Grid, Lines, Pixels, Geometry.KernelWidth, RowStride, bias is not null, functions),
            Operands([Parameter(Weight), .. IfThere(bias, Parameter)], x, y),
            Name,
            suffix,
            comment)
        {
            TakesFunctions = true,
            TakesGridFunctions = true,
        });

    /// <summary>Whether <c>Wᵀ * x + b</c> is computed by kernels that add a bias themselves.</summary>
    /// <param name="y">The shape of the result.</param>
    protected bool TransposedTakesBias(Shape y)
        => ConvTaps.Phases(Geometry, Grid.ChannelsLast(y, default)).All(static phase => phase.Vertical.Count * phase.Horizontal.Count > 0);

    /// <summary>Adds <c>y = Wᵀ * x</c>, a convolution with the kernel turned around, and a bias where <see cref="TransposedTakesBias"/> says so.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="x">Pixels of the convolution's output.</param>
    /// <param name="y">The result: of the shape that the convolution's window moves over.</param>
    /// <param name="bias">The bias, if one is added.</param>
    /// <param name="suffix">What tells the steps from the layer's others.</param>
    /// <param name="comment">The equation with its shapes.</param>
    protected void AddTransposed(PlanBuilder plan, Value x, Value y, TensorModel? bias, string suffix, string comment)
    {
        Grid to = Grid.ChannelsLast(y.Shape, default);
        NeedGradientBorder(plan, x, y.Shape, Geometry);
        var phases = ConvTaps.Phases(Geometry, to);
        if (phases.RemoveAll(static phase => phase.Vertical.Count * phase.Horizontal.Count == 0) > 0)
        {
            AddClear(plan, y, suffix);
        }

        bool isWhole = Geometry is { StrideHeight: 1, StrideWidth: 1 };
        foreach ((int line, int pixel, ConvTaps vertical, ConvTaps horizontal) in phases)
        {
            string which = isWhole ? "" : $", pixels from ({line}, {pixel}) in steps of ({Geometry.StrideHeight}, {Geometry.StrideWidth})";
            plan.Add(new DraftStep(
                (at, functions) => new DepthwiseConvolution(
                    at(x).Grid,
                    at(y).Grid.EveryOther(line, pixel, Geometry.StrideHeight, Geometry.StrideWidth),
                    TapAxis.Of(vertical),
                    TapAxis.Of(horizontal),
                    Geometry.KernelWidth,
                    RowStride,
                    bias is not null,
                    functions),
                Operands([Parameter(Weight), .. IfThere(bias, Parameter)], x, y),
                Name,
                suffix + (isWhole ? "" : $"From{line}{pixel}"),
                comment + which)
            {
                // Only where all pixels are written at once.
                TakesFunctions = isWhole,
                TakesGridFunctions = isWhole,
            });
        }
    }
}
