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
        => Network(inputShape, [.. attributes.Select(static attribute => new Node(attribute))]);

    public static (NetworkSummary Summary, ParameterSet Parameters) Network(int[] inputShape, IReadOnlyList<Node> nodes)
    {
        var tensors = new List<TensorDescription>();
        int length = 0;
        int[] shape = inputShape;
        var summary = new NetworkSummary("Described", inputShape, Layers(nodes, "", ref shape), null, 0, 0);
        var parameters = new ParameterSet(new ParameterLayout(length, length, [.. tensors]));
        parameters.Flat.Fill(float.NaN); // what is not a weight must not be exported
        return (summary, parameters);

        LayerSummary[] Layers(IReadOnlyList<Node> nodes, string path, ref int[] shape)
        {
            var layers = new List<LayerSummary>();
            var counts = new Dictionary<string, int>();
            foreach (Node node in nodes)
            {
                string word = node.Layer is CompositionAttribute composition ? composition.Composition.ToString().ToLowerInvariant() : LayerShapes.Word(node.Layer);
                counts[word] = counts.GetValueOrDefault(word) + 1;
                string name = path + (node.Layer.Name ?? $"{word}{counts[word]}");
                layers.Add(node.Layer is CompositionAttribute made ? Composed(made, node.Branches, name, ref shape) : Single(node.Layer, name, ref shape));
            }

            return [.. layers];
        }

        LayerSummary Single(LayerAttribute layer, string name, ref int[] shape)
        {
            int first = tensors.Count;
            int[] input = shape;
            shape = LayerShapes.Output(layer, input);
            foreach ((string tensor, int[] tensorShape) in LayerShapes.Tensors(layer, input))
            {
                Add($"{name}.{tensor}", tensorShape);
            }

            return new LayerSummary(name, layer, input, shape, [], 0, [.. tensors.Skip(first)]);
        }

        LayerSummary Composed(CompositionAttribute layer, Node[][] blocks, string name, ref int[] shape)
        {
            int[] input = shape;
            var branches = new List<BranchSummary>();
            var outputs = new List<int[]>();
            foreach (Node[] block in blocks)
            {
                int[] branch = layer.Composition == Composition.Chain && outputs.Count > 0 ? outputs[^1] : input;
                string word = $"branch{outputs.Count + 1}";
                branches.Add(new BranchSummary(word, Layers(block, $"{name}.{word}.", ref branch)));
                outputs.Add(branch);
            }

            shape = layer.Composition == Composition.Gate ? input : layer.Composition == Composition.Concat ? [outputs.Sum(static output => output[0]), .. outputs[0].Skip(1)] : outputs[^1];
            return new LayerSummary(name, layer, input, shape, [], 0, branches.ToArray());
        }

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

    /// <summary>A layer, and what it consists of where it is made of blocks.</summary>
    internal sealed record Node(LayerAttribute Layer, params Node[][] Branches);

    /// <summary>Sets a tensor's elements, given in logical order.</summary>
    public static void Set(this ParameterSet parameters, string name, params float[] values)
        => new ReadOnlyTensorSpan<float>(values, parameters[name].Lengths).CopyTo(parameters[name]);
}
