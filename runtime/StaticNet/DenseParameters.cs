using System.Numerics.Tensors;

namespace StaticNet;

/// <summary>The parameters of a <see cref="DenseAttribute"/> layer, as views: writing to them changes the network.</summary>
public readonly struct DenseParameters
{
    private readonly ParameterSet _parameters;
    private readonly int _weight;
    private readonly int _bias;

    /// <summary>Makes the view. Generated code calls this.</summary>
    /// <param name="parameters">The set that the tensors are in.</param>
    /// <param name="weightIndex">The number of the weight in the set's layout.</param>
    /// <param name="biasIndex">The number of the bias in the set's layout, or -1 for a layer without one.</param>
    public DenseParameters(ParameterSet parameters, int weightIndex, int biasIndex)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegative(weightIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(weightIndex, parameters.Layout.Tensors.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(biasIndex, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(biasIndex, parameters.Layout.Tensors.Length);
        _parameters = parameters;
        _weight = weightIndex;
        _bias = biasIndex;
    }

    /// <summary>The weight, <c>[out, in]</c>.</summary>
    public TensorSpan<float> Weight => _parameters[_weight];

    /// <summary>Whether the layer has a bias.</summary>
    public bool HasBias => _bias >= 0;

    /// <summary>The bias, <c>[out]</c>.</summary>
    /// <exception cref="InvalidOperationException">The layer has none: see <see cref="HasBias"/>.</exception>
    public TensorSpan<float> Bias
        => HasBias
            ? _parameters[_bias]
            : throw new InvalidOperationException($"The layer of {_parameters.Layout.Tensors[_weight]} was declared with Bias = false and has none.");
}
