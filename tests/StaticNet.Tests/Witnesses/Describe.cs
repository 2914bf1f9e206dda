using StaticNet.Reference;

namespace StaticNet.Tests.Witnesses;

/// <summary>Describes networks by hand, as the generator does for declared ones.</summary>
internal static class Describe
{
    /// <summary>A network on flat inputs; tensors lie row by row, one after another.</summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="layers">The layers in order.</param>
    public static NetworkSummary Network(int inputs, NetworkLossAttribute? loss, params LayerAttribute[] layers) => Network([inputs], loss, layers);

    /// <summary>A network on inputs of any shape; tensors lie row by row, one after another.</summary>
    /// <param name="inputShape">The shape of a sample.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="layers">The layers in order.</param>
    public static NetworkSummary Network(int[] inputShape, NetworkLossAttribute? loss, params LayerAttribute[] layers)
    {
        Dictionary<string, int> counts = [];
        List<LayerSummary> summaries = [];
        int[] shape = inputShape;
        int offset = 0;
        foreach (LayerAttribute layer in layers)
        {
            string word = LayerShapes.Word(layer);
            counts[word] = counts.GetValueOrDefault(word) + 1;
            string name = layer.Name ?? word + counts[word];
            int[] output = LayerShapes.Output(layer, shape);

            List<TensorDescription> tensors = [];
            foreach ((string tensor, int[] tensorShape) in LayerShapes.Tensors(layer, shape))
            {
                int[] strides = [.. tensorShape.Select((_, i) => tensorShape.Skip(i + 1).Aggregate(1, static (product, length) => product * length))];
                tensors.Add(new TensorDescription($"{name}.{tensor}", tensorShape, strides, offset));
                offset += tensors[^1].Count;
            }

            summaries.Add(new LayerSummary(name, layer, shape, output, inputShape, 0, [.. tensors]));
            shape = output;
        }

        return new NetworkSummary("Described", inputShape, [.. summaries], loss, 0, 0);
    }
}
