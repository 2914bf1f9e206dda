using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

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

    /// <summary>The layers with their tensors in place.</summary>
    public EquatableArray<AnalyzedLayer> Layers { get; private set; }

    private bool IsFull { get; set; }

    /// <summary>Places the tensors; reports the layer with which they no longer fit.</summary>
    public static ParameterPlacement Place(EquatableArray<AnalyzedLayer> layers, EquatableArray<Sited<Layer>> declared, List<Problem> problems)
    {
        var placement = new ParameterPlacement { Layers = layers };
        placement.Place(declared, problems, trainable: true);
        placement.TrainableLength = placement.Length;
        placement.Place(declared, problems, trainable: false);
        placement.PlaceShared();
        return placement;
    }

    // What layers share lies where its owner has it.
    private void PlaceShared()
    {
        if (!Layers.Any(IsSharing))
        {
            return;
        }

        var all = new List<AnalyzedLayer>();
        foreach (AnalyzedLayer layer in Layers)
        {
            layer.AddFamily(all);
        }

        // Two layers of one name are reported.
        var offsets = new Dictionary<(string, string), int>();
        foreach (AnalyzedLayer layer in all)
        {
            foreach (TensorModel tensor in layer.Tensors.Where(static tensor => tensor.Owner is null))
            {
                offsets[(layer.Name, tensor.Name)] = tensor.Offset;
            }
        }

        Layers = Layers.Select(Placed).ToEquatableArray();

        AnalyzedLayer Placed(AnalyzedLayer layer) => layer with
        {
            Tensors = layer.Tensors.Select(tensor => tensor.Owner is { } owner ? tensor with { Offset = offsets[(owner, tensor.Name)] } : tensor).ToEquatableArray(),
            Branches = layer.Branches.Select(branch => branch with { Layers = branch.Layers.Select(Placed).ToEquatableArray() }).ToEquatableArray(),
        };
    }

    private static bool IsSharing(AnalyzedLayer layer)
    {
        foreach (TensorModel tensor in layer.Tensors)
        {
            if (tensor.Owner is not null)
            {
                return true;
            }
        }

        foreach (AnalyzedBranch branch in layer.Branches)
        {
            foreach (AnalyzedLayer inner in branch.Layers)
            {
                if (IsSharing(inner))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Place(EquatableArray<Sited<Layer>> declared, List<Problem> problems, bool trainable)
        => Layers = Layers.Select((layer, i) => Place(layer, new LayerPlace(declared[i].Ordinal), problems, trainable)).ToEquatableArray();

    private AnalyzedLayer Place(AnalyzedLayer layer, LayerPlace place, List<Problem> problems, bool trainable)
        => layer.Branches.Count > 0 ? layer with
        {
            Branches = layer.Branches
                .Select(branch => branch with { Layers = branch.Layers.Select(inner => Place(inner, place, problems, trainable)).ToEquatableArray() })
                .ToEquatableArray(),
        }
        : layer.Tensors.Any(tensor => tensor.IsTrainable == trainable && tensor.Owner is null) ? layer with
        {
            Tensors = layer.Tensors.Select(tensor => tensor.IsTrainable == trainable && tensor.Owner is null ? Place(tensor, layer.Name, place, problems) : tensor).ToEquatableArray(),
        }
        : layer;

    private TensorModel Place(TensorModel tensor, string layer, LayerPlace place, List<Problem> problems)
    {
        if (IsFull)
        {
            return tensor;
        }

        if (!Sizes.Fits((long)Length + tensor.Length))
        {
            IsFull = true;
            problems.Add(place.Problem(
                DiagnosticIds.TooLarge,
                $"with '{layer}' the parameters take {Sizes.Text((long)Length + tensor.Length)} floats",
                Sizes.Text(Sizes.Maximum)));
            return tensor;
        }

        TensorModel placed = tensor with { Offset = Length };
        Length += tensor.Length;
        return placed;
    }
}
