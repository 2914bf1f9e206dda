using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Ir;

/// <summary>The kernel plan of a network: what the passes make and the printers write.</summary>
/// <param name="Inference">The steps of <c>Forward</c>.</param>
/// <param name="Training">The steps of <c>Gradient</c>; null for a network without a loss.</param>
/// <param name="Product">The steps of <c>Backward</c>; null for a network without it.</param>
internal sealed record NetworkPlan(Pass Inference, Pass? Training, Pass? Product = null)
{
    /// <summary>The scratch memory of <c>Forward</c> for one sample.</summary>
    public long InferenceBytes => Inference.BytesPerSample;

    /// <summary>The scratch memory of <c>Gradient</c>, or <c>Backward</c>, for one sample.</summary>
    public long TrainingBytes => Math.Max(Training?.BytesPerSample ?? 0, Product?.BytesPerSample ?? 0);
}

/// <summary>
/// A sequence of kernels over a chunk of samples. The samples of a call are worked off chunk by chunk, so that a call of any size
/// needs the scratch memory of one chunk.
/// </summary>
/// <param name="Steps">The kernels in order.</param>
/// <param name="Values">What they read and write; <see cref="Value.Id"/> is the index.</param>
/// <param name="ScratchLength">The scratch memory of one sample, in floats.</param>
/// <param name="Chunk">The samples of a full chunk.</param>
internal sealed record Pass(EquatableArray<KernelCall> Steps, EquatableArray<Value> Values, int ScratchLength, int Chunk)
{
    /// <summary>
    /// Whether values between the inputs and the outputs stay in registers (<see cref="RegisterBudget"/>), where they have no place in
    /// scratch memory.
    /// </summary>
    public bool IsInRegisters { get; init; }

    /// <summary>What is computed from the parameters once a call, before the first chunk.</summary>
    public EquatableArray<KernelCall> Preparations { get; init; }

    /// <summary>The floats that this takes, ahead of all other scratch memory.</summary>
    public int PreparedLength { get; init; }

    /// <summary>The floats that a kernel may use while it runs, behind what is prepared.</summary>
    public int WorkLength { get; init; }

    /// <summary>The floats of the values that all samples of a batch share, behind those.</summary>
    public int BatchLength { get; init; }

    /// <summary>The scratch memory before the values of the batch and of its samples, in floats.</summary>
    public int OwnLength => PreparedLength + WorkLength;

    /// <summary>The scratch memory before that of the samples, in floats.</summary>
    public int SharedLength => OwnLength + BatchLength;

    /// <summary>Whether the batch has to go through at once, because samples depend on each other. Otherwise it goes through in chunks.</summary>
    public bool TakesWholeBatch => BatchLength > 0;

    /// <summary>The scratch memory of a call that goes through in chunks, in floats.</summary>
    public long WorkspaceLength => OwnLength + ((long)ScratchLength * Chunk);

    /// <summary>The scratch memory of one sample, in bytes.</summary>
    public long BytesPerSample => IsInRegisters ? 0 : (long)ScratchLength * sizeof(float);

    /// <summary>The steps before the loss, or before the gradients that the caller brings.</summary>
    public IEnumerable<KernelCall> Forward => Steps.Take(Turn);

    /// <summary>The other ones.</summary>
    public IEnumerable<KernelCall> Backward => Steps.Skip(Turn);

    private int Turn
    {
        get
        {
            for (int i = 0; i < Steps.Count; i++)
            {
                if (Steps[i].Kernel is LossKernel or ClassTargets || Steps[i].Operands.Any(operand => operand is Operand.Activation { Value: var value } && Values[value].Home == Home.OutputGradients))
                {
                    return i;
                }
            }

            return Steps.Count;
        }
    }

    /// <summary>The values that lie in scratch memory, in the order in which they are written, each with the first step that writes it and the last that reads it.</summary>
    public IEnumerable<(Value Value, int Written, int LastRead)> Lifetimes()
    {
        int[] written = Enumerable.Repeat(-1, Values.Count).ToArray();
        int[] lastRead = new int[Values.Count];
        for (int i = 0; i < Steps.Count; i++)
        {
            foreach (Operand.Activation operand in Steps[i].Operands.OfType<Operand.Activation>())
            {
                lastRead[operand.Value] = i;
            }

            if (Steps[i].Effects().Writes is >= 0 and var write && written[write] < 0)
            {
                written[write] = i;
            }
        }

        return Values
            .Where(value => value.Home == Home.Scratch && !IsInRegisters && written[value.Id] >= 0)
            .Select(value => (value, written[value.Id], lastRead[value.Id]))
            .OrderBy(static lifetime => lifetime.Item2);
    }
}

/// <summary>Where a value lies.</summary>
internal enum Home
{
    /// <summary>The caller's inputs: rows without padding.</summary>
    Inputs,

    /// <summary>The caller's outputs: rows without padding.</summary>
    Outputs,

    /// <summary>The gradients of the outputs, which the caller brings: rows without padding.</summary>
    OutputGradients,

    /// <summary>The gradients of the inputs, which the caller gets: rows without padding.</summary>
    InputGradients,

    /// <summary>The part of the thread's scratch memory that the samples of a batch share: one padded row.</summary>
    Batch,

    /// <summary>The thread's scratch memory: rows padded to whole vectors, so that stores need no tail.</summary>
    Scratch,
}

/// <summary>An activation, or the gradient of one.</summary>
/// <param name="Id">Its index in <see cref="Pass.Values"/>.</param>
/// <param name="Name">What the generated code calls it: <c>relu1</c>, <c>dRelu1</c>.</param>
/// <param name="Shape">The shape of a sample.</param>
/// <param name="Layout">How a sample lies.</param>
/// <param name="Home">Where it lies.</param>
/// <param name="Offset">In scratch memory: the floats before it, a sample; in the batch's part of it, the floats before it.</param>
internal sealed record Value(int Id, string Name, Shape Shape, ValueLayout Layout, Home Home, int Offset)
{
    /// <summary>Of the gradient of a layer's input, the name of that of its output: where the one takes the place of the other, it takes its name, too. Null for others.</summary>
    public string? OutputGradient { get; init; }

    public int Length => (int)Shape.Length;

    /// <summary>In scratch memory, the zeros around it that a convolution reads.</summary>
    public Border Border => Layout.Border;

    /// <summary>The value with at least that border, of zeros in scratch memory.</summary>
    /// <exception cref="InvalidOperationException">There is no room for it: the memory is the caller's.</exception>
    public Value WithBorder(Border border)
        => border.IsNone || Home == Home.Scratch
            ? this with { Layout = Layout with { Border = Layout.Border.Or(border) } }
            : throw new InvalidOperationException($"'{Name}' of shape {Shape} has no room for a border: its memory is the caller's.");

    /// <summary>A sample as a row of features.</summary>
    /// <exception cref="InvalidOperationException">The value has channels and pixels: their order is not that of a row, or not by chance only.</exception>
    public Row Row => Layout.Order == ValueOrder.Row
        ? new(Length, Layout.IsPadded)
        : throw new InvalidOperationException($"'{Name}' of shape {Shape} is no row: its values lie {Layout}.");

    /// <summary>A sample as channels, lines and pixels; a row is one pixel.</summary>
    public Grid Grid => Layout.Order switch
    {
        ValueOrder.ChannelsLast => Grid.ChannelsLast(Shape, Layout.Border),
        ValueOrder.ChannelsFirst when Layout.IsPadded => Grid.Planar(Shape, Layout.Border),
        ValueOrder.ChannelsFirst => Grid.ChannelsFirst(Shape, Length),
        _ => Grid.OfRow(Row),
    };

    /// <summary>A sample as pixels, the channels of each side by side; a row is one pixel.</summary>
    /// <exception cref="InvalidOperationException">The channels do not lie side by side.</exception>
    public Pixels Pixels => Layout.Order != ValueOrder.ChannelsFirst
        ? new(Grid, Layout.IsPadded)
        : throw new InvalidOperationException($"'{Name}' of shape {Shape} has no rows of channels: its values lie {Layout}.");

    /// <summary>From one sample to the next, in floats.</summary>
    public int SampleStride => Grid.SampleStride;

    /// <summary>The floats that a sample takes: in scratch memory whole vectors, so that what lies behind it is aligned.</summary>
    public int Size => Home is Home.Scratch or Home.Batch ? DenseStorage.RoundUp(SampleStride) : SampleStride;
}

/// <summary>How the rows of a value follow each other.</summary>
/// <param name="Length">The floats of a sample.</param>
/// <param name="IsPadded">Whether rows are padded to whole vectors. The padding may be written and holds anything.</param>
internal readonly record struct Row(int Length, bool IsPadded)
{
    public int Stride => IsPadded ? DenseStorage.RoundUp(Length) : Length;

    /// <summary>The vectors of a row, the last of which may be partial.</summary>
    public int Vectors => DenseStorage.RoundUp(Length) / DenseStorage.Lanes;

    /// <summary>The lanes of the last vector that hold values.</summary>
    public int LastLanes => Length - ((Vectors - 1) * DenseStorage.Lanes);

    /// <summary>Whether every vector is full.</summary>
    public bool IsWhole => LastLanes == DenseStorage.Lanes;
}

/// <summary>One call of a kernel.</summary>
/// <param name="Kernel">What is computed. Equal kernels share one method.</param>
/// <param name="Operands">What it works on, in the order of the kernel's parameters.</param>
/// <param name="Layer">The layer it belongs to, which names the method: <c>dense1</c>.</param>
/// <param name="Suffix">What tells it from the layer's other kernels: <c>WeightGradient</c>; empty for the forward one.</param>
/// <param name="Comment">The equation with its shapes.</param>
internal sealed record KernelCall(Kernel Kernel, EquatableArray<Operand> Operands, string Layer, string Suffix, string Comment)
{
    /// <summary>Whether nothing but the gradient of the inputs depends on it, which the caller may not want.</summary>
    public bool IsForInputs { get; init; }

    /// <summary>What it does to the values of its pass, found anew at each call.</summary>
    public Effects Effects() => Ir.Effects.Of(Kernel, Operands);
}

/// <summary>An argument of a kernel.</summary>
internal abstract record Operand
{
    /// <summary>A row of each sample.</summary>
    internal sealed record Activation(int Value) : Operand;

    /// <summary>A tensor of the network's parameters: its layer and its name there.</summary>
    internal sealed record Parameter(string Layer, string Tensor) : Operand;

    /// <summary>The gradient of a tensor: the tensor's layer and its name there.</summary>
    internal sealed record Gradient(string Layer, string Tensor) : Operand;

    /// <summary>All tensors of a layer.</summary>
    internal sealed record Tensors(string Layer) : Operand;

    /// <summary>The gradients of all tensors of a layer.</summary>
    internal sealed record Gradients(string Layer) : Operand;

    /// <summary>The dropout mask of a layer, by the hash of its name.</summary>
    internal sealed record Mask(uint Layer) : Operand;

    /// <summary>What was computed once a call (<see cref="Pass.Preparations"/>): its name, as in <c>conv1Transposed</c>, and its place.</summary>
    internal sealed record Prepared(string Name, int Offset) : Operand;

    /// <summary>Memory that a kernel uses while it runs (<see cref="Pass.WorkLength"/>).</summary>
    internal sealed record Work : Operand;

    /// <summary>The targets of the samples, rows of floats or labels, for a loss.</summary>
    /// <param name="Offset">Where those of its output begin in a sample.</param>
    /// <param name="Factor">What the loss and its gradient are multiplied by beside the scale; null for the only loss.</param>
    internal sealed record Targets(int Offset, float? Factor) : Operand;
}
