using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis;

/// <summary>
/// Layers that share the parameters of another one, <c>Tied = "name"</c>: each tensor whose name the other layer has, too. A layer of blocks shares those of one with the same layers.
/// </summary>
internal static class TiedParameters
{
    /// <summary>Gives a layer the tensors of the one that it names; reports what cannot be shared.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="before">The layers of the same list before it.</param>
    /// <param name="names">The names of all layers of the list.</param>
    /// <param name="isKnown">Whether the shapes before the layer can be told.</param>
    /// <param name="place">Where it is declared.</param>
    /// <param name="problems">Where problems go.</param>
    public static AnalyzedLayer Tie(
        AnalyzedLayer layer, IReadOnlyList<AnalyzedLayer> before, IReadOnlyList<string> names, bool isKnown, LayerPlace place, List<Problem> problems)
    {
        string name = layer.Layer.Tied!;
        AnalyzedLayer? owner = before.Where((_, i) => names[i] == name).FirstOrDefault();
        string? reason = null;
        AnalyzedLayer tied = layer;
        if (owner is null)
        {
            string? nearest = NearestName.Of(name, names.Take(before.Count).Where((_, i) => before[i].ParameterCount > 0));
            reason = "no layer before it has that name" + (nearest is null ? "" : $": do you mean '{nearest}'?");
        }
        else
        {
            tied = Share(layer, owner, ref reason);
            if (reason is null && tied == layer)
            {
                reason = HasTensors(layer) ? $"'{name}' has none for it" : "it has none itself";
            }
        }

        if (reason is null)
        {
            return tied;
        }

        // Shapes that are stand-ins say nothing.
        if (isKnown || owner is null)
        {
            problems.Add(place.ArgumentProblem(DiagnosticIds.UntiedParameters, nameof(layer.Layer.Tied), layer.Layer.Kind, Excerpt.Of(name), reason));
        }

        return layer;
    }

    private static AnalyzedLayer Share(AnalyzedLayer layer, AnalyzedLayer owner, ref string? reason)
    {
        if (layer.Branches.Count != owner.Branches.Count || layer.Branches.Zip(owner.Branches, static (one, other) => one.Layers.Count != other.Layers.Count).Any(static differs => differs))
        {
            reason ??= $"'{owner.Name}' consists of other layers";
            return layer;
        }

        var tensors = new List<TensorModel>();
        foreach (TensorModel tensor in layer.Tensors)
        {
            TensorModel? shared = owner.Tensor(tensor.Name);
            if (shared is not null && !(shared.Shape.Equals(tensor.Shape) && shared.Strides.Equals(tensor.Strides)))
            {
                reason ??= shared.Shape.Equals(tensor.Shape)
                    ? $"a {owner.Layer.Kind} has them in another order than a {layer.Layer.Kind}"
                    : $"its {tensor.Name} has the shape {Shape(tensor)}, and that of '{owner.Name}' {Shape(shared)}";
            }

            tensors.Add(shared is null ? tensor : tensor with { Owner = shared.Owner ?? owner.Name });
        }

        var branches = new List<AnalyzedBranch>();
        for (int i = 0; i < layer.Branches.Count; i++)
        {
            var layers = new List<AnalyzedLayer>();
            for (int k = 0; k < layer.Branches[i].Layers.Count; k++)
            {
                layers.Add(Share(layer.Branches[i].Layers[k], owner.Branches[i].Layers[k], ref reason));
            }

            branches.Add(layer.Branches[i] with { Layers = layers.ToEquatableArray() });
        }

        return layer with { Tensors = tensors.ToEquatableArray(), Branches = branches.ToEquatableArray() };
    }

    private static bool HasTensors(AnalyzedLayer layer)
        => layer.Tensors.Count > 0 || layer.Branches.Any(static branch => branch.Layers.Any(HasTensors));

    private static string Shape(TensorModel tensor) => new Shape(tensor.Shape).ToString();
}
