using System.Collections.Generic;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>
/// Lays the tensors out in the flat buffer: the trainable ones in layer order, then the statistics, each from a multiple of 16 floats.
/// </summary>
internal sealed class ParameterPlacement
{
    /// <summary>The floats of the buffer's first part, which optimizers change.</summary>
    public int TrainableLength { get; private set; }

    /// <summary>The floats of the whole buffer.</summary>
    public int Length { get; private set; }

    /// <summary>Places the tensors; reports the layer with which they no longer fit.</summary>
    public static ParameterPlacement Place(List<AnalyzedLayer> layers, EquatableArray<Sited<Layer>> declared, List<Problem> problems)
    {
        var placement = new ParameterPlacement();
        placement.Place(layers, declared, problems, trainable: true);
        placement.TrainableLength = placement.Length;
        placement.Place(layers, declared, problems, trainable: false);
        return placement;
    }

    private void Place(List<AnalyzedLayer> layers, EquatableArray<Sited<Layer>> declared, List<Problem> problems, bool trainable)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            var tensors = new List<TensorModel>();
            foreach (TensorModel tensor in layers[i].Tensors)
            {
                if (tensor.IsTrainable != trainable)
                {
                    tensors.Add(tensor);
                }
                else if (Sizes.Fits((long)Length + tensor.Length))
                {
                    tensors.Add(tensor with { Offset = Length });
                    Length += tensor.Length;
                }
                else
                {
                    problems.Add(new Problem(
                        DiagnosticIds.TooLarge,
                        Site.Attribute(declared[i].Ordinal),
                        EquatableArray.Of(
                            $"with '{layers[i].Name}' the parameters take {Sizes.Text((long)Length + tensor.Length)} floats",
                            Sizes.Text(Sizes.Maximum))));
                    return;
                }
            }

            layers[i] = layers[i] with { Tensors = tensors.ToEquatableArray() };
        }
    }
}
