using System.ComponentModel;

namespace StaticNet.Kernels;

/// <summary>The gradient of some of a batch's samples.</summary>
/// <param name="weights">The parameters.</param>
/// <param name="gradients">Where the gradient goes; overwritten.</param>
/// <param name="inputs">The inputs of the samples.</param>
/// <param name="targets">Their targets; empty where there are labels.</param>
/// <param name="labels">Their labels; empty where there are targets.</param>
/// <param name="scale">What each sample's gradient is multiplied with.</param>
/// <param name="masks">The dropout masks, from the first of the samples on.</param>
/// <returns>The sum of the losses.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate double GradientPass(
    Span<float> weights, Span<float> gradients, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels, float scale, DropoutMask masks);

/// <summary>The gradient of the samples of a part of a batch, whose samples are normalised together with those of the other parts.</summary>
/// <param name="weights">The parameters.</param>
/// <param name="gradients">The gradient of the batch; each shard of the part adds to its own (<see cref="BatchShard.GradientOf"/>), which is clear.</param>
/// <param name="inputs">The inputs of the samples.</param>
/// <param name="targets">Their targets; empty where there are labels.</param>
/// <param name="labels">Their labels; empty where there are targets.</param>
/// <param name="scratch">The scratch memory that was asked for.</param>
/// <param name="scale">What each sample's gradient is multiplied with.</param>
/// <param name="masks">The dropout masks, from the first of the samples on.</param>
/// <param name="part">The part.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void BatchPass(
    Span<float> weights,
    Span<float> gradients,
    ReadOnlySpan<float> inputs,
    ReadOnlySpan<float> targets,
    ReadOnlySpan<int> labels,
    ref float scratch,
    float scale,
    DropoutMask masks,
    BatchPart part);

/// <summary>What the gradients of some samples' outputs give: the gradients of the parameters, and of the inputs where they are wanted.</summary>
/// <param name="weights">The parameters.</param>
/// <param name="gradients">Where the gradient of the parameters goes; overwritten.</param>
/// <param name="inputs">The inputs of the samples.</param>
/// <param name="outputGradients">The gradients of their outputs.</param>
/// <param name="inputGradients">Where the gradients of their inputs go; empty where they are not wanted.</param>
/// <param name="masks">The dropout masks, from the first of the samples on.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void ProductPass(
    Span<float> weights, Span<float> gradients, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Span<float> inputGradients, DropoutMask masks);

/// <summary>The same for the samples of a part of a batch, whose samples are normalised together with those of the other parts.</summary>
/// <param name="weights">The parameters.</param>
/// <param name="gradients">The gradient of the batch; each shard of the part adds to its own (<see cref="BatchShard.GradientOf"/>), which is clear.</param>
/// <param name="inputs">The inputs of the samples.</param>
/// <param name="outputGradients">The gradients of their outputs.</param>
/// <param name="inputGradients">Where the gradients of their inputs go; empty where they are not wanted.</param>
/// <param name="scratch">The scratch memory that was asked for.</param>
/// <param name="masks">The dropout masks, from the first of the samples on.</param>
/// <param name="part">The part.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void BatchProductPass(
    Span<float> weights,
    Span<float> gradients,
    ReadOnlySpan<float> inputs,
    ReadOnlySpan<float> outputGradients,
    Span<float> inputGradients,
    ref float scratch,
    DropoutMask masks,
    BatchPart part);
