using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StaticNet;

/// <summary>Trains a network: batch by batch with <c>Step</c>, or whole data sets with <c>Fit</c>.</summary>
/// <remarks>
/// A trainer belongs to one thread at a time. <c>Step</c> and <c>Fit</c> write the weights: no other thread may call the network meanwhile, not even <c>Forward</c>. The
/// progress and the schedule may, since <c>Fit</c> calls them between two steps, on its own thread. To predict during training, give the other threads a copy of the
/// network (<c>CopyFrom</c>, docs/threads.md). Trainers of different networks are independent.
/// </remarks>
/// <typeparam name="TNetwork">The network class.</typeparam>
/// <example>
/// <code>
/// Trainer&lt;Digits&gt; trainer = new(new Digits(seed: 1), new Adam(1e-3));
/// trainer.Fit(training, epochs: 30, batchSize: 32);
/// Console.WriteLine(Evaluator.Evaluate(trainer.Network, test).Accuracy);
/// </code>
/// </example>
public sealed partial class Trainer<TNetwork>
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly ParameterSet _gradients;

    // The running statistics before the step: Gradient updates them.
    private readonly float[] _statistics;
    private float[] _outputGradients = [];
    private float[] _outputs = [];

    // Why a loss of the caller's own cannot be taken; null where it can.
    private readonly string? _refusal;

    // The gradients of the batches of a step so far, if there are several.
    private ParameterSet? _accumulated;

    /// <summary>Makes a trainer, and binds the optimizer to the network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="optimizer">A new optimizer, or one that is bound to this network.</param>
    /// <exception cref="ArgumentException">The network declares no loss, and has no <c>Backward</c> for one that is passed to <c>Step</c>.</exception>
    /// <exception cref="InvalidOperationException">The optimizer is bound to another network.</exception>
    public Trainer(TNetwork network, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        if (TNetwork.Summary is { IsTrained: false, HasBackward: false })
        {
            throw new ArgumentException(
                $"{TNetwork.Summary.Name} declares no loss, so it cannot be trained: put a loss such as [CrossEntropy] after its last layer, or pass one to Step, for which it needs [Network(..., Backward = true)].",
                nameof(network));
        }

        Network = network;
        Optimizer = optimizer;
        _refusal = Refusal(TNetwork.Summary);
        optimizer.Bind(network.Parameters);
        _gradients = TNetwork.CreateParameters();
        _statistics = new float[Statistics.Length];
    }

    /// <summary>The network.</summary>
    public TNetwork Network { get; }

    /// <summary>The optimizer; its <see cref="Optimizer.StepCount"/> is the current step of the schedule.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>How the learning rate changes; <see langword="null"/> for the optimizer's own at every step.</summary>
    public LearningRateSchedule? Schedule { get; set; }

    /// <summary>What keeps gradients from being too large, or <see langword="null"/>.</summary>
    public GradientClipping? GradientClipping { get; set; }

    /// <summary>
    /// Averages of the weights over the steps, or <see langword="null"/>. They start as the network's weights when they are set. <c>Fit</c> validates with them in place of the trained weights.
    /// </summary>
    /// <exception cref="ArgumentException">They are of another network.</exception>
    public ExponentialMovingAverage? WeightAverage
    {
        get;
        set
        {
            value?.Bind(Network.Parameters);
            field = value;
        }
    }

    /// <summary>
    /// The figures of the last call of <c>Fit</c>, also during the call, and if it was cancelled or threw; <see langword="null"/> before the first.
    /// </summary>
    public TrainingHistory? History { get; private set; }

    /// <summary>
    /// The seed of the order in which <c>Fit</c> takes the samples, a different order each epoch; <see langword="null"/> for the
    /// order of the data set.
    /// </summary>
    public int? ShuffleSeed { get; set; } = 0;

    /// <summary>
    /// The epochs that <c>Fit</c> has completed: with <see cref="ShuffleSeed"/> it decides the order of the next one. Set it
    /// when training resumes from a checkpoint.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to a negative number.</exception>
    public int CompletedEpochs
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(CompletedEpochs));
            field = value;
        }
    }

    /// <summary>
    /// What <c>Fit</c> does with the samples at the end of an epoch that do not fill a batch; by default they are a smaller batch. A network with a
    /// <c>[BatchNorm]</c> of single values takes no batch of one sample (<see cref="NetworkSummary.SmallestBatch"/>): <see cref="LastBatch.Drop"/> and
    /// <see cref="LastBatch.Merge"/> avoid such a batch.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to another value.</exception>
    public LastBatch LastBatch
    {
        get;
        set => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(LastBatch), value, "LastBatch has to be Keep, Drop or Merge.");
    }

    /// <summary>
    /// Whether training continues when a loss, a gradient, a running statistic or a weight is NaN or infinite, as PyTorch's does. By default <c>Step</c> and
    /// <c>Fit</c> throw <see cref="NotFiniteNumberException"/>, before the optimizer uses the gradients, which takes one more read of each of them: some hundredths of the time of a step for
    /// large batches, up to a fifth if a batch is one sample.
    /// </summary>
    public bool AllowNonFinite { get; set; }

    /// <summary>The gradients of the last step, after clipping.</summary>
    public ParameterSet Gradients => _gradients;

    /// <summary>The learning rate of the next step.</summary>
    /// <exception cref="InvalidOperationException">The schedule gives a rate that is negative or not finite.</exception>
    public double LearningRate
    {
        get
        {
            double rate = Optimizer.LearningRate * (Schedule?.At(Optimizer.StepCount) ?? 1);
            return rate >= 0 && float.IsFinite((float)rate)
                ? rate
                : throw new InvalidOperationException($"The schedule makes the learning rate {rate} at step {Optimizer.StepCount}; a finite number from 0 on is needed.");
        }
    }

    /// <summary>Takes one training step. Allocates nothing after the first calls.</summary>
    /// <param name="inputs">One or more samples, one after another.</param>
    /// <param name="targets">The targets of as many samples.</param>
    /// <returns>The mean loss before the step.</returns>
    /// <exception cref="ArgumentException">A length does not fit. Nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The schedule gives a rate that is negative or not finite. Nothing has changed.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// A loss, gradient or running statistic is NaN or infinite (see <see cref="AllowNonFinite"/>); the message names it. Network and optimizer are as before the
    /// step. If the cause is a weight that an earlier step has made infinite, the message says so, too.
    /// </exception>
    public float Step(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => Step(inputs, targets, [], hasLabels: false, default, Group.Whole);

    /// <summary>Takes one training step. Allocates nothing after the first calls.</summary>
    /// <param name="inputs">One or more samples, one after another.</param>
    /// <param name="labels">One class per sample, or one for each of its positions (<see cref="NetworkSummary.LabelLength"/>).</param>
    /// <returns>The mean loss before the step.</returns>
    /// <exception cref="ArgumentException">A length does not fit. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is out of range. Nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The schedule gives a rate that is negative or not finite. Nothing has changed.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// A loss, gradient or running statistic is NaN or infinite (see <see cref="AllowNonFinite"/>); the message names it. Network and optimizer are as before the
    /// step. If the cause is a weight that an earlier step has made infinite, the message says so, too.
    /// </exception>
    public float Step(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels) => Step(inputs, [], labels, hasLabels: true, default, Group.Whole);

    /// <summary>
    /// Takes one training step with a loss of your own, which sees the outputs and gives their gradients: a call of <c>Forward</c> and one of <c>Backward</c>. Allocates nothing after the
    /// first calls.
    /// </summary>
    /// <param name="inputs">One or more samples, one after another.</param>
    /// <param name="loss">The loss.</param>
    /// <returns>What the loss returned, which is before the step.</returns>
    /// <exception cref="ArgumentNullException">There is no loss.</exception>
    /// <exception cref="ArgumentException">The length does not fit, or there is no sample. Nothing has changed.</exception>
    /// <exception cref="NotSupportedException">
    /// The network has no <c>Backward</c>; or it has a <c>[BatchNorm]</c> or a <c>[Dropout]</c>, with which the outputs of training are others than those of <c>Forward</c>. Nothing has changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">The schedule gives a rate that is negative or not finite. Nothing has changed.</exception>
    /// <exception cref="NotFiniteNumberException">The loss or a gradient is NaN or infinite (see <see cref="AllowNonFinite"/>); the message names it. Network and optimizer are as before the step.</exception>
    public float Step(ReadOnlySpan<float> inputs, OutputLoss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (_refusal is not null)
        {
            throw new NotSupportedException(_refusal);
        }

        if (inputs.IsEmpty)
        {
            throw new ArgumentException("Expected one or more samples, got none.", nameof(inputs));
        }

        double rate = LearningRate;
        Statistics.CopyTo(_statistics);
        Span<float> outputs = Room(ref _outputs, (int)Math.Min(Array.MaxLength, (long)inputs.Length / TNetwork.InputLength * TNetwork.OutputLength));
        Span<float> outputGradients = Room(ref _outputGradients, outputs.Length);
        Network.Forward(inputs, outputs);
        outputGradients.Clear();
        float value = loss(outputs, outputGradients);
        Network.Backward(inputs, outputGradients, _gradients, []);
        return Finish(value, inputs, outputGradients, rate, default, Group.Whole);
    }

    // The last tensors of the network, the running statistics: they have no gradient, and no optimizer changes them.
    private Span<float> Statistics => Network.Parameters.Flat[_gradients.Layout.TrainableLength..];

    private static string? Refusal(NetworkSummary summary)
        => !summary.HasBackward ? $"{summary.Name} has no Backward, which a loss of your own needs: ask for it by [Network(..., Backward = true)]."
            : summary.AllLayers.FirstOrDefault(static layer => layer.Layer is BatchNormAttribute or DropoutAttribute) is { } layer
                ? $"With '{layer.Name}', a [{layer.Kind}], the outputs of training are others than those of Forward, which a loss would see. Call Backward with gradients of your own."
                : null;

    private static Span<T> Room<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            array = new T[length];
        }

        return array.AsSpan(0, length);
    }

    private float Step(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels, bool hasLabels, Place place, Group group)
    {
        double rate = LearningRate;
        if (group.IsFirst)
        {
            Statistics.CopyTo(_statistics);
        }

        float loss = hasLabels ? Network.Gradient(inputs, labels, _gradients) : Network.Gradient(inputs, targets, _gradients);
        return Finish(loss, inputs, targets, rate, place, group);
    }

    // Behind the gradient: checks it, and with the last batch of a step clips it and takes the step.
    private float Finish(float loss, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, double rate, Place place, Group group)
    {
        bool checks = !AllowNonFinite;
        if (checks && !(float.IsFinite(loss) && NonFinite.IsAbsent(_gradients.Trainable) && NonFinite.IsAbsent(Statistics)))
        {
            Diverge(loss, inputs, targets, place);
        }

        if (!(group.IsFirst && group.IsLast))
        {
            Span<float> sum = _accumulated!.Trainable;
            if (group.IsFirst)
            {
                sum.Clear();
            }

            Accumulate(sum, _gradients.Trainable, group.Share);
            if (!group.IsLast)
            {
                return loss;
            }

            sum.CopyTo(_gradients.Trainable);
        }

        Optimizer.ClearFrozen(_gradients);
        if (GradientClipping is { } clipping)
        {
            clipping.Apply(_gradients);
            if (checks && !NonFinite.IsAbsent(_gradients.Trainable))
            {
                Diverge(loss, inputs, targets, place);
            }
        }

        Optimizer.Step(_gradients, rate);
        WeightAverage?.Update(Network.Parameters);
        return loss;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate(Span<float> sums, ReadOnlySpan<float> gradients, float share)
    {
        ref float s = ref MemoryMarshal.GetReference(sums);
        ref float g = ref MemoryMarshal.GetReference(gradients);
        for (nuint i = 0; i < (nuint)gradients.Length; i += 16)
        {
            (Vector512.LoadUnsafe(ref s, i) + (Vector512.LoadUnsafe(ref g, i) * share)).StoreUnsafe(ref s, i);
        }
    }

    // Restores the statistics, the only values that have changed, and reports the first number that is not finite, as close to the cause as possible.
    [DoesNotReturn]
    private void Diverge(float loss, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Place place)
    {
        string? gradient = NonFinite.TensorIn(_gradients, out float ofGradient);
        string? statistic = NonFinite.TensorIn(Network.Parameters, out float ofStatistic);
        _statistics.CopyTo(Statistics);
        (string what, float value) = gradient is not null
            ? ($"a gradient of '{gradient}' is {NonFinite.Name(ofGradient)}", ofGradient)
            : ($"'{statistic}' becomes {NonFinite.Name(ofStatistic)}", ofStatistic);
        if (!float.IsFinite(loss))
        {
            (what, value) = ($"the loss is {NonFinite.Name(loss)}" + (gradient is null ? "" : ", and " + what), loss);
        }

        string cause = NonFinite.TensorIn(Network.Parameters, out float weight) is { } name
            ? $"'{name}' held {NonFinite.Name(weight)} before the step."
            : Cause("input", inputs, TNetwork.InputLength) ?? Cause("target", targets, TNetwork.TargetLength)
            ?? "Inputs that are not scaled and too large a learning rate are the usual causes.";
        throw new NotFiniteNumberException(
            $"Training diverged{place}: {what}. {cause} The network and the optimizer are as before this step.", value);

        static string? Cause(string what, ReadOnlySpan<float> values, int length)
            => NonFinite.IndexIn(values) is >= 0 and var index
                ? $"Value {index % length} of the {what} of the batch's sample {index / length} is {NonFinite.Name(values[index])}."
                : null;
    }

    /// <summary>What a batch is of a step: its share of the samples, and whether it is the first and the last.</summary>
    private readonly record struct Group(float Share, bool IsFirst, bool IsLast)
    {
        public static Group Whole => new(1, true, true);
    }

    /// <summary>The position of <c>Fit</c>; empty for a <c>Step</c> by itself.</summary>
    private readonly record struct Place(int Epoch, int Batch)
    {
        public override string ToString() => Epoch == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" in epoch {Epoch}, batch {Batch}");
    }
}
