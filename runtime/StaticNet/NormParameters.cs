using System.Numerics.Tensors;

namespace StaticNet;

/// <summary>
/// The parameters of a <see cref="LayerNormAttribute"/>, <see cref="GroupNormAttribute"/> or affine <see cref="InstanceNormAttribute"/> layer, as views:
/// writing to them changes the network.
/// </summary>
public readonly struct NormParameters
{
    private readonly WeightAndBias _tensors;

    /// <summary>Makes the view. Generated code calls this.</summary>
    /// <param name="parameters">The set that the tensors are in.</param>
    /// <param name="weightIndex">The number of the weight in the set's layout.</param>
    /// <param name="biasIndex">The number of the bias in the set's layout.</param>
    public NormParameters(ParameterSet parameters, int weightIndex, int biasIndex)
        => _tensors = new WeightAndBias(parameters, weightIndex, biasIndex);

    /// <summary>The scale of the normalised values, <c>[features]</c> or <c>[channels]</c>.</summary>
    public TensorSpan<float> Weight => _tensors.Weight;

    /// <summary>The shift that is added to them, <c>[features]</c> or <c>[channels]</c>.</summary>
    public TensorSpan<float> Bias => _tensors.Bias;
}
