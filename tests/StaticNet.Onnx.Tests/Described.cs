using System.Numerics.Tensors;

namespace StaticNet.Onnx.Tests;

/// <summary>
/// A network described by hand, without the generator: the layers' shapes are worked out here, and dense weights lie transposed
/// and padded in memory, so that an export which ignored the strides would show.
/// </summary>
internal static class Described
{
    public static (NetworkSummary Summary, ParameterSet Parameters) Network(int[] inputShape, params LayerAttribute[] attributes)
    {
        var layers = new List<LayerSummary>();
        var tensors = new List<TensorDescription>();
        var counts = new Dictionary<string, int>();
        int length = 0;
        int[] shape = inputShape;
        foreach (LayerAttribute attribute in attributes)
        {
            string word = attribute.GetType().Name[..^"Attribute".Length].ToLowerInvariant();
            counts[word] = counts.GetValueOrDefault(word) + 1;
            string name = attribute.Name ?? $"{word}{counts[word]}";
            int first = tensors.Count;
            int[] output = shape;
            switch (attribute)
            {
                case DenseAttribute dense:
                    int inputs = shape.Single();
                    output = [dense.Units];
                    int row = ((dense.Units + 15) / 16 * 16) + 16;
                    Add($"{name}.weight", [dense.Units, inputs], [1, row], inputs * row);
                    if (dense.Bias)
                    {
                        Add($"{name}.bias", [dense.Units], [1], row);
                    }

                    break;
                case FlattenAttribute:
                    output = [shape.Aggregate((product, dimension) => product * dimension)];
                    break;
                case PReLUAttribute:
                    Add($"{name}.weight", [1], [1], 16);
                    break;
            }

            layers.Add(new LayerSummary(name, attribute, shape, output, [], 0, [.. tensors.Skip(first)]));
            shape = output;
        }

        var summary = new NetworkSummary("Described", inputShape, [.. layers], null, 0, 0);
        var parameters = new ParameterSet(new ParameterLayout(length, length, [.. tensors]));
        parameters.Flat.Fill(float.NaN); // what is not a weight must not be exported
        return (summary, parameters);

        void Add(string name, int[] tensorShape, int[] strides, int take)
        {
            tensors.Add(new TensorDescription(name, tensorShape, strides, length));
            length += take;
        }
    }

    /// <summary>Sets a tensor's elements, given in logical order.</summary>
    public static void Set(this ParameterSet parameters, string name, params float[] values)
        => new ReadOnlyTensorSpan<float>(values, parameters[name].Lengths).CopyTo(parameters[name]);
}
