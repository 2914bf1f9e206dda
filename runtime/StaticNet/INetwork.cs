namespace StaticNet;

/// <summary>
/// What every generated network class implements, so that training, evaluation, export and your own helpers are written once
/// and specialised by the JIT: <c>static void Run&lt;T&gt;(T network) where T : class, INetwork&lt;T&gt;</c>.
/// </summary>
/// <remarks>
/// <para>
/// Calls that read weights (<see cref="Forward"/>, <c>Gradient</c>, <see cref="Save"/>) may run on many threads at once; calls that write them (an optimizer's step, <see cref="ParameterSet.Load(string)"/>,
/// <c>CopyFrom</c>, writing to <see cref="Parameters"/>) may only run while no other call does, or predictions mix old and new weights. With <c>[BatchNorm]</c>, <c>Gradient</c> writes running
/// statistics and is one of the latter; with <c>[Dropout]</c> one thread at a time may call it. Static members may be called at any time. The page docs/threads.md has the whole table.
/// </para>
/// <para>
/// Memory that a call reads may be anywhere. Memory that it writes (outputs, gradients) must not overlap any other memory of the call: otherwise the call throws an
/// <see cref="ArgumentException"/> before anything is written.
/// </para>
/// </remarks>
/// <typeparam name="TSelf">The network class itself.</typeparam>
public interface INetwork<TSelf>
    where TSelf : INetwork<TSelf>
{
    /// <summary>The number of values of one sample's input.</summary>
    static abstract int InputLength { get; }

    /// <summary>The number of values of one sample's output.</summary>
    static abstract int OutputLength { get; }

    /// <summary>The number of targets of one sample: <see cref="OutputLength"/>, unless some of several outputs have no loss; then those of the others.</summary>
    static virtual int TargetLength => TSelf.OutputLength;

    /// <summary>The number of trainable scalars, as a paper counts them: without padding and without running statistics.</summary>
    static abstract int ParameterCount { get; }

    /// <summary>The multiply-adds of one forward pass of one sample.</summary>
    static abstract long MultiplyAdds { get; }

    /// <summary>The network layer by layer: shapes, parameters, cost.</summary>
    static abstract NetworkSummary Summary { get; }

    /// <summary>Makes a set of tensors of this network's shapes, all zero: for gradients, optimizer state or other weights.</summary>
    static abstract ParameterSet CreateParameters();

    /// <summary>Makes a network with initial weights drawn from <paramref name="seed"/>, the same bits on every machine.</summary>
    /// <param name="seed">The seed of the initial weights.</param>
    static abstract TSelf Create(int seed);

    /// <summary>Makes a network with the weights of a safetensors file.</summary>
    /// <param name="path">The file, or a pipe that contains nothing else.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is not safetensors, or tensors are missing, unexpected or of another shape; the message lists them, up to its maximum length.
    /// </exception>
    static abstract TSelf Load(string path);

    /// <summary>The weights: named tensors over one flat buffer. Write to them, while no other thread calls this network, and the next call uses the new values.</summary>
    ParameterSet Parameters { get; }

    /// <summary>Predicts. May be called from many threads at once, but not while another thread writes weights. Allocates nothing after the first calls.</summary>
    /// <param name="inputs">Any number of samples, one after another, each <see cref="InputLength"/> long.</param>
    /// <param name="outputs">The outputs of as many samples, each <see cref="OutputLength"/> long. Must not overlap the inputs or the weights.</param>
    /// <exception cref="ArgumentException">A length is not a multiple of one sample's, the numbers of samples differ, or the memory overlaps.</exception>
    void Forward(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>
    /// Computes the mean loss of the samples and writes its gradient for every parameter. May be called from many threads at once, each with its own gradients, of a network without
    /// <c>[BatchNorm]</c> and <c>[Dropout]</c>, but not while another thread writes weights.
    /// </summary>
    /// <param name="inputs">One or more samples, one after another.</param>
    /// <param name="targets">The targets of as many samples, each <see cref="TargetLength"/> long.</param>
    /// <param name="gradients">Made by <see cref="CreateParameters"/>; overwritten.</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">A length does not fit, the gradients are of another network, or memory that is read overlaps memory that is written.</exception>
    /// <exception cref="NotSupportedException">The network declares no loss.</exception>
    float Gradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ParameterSet gradients)
        => throw new NotSupportedException($"{TSelf.Summary.Name} declares no loss, so it has no gradient: put a loss such as [CrossEntropy] after its last layer.");

    /// <summary>
    /// Computes the mean loss of the samples and writes its gradient for every parameter. May be called from many threads at once, each with its own gradients, of a network without
    /// <c>[BatchNorm]</c> and <c>[Dropout]</c>, but not while another thread writes weights.
    /// </summary>
    /// <param name="inputs">One or more samples, one after another.</param>
    /// <param name="labels">
    /// One class per sample, from 0 to <see cref="TargetLength"/> - 1: the target is 1 for that output and 0 for the others. With a
    /// single output and an element-wise loss, the label (0 or 1) is the target itself. Where the positions of a sample have classes of their own, one for each (<see cref="NetworkSummary.LabelLength"/>).
    /// </param>
    /// <param name="gradients">Made by <see cref="CreateParameters"/>; overwritten.</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">A length does not fit, the gradients are of another network, or memory that is read overlaps memory that is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is out of range.</exception>
    /// <exception cref="NotSupportedException">The network declares no loss, or more than one output has a loss.</exception>
    float Gradient(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ParameterSet gradients)
        => throw new NotSupportedException(TSelf.Summary.IsTrained
            ? $"{TSelf.Summary.Name} has several trained outputs, for which a label of a sample says too little: pass targets."
            : $"{TSelf.Summary.Name} declares no loss, so it has no gradient: put a loss such as [CrossEntropy] after its last layer.");

    /// <summary>
    /// Takes the gradient of any function with respect to the outputs, and computes that with respect to the parameters and the inputs: the product with the Jacobian. It needs no loss, and
    /// sums over the samples. Only of a network with <c>[Network(..., Backward = true)]</c>. Like <c>Gradient</c> it is a step of training: it drops values, normalises over
    /// the batch and moves running statistics; the same holds for the threads that may call it.
    /// </summary>
    /// <param name="inputs">Any number of samples, one after another.</param>
    /// <param name="outputGradients">For each output of as many samples the derivative of the function with respect to it, <see cref="OutputLength"/> a sample.</param>
    /// <param name="gradients">Made by <see cref="CreateParameters"/>; overwritten.</param>
    /// <param name="inputGradients">Where the derivatives with respect to the inputs go, as many as inputs; empty if they are not wanted.</param>
    /// <exception cref="ArgumentException">A length does not fit, the gradients are of another network, or memory that is written overlaps other memory of the call.</exception>
    /// <exception cref="NotSupportedException">The network does not ask for the method.</exception>
    void Backward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, ParameterSet gradients, Span<float> inputGradients)
        => throw new NotSupportedException($"{TSelf.Summary.Name} has no Backward: ask for it by [Network(..., Backward = true)].");

    /// <summary>Writes the weights to a safetensors file. An existing file stays unchanged until the new one is complete.</summary>
    /// <remarks><see cref="NetworkFiles"/> has streams and options; <see cref="ParameterSet.Save(string)"/> describes what happens to a file's mode, owner and links.</remarks>
    /// <param name="path">The file.</param>
    /// <exception cref="NotFiniteNumberException">A weight is NaN or infinite; the message names the first such tensor. Nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be written, or the path names a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or is read-only.</exception>
    void Save(string path);
}
