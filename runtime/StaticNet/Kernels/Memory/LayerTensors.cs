using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace StaticNet.Kernels;

/// <summary>The first elements of the tensors of one layer, either parameters or their gradients. Generated code passes them to kernels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct LayerTensors
{
    private readonly ref float _weight;
    private readonly ref float _bias;
    private readonly ref float _runningMean;
    private readonly ref float _runningVar;

    /// <summary>The tensors of a layer that has a weight only.</summary>
    /// <param name="flat">The buffer of all tensors.</param>
    /// <param name="weight">Where the weight begins in it.</param>
    public LayerTensors(ref float flat, int weight) => _weight = ref Unsafe.Add(ref flat, weight);

    /// <summary>The tensors of a layer with a bias.</summary>
    /// <param name="flat">The buffer of all tensors.</param>
    /// <param name="weight">Where the weight begins in it.</param>
    /// <param name="bias">Where the bias begins in it.</param>
    public LayerTensors(ref float flat, int weight, int bias)
        : this(ref flat, weight) => _bias = ref Unsafe.Add(ref flat, bias);

    /// <summary>The tensors of a layer with running statistics.</summary>
    /// <param name="flat">The buffer of all tensors.</param>
    /// <param name="weight">Where the weight begins in it.</param>
    /// <param name="bias">Where the bias begins in it.</param>
    /// <param name="runningMean">Where the running mean begins in it.</param>
    /// <param name="runningVar">Where the running variance begins in it.</param>
    public LayerTensors(ref float flat, int weight, int bias, int runningMean, int runningVar)
        : this(ref flat, weight, bias)
    {
        _runningMean = ref Unsafe.Add(ref flat, runningMean);
        _runningVar = ref Unsafe.Add(ref flat, runningVar);
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
