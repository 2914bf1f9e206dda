using System.Numerics.Tensors;

namespace StaticNet;

/// <summary>The parameters and statistics of a <see cref="BatchNormAttribute"/> layer, as views: writing to them changes the network.</summary>
public readonly struct BatchNormParameters
{
    private readonly ParameterSet _parameters;
    private readonly int _weight;
    private readonly int _bias;
    private readonly int _runningMean;
    private readonly int _runningVar;

    /// <summary>Makes the view. Generated code calls this.</summary>
    /// <param name="parameters">The set that the tensors are in.</param>
    /// <param name="weightIndex">The number of the weight in the set's layout.</param>
    /// <param name="biasIndex">The number of the bias in the set's layout.</param>
    /// <param name="runningMeanIndex">The number of the running mean in the set's layout.</param>
    /// <param name="runningVarIndex">The number of the running variance in the set's layout.</param>
    public BatchNormParameters(ParameterSet parameters, int weightIndex, int biasIndex, int runningMeanIndex, int runningVarIndex)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ThrowUnlessInside(weightIndex);
        ThrowUnlessInside(biasIndex);
        ThrowUnlessInside(runningMeanIndex);
        ThrowUnlessInside(runningVarIndex);
        _parameters = parameters;
        _weight = weightIndex;
        _bias = biasIndex;
        _runningMean = runningMeanIndex;
        _runningVar = runningVarIndex;

        void ThrowUnlessInside(int index, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(index))] string? name = null)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, parameters.Layout.Tensors.Length, name);
        }
    }

    /// <summary>The scale of the normalised values, <c>[channels]</c>.</summary>
    public TensorSpan<float> Weight => WeightAndBias.Set(_parameters)[_weight];

    /// <summary>The shift that is added to them, <c>[channels]</c>.</summary>
    public TensorSpan<float> Bias => WeightAndBias.Set(_parameters)[_bias];

    /// <summary>The mean that inference uses, <c>[channels]</c>; training updates it.</summary>
    public TensorSpan<float> RunningMean => WeightAndBias.Set(_parameters)[_runningMean];

    /// <summary>The variance that inference uses, <c>[channels]</c>; training updates it.</summary>
    public TensorSpan<float> RunningVar => WeightAndBias.Set(_parameters)[_runningVar];
}
