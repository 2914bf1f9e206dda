using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Layers;

/// <summary>
/// What all convolutions have in common. <c>weight</c> of shape <c>[out, in/groups, kernelHeight, kernelWidth]</c>, of a sequence
/// <c>[out, in/groups, kernel]</c>, and <c>bias</c> of shape <c>[out]</c>; in/groups * kernelHeight * kernelWidth multiply-adds an output.
/// </summary>
internal abstract partial record ConvLayer(Sliding Sliding, bool Bias) : SimpleLayer
{
    /// <summary>All convolutions count together.</summary>
    public override string Word => "conv";

    public override string Equation => Bias ? "y = W * x + b" : "y = W * x";

    /// <summary>Finds out about a convolution whose arguments are in range.</summary>
    /// <param name="layer">Its kind.</param>
    /// <param name="declared">Its window; the padding as declared by numbers.</param>
    /// <param name="input">What it moves over.</param>
    /// <param name="channels">The output channels.</param>
    /// <param name="context">Its place.</param>
    protected LayerFacts Infer(
        string layer, ConvGeometry declared, Image input, long channels, LayerContext context)
    {
        ConvGeometry window = Sliding.Padding == PaddingMode.Same ? SamePadding.Resolve(layer, declared, input, channels, context) : declared;
        Image output = SlidingWindow.Slide(layer, window, input, channels, context);
        CheckGroups(layer, window.Groups, input, output, context);

        int groupInputs = Math.Max(input.Channels / window.Groups, 1);
        EquatableArray<TensorModel> tensors = Tensors(layer, window, groupInputs, output.Channels, Bias ? output.Channels : 0, input.IsSequence, context);
        long perOutput = tensors.Count == 0 ? 0 : (long)groupInputs * window.KernelHeight * window.KernelWidth;
        return new LayerFacts(output.Shape, tensors, output.Shape.Length * perOutput, SlidingWindow.See(window, groupInputs, input, context))
        {
            IsOutputKnown = output.IsKnown,
            Geometry = window.Within(input.Height, input.Width),
        };
    }

    /// <summary>Reports groups that do not divide the channels on both sides.</summary>
    internal static void CheckGroups(string layer, int groups, Image input, Image output, LayerContext context)
    {
        bool dividesInput = input.Channels % groups == 0;
        bool dividesOutput = output.Channels % groups == 0;
        if (!output.IsKnown || (dividesInput && dividesOutput))
        {
            return;
        }

        int suggestion = Divisors.LargestCommon(input.Channels, output.Channels, groups);
        string indivisible =
            dividesOutput ? $"{Text(input.Channels)} input channels"
            : dividesInput ? $"{Text(output.Channels)} output channels"
            : $"{Text(input.Channels)} input and {Text(output.Channels)} output channels";
        context.Report(
            DiagnosticIds.IndivisibleChannels, layer, output.Shape.ToString(), input.Shape.ToString(), Text(groups), indivisible, Text(suggestion));
    }

    /// <summary>The weight and the bias.</summary>
    /// <param name="layer">The layer's kind.</param>
    /// <param name="window">The window.</param>
    /// <param name="groupInputs">The channels of a group that the window sees.</param>
    /// <param name="channels">The channels that are made of them.</param>
    /// <param name="biases">The length of the bias; 0 for none.</param>
    /// <param name="isSequence">Whether there is one line.</param>
    /// <param name="context">The layer's place.</param>
    /// <returns>The tensors; none where they are too large, which is reported.</returns>
    internal static EquatableArray<TensorModel> Tensors(
        string layer, ConvGeometry window, int groupInputs, int channels, int biases, bool isSequence, LayerContext context)
    {
        EquatableArray<int> shape = isSequence
            ? EquatableArray.Of(channels, groupInputs, window.KernelWidth)
            : EquatableArray.Of(channels, groupInputs, window.KernelHeight, window.KernelWidth);
        BigInteger length = ConvStorage.Length(channels, groupInputs, window.KernelHeight, window.KernelWidth);
        if (!Sizes.Fits(length))
        {
            context.Report(
                DiagnosticIds.TooLarge,
                $"the weight of [{layer}] has shape {new Shape(shape)} and takes {Sizes.Text(length)} floats",
                Sizes.Text(Sizes.Maximum));
            return EquatableArray<TensorModel>.Empty;
        }

        // With groups that do not divide the channels, which is reported, a bias can be longer than the weight.
        if (!Sizes.Fits((BigInteger)biases + DenseStorage.Lanes))
        {
            context.Report(DiagnosticIds.TooLarge, $"the bias of [{layer}] takes {Sizes.Text(biases)} floats", Sizes.Text(Sizes.Maximum));
            return EquatableArray<TensorModel>.Empty;
        }

        EquatableArray<int> strides = isSequence
            ? ConvStorage.SequenceStrides(channels, groupInputs)
            : ConvStorage.ImageStrides(channels, groupInputs, window.KernelWidth);
        var initial = new InitialValue.UniformByFanIn(groupInputs * window.KernelHeight * window.KernelWidth);
        var tensors = new List<TensorModel> { new("weight", shape, strides, Offset: 0, (int)length, initial) };
        if (biases > 0)
        {
            tensors.Add(new("bias", EquatableArray.Of(biases), EquatableArray.Of(1), Offset: 0, DenseStorage.RoundUp(biases), initial));
        }

        return tensors.ToEquatableArray();
    }

    /// <summary>The properties that all convolutions have, with what one of them calls its groups.</summary>
    protected DeclaredArguments Set(DeclaredArguments arguments, string groups, int count) => Sliding.Set(arguments, stride: 1)
        .Set(groups, count, 1)
        .Set("Bias", Bias, true);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
