using System;
using System.Collections.Generic;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Layers;

/// <summary>
/// <c>(in)</c> to <c>(units)</c> with <c>weight</c> of shape <c>[units, in]</c> and <c>bias</c> of shape <c>[units]</c>: in * units
/// multiply-adds, and every output sees every input.
/// </summary>
internal sealed partial record Dense(int Units, bool Bias) : SimpleLayer
{
    public override string Word => "dense";

    public override string Equation => Bias ? "y = W x + b" : "y = W x";

    public override DeclaredArguments Declared => DeclaredArguments.Of(Units).Set("Bias", Bias, true);

    public override LayerTraits Traits => LayerTraits.OfMixing(Units);

    public override LayerView View => LayerView.Of("DenseParameters", "weight", "bias");

    public static Dense Read(ILayerArguments arguments) => new(arguments.Int("units"), arguments.Bool("Bias", fallback: true));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireAtLeastOne(context, nameof(Dense), "units", Units);
        context.RequireFlat(nameof(Dense));
        int inputs = (int)context.Input.Length;
        int units = Math.Max(Units, 1);
        return new LayerFacts(
            Shape.Of(units),
            Sizes.Fits(units) ? Tensors(inputs, units, Bias, context) : EquatableArray<TensorModel>.Empty,
            (long)inputs * units,
            context.ReceptiveField.Whole());
    }

    private static EquatableArray<TensorModel> Tensors(int inputs, int units, bool hasBias, LayerContext context)
    {
        long weightLength = (long)DenseStorage.Rows(inputs, units) * DenseStorage.RowStride(inputs, units);
        if (!Sizes.Fits(weightLength))
        {
            context.Report(
                DiagnosticIds.TooLarge,
                $"the weight of [Dense] has shape {Shape.Of(units, inputs)} and takes {Sizes.Text(weightLength)} floats",
                Sizes.Text(Sizes.Maximum));
            return EquatableArray<TensorModel>.Empty;
        }

        var initial = new InitialValue.UniformByFanIn(inputs);
        var tensors = new List<TensorModel>
        {
            new("weight", EquatableArray.Of(units, inputs), DenseStorage.Strides(inputs, units), Offset: 0, (int)weightLength, initial),
        };
        if (hasBias)
        {
            tensors.Add(new("bias", EquatableArray.Of(units), EquatableArray.Of(1), Offset: 0, DenseStorage.RoundUp(units), initial));
        }

        return tensors.ToEquatableArray();
    }
}
