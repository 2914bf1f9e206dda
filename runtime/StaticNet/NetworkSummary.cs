using System.Collections.Immutable;

namespace StaticNet;

/// <summary>
/// A network as the generator saw it, layer by layer: shapes, parameters, cost. It is what a hover shows, what
/// <see cref="ToString()"/> prints as a table, and what exporters and interpreters read.
/// </summary>
public sealed class NetworkSummary
{
    /// <summary>Describes a network. Generated code calls this.</summary>
    /// <param name="name">The class's name.</param>
    /// <param name="inputShape">The shape of one sample, channels first.</param>
    /// <param name="layers">The layers in order.</param>
    /// <param name="loss">The loss, or <see langword="null"/> for a network that only predicts.</param>
    /// <param name="inferenceBytes">The scratch memory of <c>Forward</c> for one sample, in bytes.</param>
    /// <param name="trainingBytes">The scratch memory of <c>Gradient</c> for one sample, in bytes.</param>
    public NetworkSummary(
        string name,
        int[] inputShape,
        LayerSummary[] layers,
        LossAttribute? loss,
        long inferenceBytes,
        long trainingBytes)
    {
        Name = name;
        InputShape = [.. inputShape];
        Layers = [.. layers];
        Loss = loss;
        InferenceBytes = inferenceBytes;
        TrainingBytes = trainingBytes;
    }

    /// <summary>The class's name.</summary>
    public string Name { get; }

    /// <summary>The shape of one sample, channels first.</summary>
    public ImmutableArray<int> InputShape { get; }

    /// <summary>The shape of one sample's output.</summary>
    public ImmutableArray<int> OutputShape => Layers.IsEmpty ? InputShape : Layers[^1].OutputShape;

    /// <summary>The layers in order.</summary>
    public ImmutableArray<LayerSummary> Layers { get; }

    /// <summary>The loss, or <see langword="null"/> for a network that only predicts.</summary>
    public LossAttribute? Loss { get; }

    /// <summary>The number of trainable scalars.</summary>
    public int ParameterCount => Layers.Sum(static layer => layer.ParameterCount);

    /// <summary>The multiply-adds of one forward pass of one sample.</summary>
    public long MultiplyAdds => Layers.Sum(static layer => layer.MultiplyAdds);

    /// <summary>The scratch memory of <c>Forward</c> for one sample, in bytes.</summary>
    public long InferenceBytes { get; }

    /// <summary>The scratch memory of <c>Gradient</c> for one sample, in bytes.</summary>
    public long TrainingBytes { get; }

    /// <summary>The name of the class; the layer table.</summary>
    public override string ToString() => Name;
}
