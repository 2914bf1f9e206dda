using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNet.Kernels;

/// <summary>The checks of generated methods before they read or write anything.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Check
{
    /// <summary>The number of samples of a <c>Forward</c> call.</summary>
    /// <param name="weights">The network's weights.</param>
    /// <param name="inputs">The inputs of whole samples.</param>
    /// <param name="outputs">The outputs of as many samples.</param>
    /// <param name="inputLength">One sample's inputs.</param>
    /// <param name="outputLength">One sample's outputs.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the outputs overlap the inputs or the weights.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Samples(ReadOnlySpan<float> weights, ReadOnlySpan<float> inputs, Span<float> outputs, int inputLength, int outputLength)
    {
        int samples = inputs.Length / inputLength;
        if (samples * inputLength != inputs.Length
            || (long)samples * outputLength != outputs.Length
            || Overlap(inputs, outputs)
            || (Overlap(weights, outputs) && samples > 0))
        {
            ThrowSamples(inputs, outputs, inputLength, outputLength);
        }

        return samples;
    }

    /// <summary>The number of samples of a <c>Gradient</c> call with targets.</summary>
    /// <param name="inputs">The inputs of whole samples.</param>
    /// <param name="targets">The targets of as many samples.</param>
    /// <param name="inputLength">One sample's inputs.</param>
    /// <param name="outputLength">One sample's outputs.</param>
    /// <param name="parameters">The network's weights.</param>
    /// <param name="gradients">Where the gradient goes.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, the gradients are of another network, or memory that is read overlaps memory that is written: the gradients and the running statistics.
    /// </exception>
    public static int Batch(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        int inputLength,
        int outputLength,
        ParameterSet parameters,
        ParameterSet gradients)
    {
        int samples = inputs.Length / inputLength;
        if (samples * inputLength != inputs.Length || (long)samples * outputLength != targets.Length)
        {
            ThrowLengths(inputs.Length, inputLength, targets.Length, outputLength, "targets");
        }

        CheckGradients(samples, parameters, gradients);
        CheckOverlap(inputs, parameters, gradients, "inputs");
        CheckOverlap(targets, parameters, gradients, "targets");
        return samples;
    }

    /// <summary>The number of samples of a <c>Gradient</c> call with labels.</summary>
    /// <param name="inputs">The inputs of whole samples.</param>
    /// <param name="labels">One label per sample.</param>
    /// <param name="inputLength">One sample's inputs.</param>
    /// <param name="classes">Labels run from 0 to this, exclusive.</param>
    /// <param name="parameters">The network's weights.</param>
    /// <param name="gradients">Where the gradient goes.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, the gradients are of another network, or memory that is read overlaps memory that is written: the gradients and the running statistics.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is out of range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Batch(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<int> labels,
        int inputLength,
        int classes,
        ParameterSet parameters,
        ParameterSet gradients)
    {
        return Batch(inputs, labels, inputLength, classes, positions: 1, ignored: null, parameters, gradients);
    }

    /// <summary>The number of samples of a <c>Gradient</c> call with labels.</summary>
    /// <param name="inputs">The inputs of whole samples.</param>
    /// <param name="labels">One label for each position of a sample.</param>
    /// <param name="inputLength">One sample's inputs.</param>
    /// <param name="classes">Labels run from 0 to this, exclusive.</param>
    /// <param name="positions">The positions of a sample.</param>
    /// <param name="ignored">Another label that may be there, or <see langword="null"/>.</param>
    /// <param name="parameters">The network's weights.</param>
    /// <param name="gradients">Where the gradient goes.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, the gradients are of another network, or memory that is read overlaps memory that is written: the gradients and the running statistics.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is out of range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Batch(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<int> labels,
        int inputLength,
        int classes,
        int positions,
        int? ignored,
        ParameterSet parameters,
        ParameterSet gradients)
    {
        int samples = inputs.Length / inputLength;
        if (samples * inputLength != inputs.Length || (long)samples * positions != labels.Length)
        {
            ThrowLengths(inputs.Length, inputLength, labels.Length, positions, "labels");
        }

        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes && labels[i] != ignored)
            {
                ThrowLabel(i, labels[i], classes, ignored);
            }
        }

        CheckGradients(samples, parameters, gradients);
        CheckOverlap(inputs, parameters, gradients, "inputs");
        CheckOverlap(MemoryMarshal.Cast<int, float>(labels), parameters, gradients, "labels");
        return samples;
    }

    /// <summary>The number of samples of a <c>Backward</c> call.</summary>
    /// <param name="inputs">The inputs of whole samples.</param>
    /// <param name="outputGradients">The gradients of the outputs of as many samples.</param>
    /// <param name="inputGradients">Where the gradients of the inputs go; empty where they are not wanted.</param>
    /// <param name="inputLength">One sample's inputs.</param>
    /// <param name="outputLength">One sample's outputs.</param>
    /// <param name="parameters">The network's weights.</param>
    /// <param name="gradients">Where the gradient goes.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, the gradients are of another network, or memory that is written overlaps other memory: the gradients of parameters and inputs, and the running statistics.
    /// </exception>
    public static int Product(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> outputGradients,
        Span<float> inputGradients,
        int inputLength,
        int outputLength,
        ParameterSet parameters,
        ParameterSet gradients)
    {
        int samples = inputs.Length / inputLength;
        if (samples * inputLength != inputs.Length || (long)samples * outputLength != outputGradients.Length)
        {
            ThrowLengths(inputs.Length, inputLength, outputGradients.Length, outputLength, nameof(outputGradients));
        }

        if (!inputGradients.IsEmpty && inputGradients.Length != inputs.Length)
        {
            ThrowLengths(inputs.Length, inputLength, inputGradients.Length, inputLength, nameof(inputGradients));
        }

        CheckGradients(1, parameters, gradients);
        CheckOverlap(inputs, parameters, gradients, nameof(inputs));
        CheckOverlap(outputGradients, parameters, gradients, nameof(outputGradients));
        if (inputGradients.Overlaps(inputs) || inputGradients.Overlaps(outputGradients) || inputGradients.Overlaps(parameters.Flat) || inputGradients.Overlaps(gradients.Flat))
        {
            throw new ArgumentException("The gradients of the inputs overlap other memory of the call, or the weights: they need memory of their own.", nameof(inputGradients));
        }

        return samples;
    }

    /// <summary>The number of samples of the first of several inputs.</summary>
    /// <param name="input">The input of whole samples.</param>
    /// <param name="length">The values of one sample.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    public static int Samples(ReadOnlySpan<float> input, int length, string name)
        => input.Length % length == 0
            ? input.Length / length
            : throw new ArgumentException($"Expected whole samples of {length} values, got {input.Length}.", name);

    /// <summary>Checks the length of another input, or of the targets of an output.</summary>
    /// <param name="values">The values of as many samples.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="length">The values of one sample.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    public static void Part(ReadOnlySpan<float> values, int samples, int length, string name)
    {
        if (values.Length != (long)samples * length)
        {
            ThrowPart(values.Length, samples, length, name);
        }
    }

    /// <summary>Checks the labels of an output.</summary>
    /// <param name="labels">One label a sample.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="classes">Labels run from 0 to this, exclusive.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is out of range.</exception>
    public static void Labels(ReadOnlySpan<int> labels, int samples, int classes, string name)
        => Labels(labels, samples, classes, positions: 1, ignored: null, name);

    /// <summary>Checks the labels of an output.</summary>
    /// <param name="labels">One label for each position of a sample.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="classes">Labels run from 0 to this, exclusive.</param>
    /// <param name="positions">The positions of a sample.</param>
    /// <param name="ignored">Another label that may be there, or <see langword="null"/>.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is out of range.</exception>
    public static void Labels(ReadOnlySpan<int> labels, int samples, int classes, int positions, int? ignored, string name)
    {
        if (labels.Length != (long)samples * positions)
        {
            ThrowPart(labels.Length, samples, positions, name);
        }

        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes && labels[i] != ignored)
            {
                throw new ArgumentOutOfRangeException(
                    name, labels[i], $"Expected labels from 0 to {classes - 1}{(ignored is { } label ? $" or {label}" : "")}; that of sample {i / positions} is {labels[i]}.");
            }
        }
    }

    /// <summary>Checks the memory of one of several outputs.</summary>
    /// <param name="output">The memory of as many samples.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="length">The values of one sample.</param>
    /// <param name="weights">The network's weights.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <exception cref="ArgumentException">The length does not fit, or the memory overlaps the weights.</exception>
    public static void Output(ReadOnlySpan<float> output, int samples, int length, ReadOnlySpan<float> weights, string name)
    {
        Part(output, samples, length, name);
        if (weights.Overlaps(output))
        {
            throw new ArgumentException("The memory of the output overlaps the weights.", name);
        }
    }

    /// <summary>Checks the memory for the gradients of one of several inputs.</summary>
    /// <param name="inputGradients">The memory of as many samples, or nothing.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="length">The values of one sample.</param>
    /// <param name="parameters">The network's weights.</param>
    /// <param name="gradients">Where the gradient of the parameters goes.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <exception cref="ArgumentException">The length does not fit, or the memory overlaps the weights or their gradients.</exception>
    public static void InputGradients(ReadOnlySpan<float> inputGradients, int samples, int length, ParameterSet parameters, ParameterSet gradients, string name)
    {
        if (inputGradients.IsEmpty)
        {
            return;
        }

        ArgumentNullException.ThrowIfNull(gradients);
        Part(inputGradients, samples, length, name);
        if (inputGradients.Overlaps(parameters.Flat) || inputGradients.Overlaps(gradients.Flat))
        {
            throw new ArgumentException("The memory overlaps the weights or their gradients.", name);
        }
    }

    /// <summary>Checks that two outputs do not overlap.</summary>
    /// <param name="output">One output.</param>
    /// <param name="other">Another one.</param>
    /// <param name="name">The name of the parameter of the other one.</param>
    /// <exception cref="ArgumentException">They overlap.</exception>
    public static void Apart(ReadOnlySpan<float> output, ReadOnlySpan<float> other, string name)
    {
        if (output.Overlaps(other))
        {
            throw new ArgumentException("The memory of the output overlaps that of another one.", name);
        }
    }

    [DoesNotReturn]
    private static void ThrowPart(int values, int samples, int length, string name)
        => throw new ArgumentException($"Expected {samples} samples of {length}, as the first input has, so {(long)samples * length} values; got {values}.", name);

    /// <summary>Checks that a batch norm of single values has more than one of them in training, since a single value has no variance.</summary>
    /// <param name="samples">The samples of the batch.</param>
    /// <param name="layer">The layer's name.</param>
    /// <exception cref="ArgumentException">There is one sample.</exception>
    public static void SeveralSamples(int samples, string layer)
    {
        if (samples < 2)
        {
            throw new ArgumentException(
                $"'{layer}' normalises each channel over the batch, and has one value per channel and sample: expected at least 2 samples, got {samples}.", "inputs");
        }
    }

    private static void CheckGradients(int samples, ParameterSet parameters, ParameterSet gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        if (samples == 0)
        {
            throw new ArgumentException("The mean loss of no samples is undefined: pass at least one.", "inputs");
        }

        if (ReferenceEquals(parameters, gradients))
        {
            throw new ArgumentException("These are the network's own weights: the gradient needs a set of its own, made by CreateParameters().", nameof(gradients));
        }

        parameters.Layout.ThrowIfIncompatible(gradients.Layout, nameof(gradients));
    }

    // Memory that is read may be within the weights, which do not change, but not within the running statistics after them.
    private static void CheckOverlap(ReadOnlySpan<float> values, ParameterSet parameters, ParameterSet gradients, string name)
    {
        if (values.Overlaps(gradients.Flat))
        {
            throw new ArgumentException($"The {name} overlap the gradients, which are overwritten: they need memory of their own.", name);
        }

        if (values.Overlaps(parameters.Flat[parameters.Trainable.Length..]))
        {
            throw new ArgumentException($"The {name} overlap the running statistics, which change: they need memory of their own.", name);
        }
    }

    // Whether the first address of one is within the other. As an unsigned number, a negative distance exceeds any length.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Overlap(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        nint distance = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(one), ref MemoryMarshal.GetReference(other));
        return (nuint)distance < (nuint)one.Length * sizeof(float) || (nuint)(-distance) < (nuint)other.Length * sizeof(float);
    }

    // Only a throw, which the JIT recognises: the caller saves no registers around the call.
    [DoesNotReturn]
    private static void ThrowLengths(int inputs, int inputLength, int others, int otherLength, string name)
        => throw LengthError(inputs, inputLength, others, otherLength, name);

    private static ArgumentException LengthError(int inputs, int inputLength, int others, int otherLength, string name)
        => inputs % inputLength != 0
            ? new ArgumentException($"Expected whole samples of {inputLength} inputs, got {inputs} values.", "inputs")
            : new ArgumentException(
                $"Expected {inputs / inputLength * (long)otherLength} {name} for {inputs / inputLength} samples ({otherLength} each), got {others}.", name);

    [DoesNotReturn]
    private static void ThrowSamples(ReadOnlySpan<float> inputs, Span<float> outputs, int inputLength, int outputLength)
        => throw SamplesError(inputs, outputs, inputLength, outputLength);

    private static ArgumentException SamplesError(ReadOnlySpan<float> inputs, Span<float> outputs, int inputLength, int outputLength)
        => inputs.Length % inputLength != 0 || (long)(inputs.Length / inputLength) * outputLength != outputs.Length
            ? LengthError(inputs.Length, inputLength, outputs.Length, outputLength, "outputs")
            : Overlap(inputs, outputs)
                ? new ArgumentException("Inputs and outputs overlap: outputs need memory of their own.", "outputs")
                : new ArgumentException("The outputs overlap the weights: outputs need memory of their own.", "outputs");

    [DoesNotReturn]
    private static void ThrowLabel(int index, int label, int classes, int? ignored)
        => throw new ArgumentOutOfRangeException("labels", label, $"Label {index} is {label}, expected 0 to {classes - 1}{(ignored is { } other ? $" or {other}" : "")}.");
}
