using System.Numerics.Tensors;

namespace StaticNet;

/// <summary>The parameter of a <see cref="PReLUAttribute"/> layer, as a view: writing to it changes the network.</summary>
public readonly struct PReLUParameters
{
    private readonly ParameterSet _parameters;
    private readonly int _weight;

    /// <summary>Makes the view. Generated code calls this.</summary>
    /// <param name="parameters">The set that the tensor is in.</param>
    /// <param name="weightIndex">The number of the weight in the set's layout.</param>
    public PReLUParameters(ParameterSet parameters, int weightIndex)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegative(weightIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(weightIndex, parameters.Layout.Tensors.Length);
        _parameters = parameters;
        _weight = weightIndex;
    }

    /// <summary>The slope for negative inputs, <c>[1]</c>.</summary>
    public TensorSpan<float> Weight => WeightAndBias.Set(_parameters)[_weight];
}
