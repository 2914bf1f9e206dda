namespace StaticNet.Kernels;

/// <summary>The first elements of the tensors of one layer, either parameters or their gradients. Generated code passes them to kernels.</summary>
public readonly ref struct LayerTensors
{
    private readonly ref float _weight;
    private readonly ref float _bias;
    private readonly ref float _runningMean;
    private readonly ref float _runningVar;

    /// <summary>The tensors of a layer that has a weight only.</summary>
    /// <param name="weight">The weight.</param>
    public LayerTensors(ref float weight) => _weight = ref weight;

    /// <summary>The tensors of a layer with a bias.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="bias">The bias.</param>
    public LayerTensors(ref float weight, ref float bias)
    {
        _weight = ref weight;
        _bias = ref bias;
    }

    /// <summary>The tensors of a layer with running statistics.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="bias">The bias.</param>
    /// <param name="runningMean">The running mean.</param>
    /// <param name="runningVar">The running variance.</param>
    public LayerTensors(ref float weight, ref float bias, ref float runningMean, ref float runningVar)
    {
        _weight = ref weight;
        _bias = ref bias;
        _runningMean = ref runningMean;
        _runningVar = ref runningVar;
    }

    /// <summary>The weight.</summary>
    public ref float Weight => ref _weight;

    /// <summary>The bias.</summary>
    public ref float Bias => ref _bias;

    /// <summary>The running mean.</summary>
    public ref float RunningMean => ref _runningMean;

    /// <summary>The running variance.</summary>
    public ref float RunningVar => ref _runningVar;
}
