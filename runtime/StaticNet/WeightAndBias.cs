using System.Numerics.Tensors;

namespace StaticNet;

/// <summary>The common part of the typed views of layers with a weight and perhaps a bias.</summary>
internal readonly struct WeightAndBias
{
    private readonly ParameterSet _parameters;
    private readonly int _weight;
    private readonly int _bias;

    public WeightAndBias(ParameterSet parameters, int weightIndex, int biasIndex)
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

    public TensorSpan<float> Weight => Set(_parameters)[_weight];

    public bool HasBias => _bias >= 0;

    /// <summary>The set of a view. A default value, such as a field that was never set, has none.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public static ParameterSet Set(ParameterSet? parameters)
        => parameters ?? throw new InvalidOperationException("This view belongs to no network: get it from one, such as network.Dense1.");

    public TensorSpan<float> Bias
        => HasBias
            ? Set(_parameters)[_bias]
            : throw new InvalidOperationException($"The layer of {_parameters.Layout.Tensors[_weight]} was declared with Bias = false and has none.");
}
