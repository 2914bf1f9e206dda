using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Passes;

/// <summary>Makes a kernel once it is known how the rows of values lie and what is fused into its store.</summary>
internal delegate Kernel KernelFactory(Func<Value, Value> at, EquatableArray<StoreFunction> functions);

/// <summary>
/// Collects the steps of a pass while the layers' rules run. A value is written by one step; where it lies is decided at the
/// end, when it is known how long it lives.
/// </summary>
internal sealed class PlanBuilder
{
    private readonly List<Value> _values = [];
    private readonly List<DraftStep> _steps = [];
    private readonly List<KernelCall> _preparations = [];
    private readonly HashSet<int> _kept = [];
    private int _preparedLength;
    private int _packed = -1;

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

    /// <summary>A step whose rows are not laid out yet.</summary>
    /// <param name="Make">Makes the kernel once rows and fused functions are known.</param>
    /// <param name="Operands">The kernel's arguments.</param>
    /// <param name="Layer">The layer's name.</param>
    /// <param name="Suffix">What tells it from the layer's other kernels.</param>
    /// <param name="Comment">The equation with its shapes.</param>
    internal sealed record DraftStep(
        KernelFactory Make,
        EquatableArray<Operand> Operands,
        string Layer,
        string Suffix,
        string Comment)
    {
        /// <summary>What it reads and writes, by its kernel's arguments; known from <see cref="Add(DraftStep)"/> on.</summary>
        public Effects Effects { get; init; }

        /// <summary>Functions that a later layer had fused into the store of this step's result.</summary>
        public EquatableArray<DraftFunction> Functions { get; init; }

        /// <summary>Whether functions of a value by itself, activations, can be fused into the store of the result.</summary>
        public bool TakesFunctions { get; init; }

        /// <summary>Whether functions that know the value's channel or pixel can be fused too (<see cref="DraftFunction.NeedsGrid"/>).</summary>
        public bool TakesGridFunctions { get; init; }

        /// <summary>How the kernel becomes one that stores the largest of each window of 2 x 2 pixels in place of the pixels; null where it cannot.</summary>
        public Func<Kernel, Kernel>? Pool { get; init; }

        /// <summary>The kernel, where values lie as they are told to.</summary>
        public Kernel Kernel(Func<Value, Value> at)
            => Make(at, Functions.Count == 0 ? EquatableArray<StoreFunction>.Empty : Functions.Select(function => function.Make(at)).ToEquatableArray());
    }

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
    public void NeedBorder(Value value, Border border) => _values[value.Id] = _values[value.Id].WithBorder(border);

    /// <summary>
    /// Says that a value is read again after the step that comes next, by another branch or by the backward pass, so that nothing is fused
    /// into it.
    /// </summary>
    public void Keep(Value value) => _kept.Add(value.Id);

    /// <summary>
    /// Wants the rows of what the loss reads to lie as those of the caller's outputs do, so that one kernel of the last layer serves both passes.
    /// They will, if nothing but the loss reads them.
    /// </summary>
    public void Pack(Value y) => _packed = y.Id;

    /// <summary>Adds a step. What it reads and writes, its kernel says: the arguments' modes depend neither on rows nor on borders, so that those of now will do.</summary>
    public void Add(DraftStep step)
    {
        Kernel kernel = step.Kernel(value => _values[value.Id]);
        _steps.Add(step with { Effects = Effects.Of(kernel, step.Operands) });
    }

    /// <summary>
    /// Fuses a function into the store of the step that made <paramref name="x"/>, if that step can take it and nobody else reads x.
    /// </summary>
    /// <returns>x under the name of the function, whose result it now holds; null where it could not be fused.</returns>
    public Value? TryFuse(Value x, DraftFunction function)
    {
        if (_steps.Count == 0
            || _steps[_steps.Count - 1] is not { } last
            || !(function.NeedsGrid ? last.TakesGridFunctions : last.TakesFunctions)
            || last.Effects.Writes != x.Id
            || _kept.Contains(x.Id))
        {
            return null;
        }

        Value fused = _values[x.Id] with { Name = function.Name.Text, OutputGradient = function.Name.OutputGradient };
        _values[x.Id] = fused;
        _steps[_steps.Count - 1] = last with
        {
            Functions = last.Functions.Append(function).ToEquatableArray(),
            Operands = last.Operands.Concat(function.Operands).ToEquatableArray(),
            Effects = last.Effects with { Reads = last.Effects.Reads.Concat(function.Reads).ToEquatableArray() },
            Comment = last.Comment + "\n" + function.Comment,
        };
        return fused;
    }

    /// <summary>
    /// Has the step that made <paramref name="x"/> store the largest of each window of 2 x 2 pixels in place of the pixels, if it can and nobody else
    /// reads x.
    /// </summary>
    /// <param name="x">The value.</param>
    /// <param name="shape">Its shape from now on.</param>
    /// <param name="name">Its name from now on.</param>
    /// <param name="comment">The equation with its shapes.</param>
    /// <returns>x as it is now; null where the step cannot.</returns>
    public Value? TryPool(Value x, Shape shape, string name, string comment)
    {
        if (_steps.Count == 0 || _steps[_steps.Count - 1] is not { Pool: { } pool } last || last.Effects.Writes != x.Id || _kept.Contains(x.Id) || last.Functions.Any(static function => function.NeedsGrid))
        {
            return null;
        }

        Value pooled = _values[x.Id] with { Name = name, OutputGradient = null, Shape = shape };
        _values[x.Id] = pooled;
        _steps[_steps.Count - 1] = last with
        {
            Make = (at, functions) => pool(last.Make(at, functions)),
            TakesFunctions = false,
            TakesGridFunctions = false,
            Pool = null,
            Comment = last.Comment + "\n" + comment,
        };
        return pooled;
    }

    /// <summary>Has something computed from the parameters once a call.</summary>
    /// <param name="length">The floats that it takes.</param>
    /// <param name="name">Its name.</param>
    /// <param name="call">Makes the call that writes it.</param>
    /// <returns>Where it lies.</returns>
    public Operand.Prepared Prepare(int length, string name, Func<Operand.Prepared, KernelCall> call)
    {
        var prepared = new Operand.Prepared(name, _preparedLength);
        _preparedLength = checked(_preparedLength + DenseStorage.RoundUp(length));
        _preparations.Add(call(prepared));
        return prepared;
    }

    /// <summary>Lays out the values and makes the pass.</summary>
    /// <param name="result">The value that goes to the caller's outputs; null in training.</param>
    /// <param name="chunkBytes">The scratch memory of a chunk to aim at.</param>
    /// <param name="cancellationToken">Ends the layout.</param>
    public Pass Build(Value? result, int chunkBytes, CancellationToken cancellationToken)
    {
        if (_values.Find(value => value.Id == _packed) is { Home: Home.Scratch, Layout.Order: ValueOrder.Row } packed
            && _steps.Count(step => step.Effects.Reads.Contains(packed.Id)) == 1
            && _steps.All(step => step.Effects.InPlace < 0 || (step.Effects.InPlace != packed.Id && step.Effects.Writes != packed.Id)))
        {
            _values[packed.Id] = packed with { Layout = packed.Layout with { IsPadded = false } };
        }

        (Value[] values, int scratchLength, int batchLength) = BufferPlanner.Place(_values, _steps, result);
        Func<Value, Value> at = value => values[value.Id];
        var steps = new List<KernelCall>();
        var borders = new BorderTracker();
        foreach (DraftStep step in _steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Value? written = step.Effects.Writes >= 0 ? values[step.Effects.Writes] : null;
            Kernel kernel = step.Kernel(at);
            if (written is not null && borders.Write(written) && !kernel.WritesBorder)
            {
                steps.Add(new KernelCall(
                    written.Layout.Order == ValueOrder.ChannelsFirst ? new Clear(written.Size) : new ClearBorder(written.Grid),
                    EquatableArray.Of<Operand>(new Operand.Activation(written.Id)),
                    step.Layer,
                    step.Suffix + "Border",
                    $"{step.Layer}: zeros around {written.Name}"));
            }

            steps.Add(new KernelCall(kernel, step.Operands, step.Layer, step.Suffix, step.Comment));
        }

        var pass = new Pass(steps.ToEquatableArray(), values.ToEquatableArray(), scratchLength, BufferPlanner.Chunk(scratchLength, steps.Sum(static step => step.Kernel.MatrixLength), chunkBytes))
        {
            Preparations = _preparations.ToEquatableArray(),
            PreparedLength = _preparedLength,
            WorkLength = steps.Max(static step => step.Kernel.WorkLength),
            BatchLength = batchLength,
        };
        PlanVerifier.Assert(pass);
        return pass;
    }

    private Value Add(ValueName name, Shape shape, ValueLayout layout, Home home)
    {
        var value = new Value(_values.Count, name.Text, shape, layout, home, 0) { OutputGradient = name.OutputGradient };
        _values.Add(value);
        return value;
    }
}
