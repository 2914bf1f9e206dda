using System.Numerics.Tensors;

namespace StaticNet;

/// <summary>The parameters of a <see cref="ConvTranspose1DAttribute"/> layer, as views: writing to them changes the network.</summary>
public readonly struct ConvTranspose1DParameters
{
    private readonly WeightAndBias _tensors;

    /// <summary>Makes the view. Generated code calls this.</summary>
    /// <param name="parameters">The set that the tensors are in.</param>
    /// <param name="weightIndex">The number of the weight in the set's layout.</param>
    /// <param name="biasIndex">The number of the bias in the set's layout, or -1 for a layer without one.</param>
    public ConvTranspose1DParameters(ParameterSet parameters, int weightIndex, int biasIndex)
        => _tensors = new WeightAndBias(parameters, weightIndex, biasIndex);

    /// <summary>The weight, <c>[in, out/groups, kernel]</c>.</summary>
    public TensorSpan<float> Weight => _tensors.Weight;

    /// <summary>Whether the layer has a bias.</summary>
    public bool HasBias => _tensors.HasBias;

    /// <summary>The bias, <c>[out]</c>.</summary>
    /// <exception cref="InvalidOperationException">The layer has none: see <see cref="HasBias"/>.</exception>
    public TensorSpan<float> Bias => _tensors.Bias;
}
