namespace StaticNet.Tests.Witnesses;

/// <summary>Describes networks by hand, as the generator does for declared ones.</summary>
internal static class Describe
{
    /// <summary>A network on flat inputs; tensors lie row by row, one after another.</summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="layers">The layers in order.</param>
    public static NetworkSummary Network(int inputs, LossAttribute? loss, params LayerAttribute[] layers)
    {
        Dictionary<string, int> counts = [];
        List<LayerSummary> summaries = [];
        int[] shape = [inputs];
        int offset = 0;
        foreach (LayerAttribute layer in layers)
        {
            string word = layer.GetType().Name[..^"Attribute".Length].ToLowerInvariant();
            counts[word] = counts.GetValueOrDefault(word) + 1;
            string name = layer.Name ?? word + counts[word];
            int[] output = layer is DenseAttribute dense ? [dense.Units] : shape;

            List<TensorDescription> tensors = [];
            foreach ((string tensor, int[] tensorShape) in Tensors(layer, shape[0]))
            {
                int[] strides = tensorShape.Length == 2 ? [tensorShape[1], 1] : [1];
                tensors.Add(new TensorDescription($"{name}.{tensor}", tensorShape, strides, offset));
                offset += tensors[^1].Count;
            }

            summaries.Add(new LayerSummary(name, layer, shape, output, [inputs], 0, [.. tensors]));
            shape = output;
        }

        return new NetworkSummary("Described", [inputs], [.. summaries], loss, 0, 0);
    }

    private static IEnumerable<(string Name, int[] Shape)> Tensors(LayerAttribute layer, int inputs)
    {
        switch (layer)
        {
            case DenseAttribute dense:
                yield return ("weight", [dense.Units, inputs]);
                if (dense.Bias)
                {
                    yield return ("bias", [dense.Units]);
                }

                break;
            case PReLUAttribute:
                yield return ("weight", [1]);
                break;
        }
    }
}
