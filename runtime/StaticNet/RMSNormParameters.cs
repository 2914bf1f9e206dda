using System.Numerics.Tensors;

namespace StaticNet;

/// <summary>The parameter of an <see cref="RMSNormAttribute"/> layer, as a view: writing to it changes the network.</summary>
public readonly struct RMSNormParameters
{
    private readonly WeightAndBias _tensors;

    /// <summary>Makes the view. Generated code calls this.</summary>
    /// <param name="parameters">The set that the tensor is in.</param>
    /// <param name="weightIndex">The number of the weight in the set's layout.</param>
    public RMSNormParameters(ParameterSet parameters, int weightIndex) => _tensors = new WeightAndBias(parameters, weightIndex, biasIndex: -1);

    /// <summary>What the normalised values are multiplied with, <c>[features]</c> or <c>[channels]</c>.</summary>
    public TensorSpan<float> Weight => _tensors.Weight;
}
