using System.Numerics.Tensors;
using StaticNet.Reference;

namespace StaticNet.Onnx.Tests;

/// <summary>
/// A network described by hand, without the generator: the layers' shapes are worked out here, and weights lie transposed
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
            string word = LayerShapes.Word(attribute);
            counts[word] = counts.GetValueOrDefault(word) + 1;
            string name = attribute.Name ?? $"{word}{counts[word]}";
            int first = tensors.Count;
            int[] output = LayerShapes.Output(attribute, shape);
            foreach ((string tensor, int[] tensorShape) in LayerShapes.Tensors(attribute, shape))
            {
                Add($"{name}.{tensor}", tensorShape);
            }

            layers.Add(new LayerSummary(name, attribute, shape, output, [], 0, [.. tensors.Skip(first)]));
            shape = output;
        }

        var summary = new NetworkSummary("Described", inputShape, [.. layers], null, 0, 0);
        var parameters = new ParameterSet(new ParameterLayout(length, length, [.. tensors]));
        parameters.Flat.Fill(float.NaN); // what is not a weight must not be exported
        return (summary, parameters);

        // The first dimension lies densest, in a padded row; of the others the last.
        void Add(string name, int[] tensorShape)
        {
            int[] strides = new int[tensorShape.Length];
            strides[0] = 1;
            int stride = ((tensorShape[0] + 15) / 16 * 16) + 16;
            for (int i = tensorShape.Length - 1; i > 0; i--)
            {
                strides[i] = stride;
                stride *= tensorShape[i];
            }

            tensors.Add(new TensorDescription(name, tensorShape, strides, length));
            length += stride;
        }
    }

    /// <summary>Sets a tensor's elements, given in logical order.</summary>
    public static void Set(this ParameterSet parameters, string name, params float[] values)
        => new ReadOnlyTensorSpan<float>(values, parameters[name].Lengths).CopyTo(parameters[name]);
}
