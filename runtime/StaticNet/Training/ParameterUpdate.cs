namespace StaticNet;

/// <summary>A part of the weights that an <see cref="Optimizer"/> changes in a step: tensors that are next to each other and have the same settings.</summary>
public readonly ref struct ParameterUpdate
{
    private readonly int _start;

    internal ParameterUpdate(Span<float> weights, ReadOnlySpan<float> gradients, int start, double learningRate, double? weightDecay, long stepCount)
    {
        Weights = weights;
        Gradients = gradients;
        _start = start;
        LearningRate = learningRate;
        WeightDecay = weightDecay;
        StepCount = stepCount;
    }

    /// <summary>The weights, a multiple of 16 long. Padding is zero, and has to stay so.</summary>
    public Span<float> Weights { get; }

    /// <summary>As many gradients.</summary>
    public ReadOnlySpan<float> Gradients { get; }

    /// <summary>The learning rate of this step for these weights.</summary>
    public double LearningRate { get; }

    /// <summary>The weight decay of these weights, if a <see cref="ParameterGroup"/> sets it; <see langword="null"/> for the optimizer's own.</summary>
    public double? WeightDecay { get; }

    /// <summary>The number of steps before this one that have changed these weights: those in which they were frozen do not count.</summary>
    public long StepCount { get; }

    /// <summary>The part of a state that belongs to <see cref="Weights"/>.</summary>
    /// <param name="state">A set that <c>AddState</c> made.</param>
    public Span<float> State(ParameterSet state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Trainable.Slice(_start, Weights.Length);
    }
}
