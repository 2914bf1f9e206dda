using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Passes;

/// <summary>
/// Collects the steps of a pass while the layers' rules run. A value is written by one step. What is fused and where values lie is decided behind all rules,
/// by passes over the draft, when it is known who reads what.
/// </summary>
internal sealed class PlanBuilder
{
    private readonly PlanDraft _draft = new();
    private Value? _packed;

    public PlanBuilder(Shape inputShape, bool isTraining, bool usesWinograd)
    {
        IsTraining = isTraining;
        UsesWinograd = usesWinograd;
        Inputs = Add("inputs", inputShape, ValueLayout.OfCaller(inputShape), Home.Inputs);
    }

    /// <summary>Whether the gradient will be asked for, so that some values have to be kept.</summary>
    public bool IsTraining { get; }

    /// <summary>Whether convolutions may be computed by Winograd's minimal filtering, which rounds otherwise than the definition.</summary>
    public bool UsesWinograd { get; }

    /// <summary>The caller's inputs.</summary>
    public Value Inputs { get; }

    /// <summary>The caller's gradients of the outputs, those of a sample one behind another.</summary>
    public Value OutputGradients(Shape row) => Add("outputGradients", row, ValueLayout.OfCaller(row), Home.OutputGradients);

    /// <summary>Makes a value in scratch memory.</summary>
    public Value NewValue(ValueName name, Shape shape) => Add(name, shape, ValueLayout.OfScratch(shape), Home.Scratch);

    /// <summary>Makes a value in scratch memory that lies channel by channel.</summary>
    public Value NewPlanes(string name, Shape shape) => Add(name, shape, ValueLayout.Planes, Home.Scratch);

    /// <summary>
    /// The caller's inputs as a row, which costs nothing: their values lie channels first without anything between them, and that is the order of a row. A
    /// value of its own in the same memory, so that no rule takes it for one with channels and pixels.
    /// </summary>
    public Value InputsAsRow()
    {
        var row = Shape.Of(Inputs.Length);
        return Add(Inputs.Name, row, ValueLayout.OfCaller(row), Home.Inputs);
    }

    /// <summary>
    /// Makes a value that all samples share, such as a mean over them. The pass then takes the whole batch at once, however large it is.
    /// </summary>
    public Value NewBatchValue(string name, Shape shape) => Add(name, shape, ValueLayout.OfScratch(shape), Home.Batch);

    /// <summary>Asks for zeros around a value in scratch memory.</summary>
    public void NeedBorder(Value value, Border border) => _draft.Values[value.Id] = _draft.Values[value.Id].WithBorder(border);

    /// <summary>
    /// Wants the rows of what the loss reads to lie as those of the caller's outputs do, so that one kernel of the last layer serves both passes.
    /// They will, if nothing but the loss reads them.
    /// </summary>
    public void Pack(Value y) => _packed = y;

    /// <summary>Adds a step. What it reads and writes, its kernel says: the arguments' modes depend neither on rows nor on borders, so that those of now will do.</summary>
    public void Add(DraftStep step) => _draft.Steps.Add(step with { Effects = Effects.Of(_draft.Make(step), step.Operands) });

    /// <summary>Adds <c>y = f(x)</c> as a step of its own, which will be fused into the step that makes <paramref name="x"/> where that can be.</summary>
    /// <param name="x">The value.</param>
    /// <param name="function">What is applied.</param>
    /// <param name="kernel">Makes the kernel of the step, of the functions and of where x and y lie; null for the one of pixels.</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="suffix">What tells it from the layer's other kernels.</param>
    /// <param name="comment">The equation with its shapes.</param>
    /// <param name="isFusible">Whether it may be fused.</param>
    /// <param name="others">The same as functions of other values, if there are any that it can be a function of.</param>
    /// <returns>y.</returns>
    public Value Apply(
        Value x,
        DraftFunction function,
        Func<EquatableArray<StoreFunction>, Value, Value, Kernel>? kernel,
        string layer,
        string suffix,
        string comment,
        bool isFusible = true,
        params (Value Value, DraftFunction Function)[] others)
    {
        Value y = NewValue(function.Name, x.Shape);
        bool isGrid = kernel is null;
        kernel ??= static (functions, x, y) => new GridElementwise(functions, x.Grid, y.Grid);
        Add(new DraftStep(
            (at, functions) => kernel(functions, at(x), at(y)),
            new Operand[] { new Operand.Activation(x.Id), new Operand.Activation(y.Id) }.Concat(function.Operands).ToEquatableArray(),
            layer,
            suffix,
            comment)
        {
            Functions = EquatableArray.Of(function),
            Fusible = isFusible ? others.Prepend((x, function)).Select(static other => new FusibleFunction(other.Item1.Id, other.Item2)).ToEquatableArray() : default,
            TakesFunctions = isGrid,
            TakesGridFunctions = isGrid,
        });
        return y;
    }

    /// <summary>Has something computed from the parameters once a call.</summary>
    /// <param name="length">The floats that it takes.</param>
    /// <param name="name">Its name.</param>
    /// <param name="call">Makes the call that writes it.</param>
    /// <returns>Where it lies.</returns>
    public Operand.Prepared Prepare(int length, string name, Func<Operand.Prepared, KernelCall> call)
    {
        var prepared = new Operand.Prepared(name, _draft.PreparedLength);
        _draft.PreparedLength = checked(_draft.PreparedLength + DenseStorage.RoundUp(length));
        _draft.Preparations.Add(call(prepared));
        return prepared;
    }

    /// <summary>Fuses, lays out the values and makes the pass.</summary>
    /// <param name="results">The values that go to the caller: outputs, or the gradients of the inputs; none in training.</param>
    /// <param name="chunkBytes">The scratch memory of a chunk to aim at.</param>
    /// <param name="cancellationToken">Ends the layout.</param>
    public Pass Build(IReadOnlyList<Value> results, int chunkBytes, CancellationToken cancellationToken, Home home = Home.Outputs)
    {
        DraftVerifier.Assert(_draft);
        Fusion.Run(_draft, results);
        DraftVerifier.Assert(_draft, withKernels: true);
        Packing.Run(_draft, _packed);
        (int scratchLength, int batchLength) = BufferPlanner.Run(_draft, results, home);
        DraftVerifier.Assert(_draft);
        IReadOnlyList<KernelCall> steps = Borders.Run(_draft, cancellationToken);
        steps = home == Home.InputGradients ? InputGradients.Mark(steps, _draft.Values) : steps;
        var pass = new Pass(
            steps.ToEquatableArray(),
            _draft.Values.ToEquatableArray(),
            scratchLength,
            BufferPlanner.Chunk(scratchLength, steps.Sum(static step => step.Kernel.MatrixLength), chunkBytes))
        {
            Preparations = _draft.Preparations.ToEquatableArray(),
            PreparedLength = _draft.PreparedLength,
            WorkLength = steps.Max(static step => step.Kernel.WorkLength),
            BatchLength = batchLength,
        };
        PlanVerifier.Assert(pass);
        return pass;
    }

    private Value Add(ValueName name, Shape shape, ValueLayout layout, Home home)
    {
        var value = new Value(_draft.Values.Count, name.Text, shape, layout, home, 0) { OutputGradient = name.OutputGradient };
        _draft.Values.Add(value);
        return value;
    }
}
