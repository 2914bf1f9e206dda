using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Passes;

/// <summary>
/// How a layer becomes kernels: its forward rule and, directly below it, its backward rule. A rule is made for one layer and one pass
/// and remembers between the two what backward reads.
/// </summary>
internal abstract class LayerLowering(AnalyzedLayer layer)
{
    protected AnalyzedLayer Layer { get; } = layer;

    protected string Name => Layer.Name;

    /// <summary>Adds the kernels of the forward pass.</summary>
    /// <param name="plan">The pass.</param>
    /// <param name="inputs">What the layer reads.</param>
    /// <returns>The layer's output.</returns>
    public abstract Value Forward(PlanBuilder plan, IReadOnlyList<Value> inputs);

    /// <summary>Adds the kernels of the backward pass.</summary>
    /// <param name="plan">The pass, after all forward rules and the loss.</param>
    /// <param name="dy">The gradient of the loss with respect to the layer's output.</param>
    /// <param name="wanted">For each input whether its gradient is wanted.</param>
    /// <returns>For each input the gradient with respect to it; anything where it is not wanted.</returns>
    public abstract IReadOnlyList<Value> Backward(PlanBuilder plan, Value dy, IReadOnlyList<bool> wanted);

    /// <summary>A value as most kernels take it, a row or channels last: where its channels lie first, they are put last.</summary>
    public Value ToPixels(PlanBuilder plan, Value x)
        => x.Layout.Order == ValueOrder.ChannelsFirst
            ? Reorder(plan, x, plan.NewValue("pixels", x.Shape), "Inputs", $"{Name}: its inputs, pixel after pixel, {x.Shape}")
            : x;

    /// <summary>A value with room for a border: the caller's inputs are put there, still channel by channel, as convolutions take them.</summary>
    protected Value ToBordered(PlanBuilder plan, Value x)
        => x.Home == Home.Inputs
            ? Reorder(plan, x, plan.NewPlanes("planes", x.Shape), "Inputs", $"{Name}: its inputs with a border, {x.Shape}")
            : x;

    /// <summary>A value as a row of channels-first order: the caller's inputs are one as they lie, others are put into that order.</summary>
    protected Value ToRow(PlanBuilder plan, Value x, string name)
        => x.Layout.Order == ValueOrder.Row ? x
            : x.Id == plan.Inputs.Id ? plan.InputsAsRow()
            : Reorder(plan, x, plan.NewValue(name, Shape.Of(x.Length)), "", $"{Name}: y = x as one row, channel after channel, {x.Shape} -> {Shape.Of(x.Length)}");

    /// <summary>Adds a copy of the values in the order of y, where a row stands for the channels-first order of the other side.</summary>
    protected Value Reorder(PlanBuilder plan, Value x, Value y, string suffix, string comment)
        => Map(plan, x, y, (from, to) => new Relayout(AsGrid(from, y.Shape), AsGrid(to, x.Shape)), suffix, comment);

    /// <summary>Adds a step that makes one value of another, in memory of its own.</summary>
    /// <returns>The value that is made.</returns>
    protected Value Map(PlanBuilder plan, Value x, Value y, Func<Value, Value, Kernel> kernel, string suffix, string comment)
    {
        plan.Add(new DraftStep(
            (at, _) => kernel(at(x), at(y)),
            EquatableArray.Of<Operand>(new Operand.Activation(x.Id), new Operand.Activation(y.Id)),
            Name,
            suffix,
            comment));
        return y;
    }

    /// <summary>Adds the gradients of the layer's output that two of its readers give.</summary>
    public Value SumGradients(PlanBuilder plan, Value a, Value b)
        => Sum(plan, a, b, Gradient(Name), Name, "GradientSum", $"{Name}: dy = the sum of its readers' gradients, {a.Shape}");

    /// <summary>Adds the gradients of the network's inputs that two of their readers give.</summary>
    public static Value SumInputGradients(PlanBuilder plan, Value a, Value b)
        => Sum(plan, a, b, "dInputs", "inputs", "GradientSum", $"inputs: dx = the sum of their readers' gradients, {a.Shape}");

    /// <summary>Adds <c>a + b</c>, which is fused into the store of a, or of b, where that can be.</summary>
    protected static Value Sum(PlanBuilder plan, Value a, Value b, ValueName name, string layer, string suffix, string comment)
        => plan.Apply(a, DraftFunction.Add(b, name, comment), null, layer, suffix, comment, others: (b, DraftFunction.Add(a, name, comment)));

    /// <summary>Adds <c>y = x + b</c>, channel by channel: a convolution of no taps, whose sum is the bias, and x is added to that.</summary>
    /// <returns>y.</returns>
    protected Value AddBias(PlanBuilder plan, Value x, TensorModel bias)
    {
        Value y = plan.NewValue(Name, x.Shape);
        TapAxis one = new(Count: 1, Stride: 1, Start: 0, Step: 1, WeightStart: 0, WeightStep: 1);
        TapAxis none = new(Count: 0, Stride: 1, Start: 0, Step: 0, WeightStart: 0, WeightStep: 0);
        string comment = $"{Name}: y = x + b, {x.Shape}";
        var sum = DraftFunction.Add(x, Name, comment);
        plan.Add(new DraftStep(
            (at, functions) => new DepthwiseConvolution(at(x).Grid, at(y).Grid, one, none, KernelWidth: 0, RowStride: 0, HasBias: true, functions),
            Operands([Parameter(bias), Parameter(bias)], x, y, x),
            Name,
            "Bias",
            comment)
        {
            Functions = EquatableArray.Of(sum),
            TakesFunctions = true,
            TakesGridFunctions = true,
        });
        return y;
    }

    /// <summary>Adds what a convolution's weights and bias get of the gradient.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="weight">The weights.</param>
    /// <param name="bias">The bias, if there is one.</param>
    /// <param name="x">The layer's input.</param>
    /// <param name="dy">The gradient of its output.</param>
    /// <param name="kernel">Makes the kernel for the weights from where x and dy lie.</param>
    /// <param name="equation">What it computes.</param>
    protected void AddParameterGradients(PlanBuilder plan, TensorModel weight, TensorModel? bias, Value x, Value dy, Func<Grid, Grid, Kernel> kernel, string equation)
    {
        plan.Add(new DraftStep(
            (at, _) => kernel(at(x).Grid, at(dy).Grid),
            EquatableArray.Of<Operand>(ParameterGradient(weight), new Operand.Activation(x.Id), new Operand.Activation(dy.Id)),
            Name,
            "WeightGradient",
            $"{Name}: {equation}, {new Shape(weight.Shape)}"));
        if (bias is not null)
        {
            AddBiasGradient(plan, bias, dy);
        }
    }

    /// <summary>Asks for the border around dy that the gradient of a convolution's input reads.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="dy">The gradient of the convolution's output.</param>
    /// <param name="input">The shape of its input.</param>
    /// <param name="g">Its geometry.</param>
    protected static void NeedGradientBorder(PlanBuilder plan, Value dy, Shape input, ConvGeometry g)
    {
        Grid from = Grid.ChannelsLast(dy.Shape, default);
        Grid to = Grid.ChannelsLast(input, default);
        plan.NeedBorder(dy, new Border(
            ConvTaps.Border(to.Height, from.Height, g.KernelHeight, g.StrideHeight, g.PadTop, g.DilationHeight),
            ConvTaps.Border(to.Width, from.Width, g.KernelWidth, g.StrideWidth, g.PadLeft, g.DilationWidth)));
    }

    /// <summary>Adds <c>db += sum of dy</c> over all pixels.</summary>
    protected void AddBiasGradient(PlanBuilder plan, TensorModel bias, Value dy)
        => plan.Add(new DraftStep(
            (at, _) => new PixelSum(at(dy).Grid),
            EquatableArray.Of<Operand>(ParameterGradient(bias), new Operand.Activation(dy.Id)),
            Name,
            "BiasGradient",
            $"{Name}: db += sum of dy, {new Shape(bias.Shape)}"));

    /// <summary>Sets a value to zero, of which a stride leaves pixels out.</summary>
    protected void AddClear(PlanBuilder plan, Value y, string suffix)
        => plan.Add(new DraftStep(
            (at, _) => new Clear(at(y).Size),
            EquatableArray.Of<Operand>(new Operand.Activation(y.Id)),
            Name,
            suffix + "Clear",
            $"{Name}: zeros where the stride leaves pixels out"));

    private static Grid AsGrid(Value value, Shape other)
        => value.Layout.Order == ValueOrder.Row ? Grid.ChannelsFirst(other, value.Row.Stride) : value.Grid;

    /// <summary>A tensor of the layer as an operand of a forward kernel.</summary>
    protected Operand Parameter(TensorModel tensor) => new Operand.Parameter(tensor.Owner ?? Name, tensor.Name);

    /// <summary>The gradient of a tensor of the layer as an operand of a backward kernel.</summary>
    protected Operand ParameterGradient(TensorModel tensor) => new Operand.Gradient(tensor.Owner ?? Name, tensor.Name);

    /// <summary>The operand of a tensor that some layers of a kind go without.</summary>
    protected static Operand[] IfThere(TensorModel? tensor, Func<TensorModel, Operand> operand) => tensor is null ? [] : [operand(tensor)];

    /// <summary>Tensors, and then values.</summary>
    protected static EquatableArray<Operand> Operands(Operand[] tensors, params Value[] values)
        => tensors.Concat(values.Select(static value => new Operand.Activation(value.Id))).ToEquatableArray();

    /// <summary>The name of the gradient of the layer's input, where no layer before it names it.</summary>
    protected ValueName InputGradient => new(Gradient(Name) + "In", Gradient(Name));

    /// <summary>The name of a gradient, as generated code spells it: <c>dDense1</c>.</summary>
    protected static string Gradient(string name) => "d" + Naming.Pascal(name);
}
