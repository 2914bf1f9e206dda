using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;

namespace StaticNet.Generator.Model;

/// <summary>
/// What Analysis makes and Lowering reads: every layer has its name, its shapes, its tensors and their places. Of an unsound network it is
/// the best guess (see <see cref="NetworkSurface"/>), and no number in it can be relied on.
/// </summary>
internal sealed record AnalyzedNetwork(
    TypeDeclaration Type,
    Shape InputShape,
    EquatableArray<AnalyzedLayer> Layers,
    EquatableArray<NetworkOutput> Outputs,
    int ParameterLength,
    int TrainableLength)
{
    /// <summary>Whether convolutions may be computed by Winograd's minimal filtering.</summary>
    public bool UsesWinograd { get; init; } = true;

    /// <summary>Whether it has the method <c>Backward</c>.</summary>
    public bool HasBackward { get; init; }

    /// <summary>The shape of the output; of several, one behind another, that of a row.</summary>
    public Shape OutputShape => Outputs.Count == 1 ? Outputs[0].Shape : Shape.Of((int)Math.Min(Outputs.Sum(static output => output.Shape.Length), int.MaxValue));

    /// <summary>The losses of the outputs that have one.</summary>
    public IEnumerable<Loss> Losses => Outputs.Select(static output => output.Loss).OfType<Loss>();

    /// <summary>Whether it has a loss.</summary>
    public bool IsTrained => Losses.Any();

    /// <summary>The output that has a loss, where one does and no other; null for any other network.</summary>
    public NetworkOutput? OnlyTrained => Losses.Count() == 1 ? Outputs.First(static output => output.Loss is not null) : null;

    /// <summary>The loss of that output.</summary>
    public Loss? OnlyLoss => OnlyTrained?.Loss;

    /// <summary>The targets of one sample: those of the outputs that have a loss; of a network without one, as many as outputs.</summary>
    public long TargetLength => IsTrained ? Outputs.Where(static output => output.Loss is not null).Sum(static output => output.Shape.Length) : OutputShape.Length;

    /// <summary>Whether there are fewer targets than outputs, and so a constant for their number.</summary>
    public bool HasTargetLength => TargetLength != OutputShape.Length;

    /// <summary>The inputs that it declares by name.</summary>
    public IEnumerable<AnalyzedLayer> NamedInputs => Layers.Where(static layer => layer.Layer is Input);

    /// <summary>All layers, those of blocks behind the layer that they make up: tensors and typed views come in this order.</summary>
    public IReadOnlyList<AnalyzedLayer> AllLayers
    {
        get
        {
            List<AnalyzedLayer> all = [];
            foreach (AnalyzedLayer layer in Layers)
            {
                layer.AddFamily(all);
            }

            return all;
        }
    }

    /// <summary>Whether a training step depends on the network's dropout seed and step.</summary>
    public bool HasDropout => (IsTrained || HasBackward) && Layers.Any(static layer => layer.Layer.HasDropout);

    /// <summary>The trainable scalars.</summary>
    public long ParameterCount => AnalyzedLayer.Total(Layers.Select(static layer => layer.ParameterCount));

    /// <summary>Of one sample.</summary>
    public long MultiplyAdds => AnalyzedLayer.Total(Layers.Select(static layer => layer.MultiplyAdds));

    /// <summary>All tensors, those that layers share once, in declaration order, which is that of their indices, with their full names: <c>dense1.weight</c>.</summary>
    public IReadOnlyList<(string Name, TensorModel Tensor)> Tensors
    {
        get
        {
            var tensors = new List<(string, TensorModel)>();
            foreach (AnalyzedLayer layer in AllLayers)
            {
                foreach (TensorModel tensor in layer.Tensors)
                {
                    if (tensor.Owner is null)
                    {
                        tensors.Add((layer.Name + "." + tensor.Name, tensor));
                    }
                }
            }

            return tensors;
        }
    }
}

/// <summary>A layer with what Analysis found out about it.</summary>
/// <param name="Layer">The declaration.</param>
/// <param name="Name">The declared name, or the kind and its 1-based count: <c>dense1</c>. In a block, behind the path to it: <c>residual2.conv1</c>.</param>
/// <param name="Input">The shape of one sample before it.</param>
/// <param name="Output">The shape of one sample behind it.</param>
/// <param name="Tensors">Its parameters, in the order weight, bias.</param>
/// <param name="MultiplyAdds">Of one sample, those of its branches with them.</param>
/// <param name="ReceptiveField">How far, along each dimension of the network's input, one output sees.</param>
internal sealed record AnalyzedLayer(
    Layer Layer,
    string Name,
    Shape Input,
    Shape Output,
    EquatableArray<TensorModel> Tensors,
    long MultiplyAdds,
    EquatableArray<int> ReceptiveField)
{
    /// <summary>Stands for what goes into a list of layers, where its layers are counted.</summary>
    public const int BeforeAll = -1;

    /// <summary>The window of a convolution or a pool with everything resolved; null for every other layer.</summary>
    public ConvGeometry? Geometry { get; init; }

    /// <summary>Of an input, where it begins in a sample of all inputs, one behind another.</summary>
    public int InputOffset { get; init; }

    /// <summary>The layers of the same list that it reads, by index; <see cref="BeforeAll"/> for what goes into the list.</summary>
    public EquatableArray<int> Inputs { get; init; }

    /// <summary>The shapes of what it reads.</summary>
    public EquatableArray<Shape> InputShapes { get; init; }

    /// <summary>What a composite layer consists of; empty for every other layer.</summary>
    public EquatableArray<AnalyzedBranch> Branches { get; init; }

    /// <summary>The trainable scalars that are not those of another layer, those of its branches with them.</summary>
    public long ParameterCount => Total(
        Tensors.Where(static tensor => tensor is { IsTrainable: true, Owner: null }).Select(static tensor => (long)tensor.Count)
            .Concat(Branches.SelectMany(static branch => branch.Layers).Select(static layer => layer.ParameterCount)));

    /// <summary>Adds the layer itself and all that it consists of, in the order of the declaration.</summary>
    public void AddFamily(List<AnalyzedLayer> all)
    {
        all.Add(this);
        foreach (AnalyzedBranch branch in Branches)
        {
            foreach (AnalyzedLayer layer in branch.Layers)
            {
                layer.AddFamily(all);
            }
        }
    }

    // An unsound network may be of any size; what 64 bits do not hold is as much as they do.
    internal static long Total(IEnumerable<long> counts)
        => counts.Aggregate(0L, static (total, count) => count > long.MaxValue - total ? long.MaxValue : total + count);

    /// <summary>The tensor of this local name: <c>weight</c>, <c>bias</c>; null if the layer has none.</summary>
    public TensorModel? Tensor(string name)
    {
        foreach (TensorModel tensor in Tensors)
        {
            if (tensor.Name == name)
            {
                return tensor;
            }
        }

        return null;
    }
}

/// <summary>The layers of one block in one place.</summary>
/// <param name="Name">What stands in names between that of the composite layer and those of the block's: <c>shortcut</c>, <c>branch2</c>; empty for nothing.</param>
/// <param name="Layers">The layers.</param>
internal sealed record AnalyzedBranch(string Name, EquatableArray<AnalyzedLayer> Layers);

/// <summary>One parameter tensor: PyTorch's logical shape as a strided view of the flat buffer.</summary>
/// <param name="Name">Its name within the layer: <c>weight</c>, <c>bias</c>.</param>
/// <param name="Shape">The logical shape, <c>[out, in]</c>.</param>
/// <param name="Strides">For each dimension, the distance in floats of neighbouring elements.</param>
/// <param name="Offset">Where element 0 lies in the flat buffer; a multiple of 16.</param>
/// <param name="Length">The floats that the tensor takes there, padding included; a multiple of 16.</param>
/// <param name="Initial">What it holds in a new network.</param>
/// <param name="IsTrainable">False for running statistics.</param>
internal sealed record TensorModel(
    string Name,
    EquatableArray<int> Shape,
    EquatableArray<int> Strides,
    int Offset,
    int Length,
    InitialValue Initial,
    bool IsTrainable = true)
{
    /// <summary>The layer whose tensor it is, where another one shares it; null where it is the layer's own.</summary>
    public string? Owner { get; init; }

    /// <summary>The number of elements, without padding.</summary>
    public int Count
    {
        get
        {
            int count = 1;
            foreach (int dimension in Shape)
            {
                count *= dimension;
            }

            return count;
        }
    }
}

/// <summary>What a tensor holds in a new network.</summary>
internal abstract record InitialValue
{
    /// <summary>Every element is <paramref name="Value"/>.</summary>
    internal sealed record Constant(float Value) : InitialValue;

    /// <summary>Uniform in ±1/sqrt(<paramref name="FanIn"/>), PyTorch's rule for the weight and the bias of linear layers and convolutions.</summary>
    internal sealed record UniformByFanIn(int FanIn) : InitialValue;
}
