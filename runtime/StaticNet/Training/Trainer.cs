using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StaticNet.Kernels;

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
public sealed class Trainer<TNetwork>
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly ParameterSet _gradients;

    // The running statistics before the step: Gradient updates them.
    private readonly float[] _statistics;
    private float[] _batchInputs = [];
    private float[] _batchTargets = [];
    private float[] _batchOutputs = [];

    // Why a loss of the caller's own cannot be taken; null where it can.
    private readonly string? _refusal;
    private int[] _batchLabels = [];

    // The gradients of the batches of a step so far, if there are several.
    private ParameterSet? _accumulated;

    // The trained weights, while the moving averages are measured.
    private ParameterSet? _trained;

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
    /// <param name="labels">One class per sample.</param>
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
        Span<float> outputs = Room(ref _batchOutputs, (int)Math.Min(Array.MaxLength, (long)inputs.Length / TNetwork.InputLength * TNetwork.OutputLength));
        Span<float> outputGradients = Room(ref _batchTargets, outputs.Length);
        Network.Forward(inputs, outputs);
        outputGradients.Clear();
        float value = loss(outputs, outputGradients);
        Network.Backward(inputs, outputGradients, _gradients, []);
        return Finish(value, inputs, outputGradients, rate, default, Group.Whole);
    }

    /// <summary>
    /// Trains on a data set, each epoch in another order (see <see cref="ShuffleSeed"/>); <see cref="LastBatch"/> says how the samples that do
    /// not fill a batch are treated.
    /// </summary>
    /// <param name="data">The samples.</param>
    /// <param name="epochs">How often each sample is seen, at least 1.</param>
    /// <param name="batchSize">The samples of a step, at least 1.</param>
    /// <param name="progress">Called after every batch, on this thread. A <see cref="Progress{T}"/> passes reports on to another one, where they may arrive after the call: <see cref="FitOptions.OnBatch"/> does not.</param>
    /// <param name="cancellationToken">Ends the call between two steps; the completed steps stay.</param>
    /// <returns>The mean loss of each epoch's samples, each as it was when its batch came.</returns>
    /// <exception cref="ArgumentException">
    /// The data set is empty or its samples do not fit the network; or a batch would have fewer samples than the network needs
    /// (<see cref="NetworkSummary.SmallestBatch"/>) or more than memory can hold; or none would be left. All of that is checked before the first step.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of epochs or samples is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The schedule gives a rate that is negative or not finite; the steps before it have been taken.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// A loss, gradient, running statistic or weight is NaN or infinite (see <see cref="AllowNonFinite"/>); the message names it, the epoch and the batch.
    /// Network and optimizer are as before that batch. If the cause is a weight that an earlier step has made infinite, the message says so, too; weights that affect no
    /// loss are checked when an epoch ends.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public double[] Fit(
        Dataset data,
        int epochs = 10,
        int batchSize = 32,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        FitOptions options = new() { Epochs = epochs, BatchSize = batchSize, OnBatch = progress is null ? null : progress.Report };
        return [.. Fit(data, options, nameof(batchSize), cancellationToken).Losses];
    }

    /// <summary>
    /// Trains on a data set, each epoch in another order (see <see cref="ShuffleSeed"/>), with validation, callbacks and checkpoints as the options say; <see cref="LastBatch"/> says how the samples that do
    /// not fill a batch are treated. A step allocates nothing; an epoch allocates its figures.
    /// </summary>
    /// <param name="data">The samples.</param>
    /// <param name="options">What is done, and what is called.</param>
    /// <param name="cancellationToken">Ends the call between two steps; the completed steps stay, and <see cref="History"/> has the completed epochs.</param>
    /// <returns>The figures of each epoch: <see cref="History"/>.</returns>
    /// <exception cref="ArgumentException">
    /// A data set is empty or its samples do not fit the network; or a batch would have fewer samples than the network needs
    /// (<see cref="NetworkSummary.SmallestBatch"/>) or more than memory can hold; or none would be left; or a callback cannot work with the options. All of that is checked before the first step.
    /// </exception>
    /// <exception cref="IOException">A checkpoint cannot be read or written; the completed steps stay.</exception>
    /// <exception cref="UnauthorizedAccessException">A checkpoint may not be read or written; the completed steps stay.</exception>
    /// <exception cref="InvalidDataException">The file to resume from is not a checkpoint of such a run; the message says why. Nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The schedule gives a rate that is negative or not finite; the steps before it have been taken.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// A loss, gradient, running statistic or weight is NaN or infinite (see <see cref="AllowNonFinite"/>); the message names it, the epoch and the batch.
    /// Network and optimizer are as before that step. If the cause is a weight that an earlier step has made infinite, the message says so, too; weights that affect no
    /// loss are checked when an epoch ends.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public TrainingHistory Fit(Dataset data, FitOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Fit(data, options, nameof(options), cancellationToken);
    }

    /// <summary>
    /// Writes all that training depends on to a file: weights, optimizer, epochs, dropout and moving averages. <see cref="LoadCheckpoint"/> continues from it with the same bits.
    /// </summary>
    /// <inheritdoc cref="ParameterSet.Save(string)" path="/remarks"/>
    /// <param name="path">The file, safetensors; an existing one stays unchanged until the new one is complete.</param>
    /// <exception cref="NotFiniteNumberException">A value is NaN or infinite, and <see cref="AllowNonFinite"/> is not set; the message names the first such tensor. Nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be written, or the path names a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or is read-only.</exception>
    public void SaveCheckpoint(string path)
        => Checkpoint.Save(path, Network.Parameters, Optimizer, WeightAverage, Network, CompletedEpochs, null, [], new SaveOptions { AllowNonFinite = AllowNonFinite });

    /// <summary>Reads what <see cref="SaveCheckpoint"/> or a <see cref="ModelCheckpoint"/> wrote, into a trainer of the same network class with an optimizer of the same kind. Schedules and settings are not part of it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file is not a checkpoint of such a trainer; the message says why. Nothing has changed.</exception>
    public void LoadCheckpoint(string path)
        => (CompletedEpochs, _, _) = Checkpoint.Load(path, Network.Parameters, Optimizer, WeightAverage, Network, null);

    private TrainingHistory Fit(Dataset data, FitOptions options, string batchSizeName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        data.ThrowUnlessFitting<TNetwork>(nameof(data));
        if (data.Count == 0)
        {
            throw new ArgumentException("There are no samples to train on.", nameof(data));
        }

        (data, Dataset? validation) = Divide(data, options);
        BatchPlan batches = BatchPlan.Of(data.Count, options.BatchSize, LastBatch);
        ThrowUnlessPossible(batches, data.Count, options.BatchSize, batchSizeName);
        TrainingHistory history = new();
        TrainingRun run = new(
            options, history, Network.Parameters, WeightAverage, Optimizer, validation is not null && TNetwork.Summary.IsTrained, validation is { HasLabels: true });
        Evaluator.Reset<TNetwork>(options.Metrics, validation ?? data);
        foreach (TrainingCallback callback in options.Callbacks)
        {
            callback.OnStart(run);
        }

        if (options.ResumeFrom is { } checkpoint && File.Exists(checkpoint))
        {
            Resume(checkpoint, options, history);
        }

        History = history;
        if (options.AccumulationSteps > 1)
        {
            _accumulated ??= TNetwork.CreateParameters();
        }

        long start = Stopwatch.GetTimestamp();
        int[] order = new int[data.Count];
        long samplesSeen = 0;
        while (history.Count < options.Epochs && history.StopReason is null)
        {
            int epoch = history.Count + 1;
            long epochStart = Stopwatch.GetTimestamp();
            Arrange(order);
            double sum = 0;
            double rate = 0;
            int samples = 0;
            int groupEnd = 0;
            for (int batch = 0; batch < batches.Count; batch++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                rate = LearningRate;
                ReadOnlySpan<int> chosen = order.AsSpan(samples, batches.LengthOf(batch));
                Group group = GroupOf(batches, batch, options.AccumulationSteps, samples, ref groupEnd);
                float loss = Step(data, chosen, new Place(epoch, batch + 1), group);
                samples += chosen.Length;
                samplesSeen += chosen.Length;
                sum += (double)loss * chosen.Length;
                TrainingProgress progress = new(
                    epoch, options.Epochs, batch + 1, batches.Count, samplesSeen, loss, sum / samples, rate, Stopwatch.GetElapsedTime(start));
                options.OnBatch?.Invoke(progress);
                for (int i = 0; i < options.Callbacks.Count; i++)
                {
                    options.Callbacks[i].OnBatch(run, progress);
                }
            }

            ThrowUnlessWeightsFinite(epoch);
            EvaluationResult? measured = validation is null ? null : Measure(validation, options.Metrics);
            CompletedEpochs = CompletedEpochs == int.MaxValue ? int.MaxValue : CompletedEpochs + 1;
            EpochResult result = new(epoch, sum / samples, measured?.Loss ?? double.NaN, measured?.Accuracy ?? double.NaN, rate, Stopwatch.GetElapsedTime(epochStart))
            {
                Metrics = measured?.Metrics ?? ImmutableDictionary<string, double>.Empty,
            };
            history.Add(result);
            options.OnEpoch?.Invoke(result);
            Report(run, result);
        }

        foreach (TrainingCallback callback in options.Callbacks)
        {
            callback.OnEnd(run);
        }

        return history;
    }

    // The samples to train on, and those to validate with.
    private (Dataset Training, Dataset? Validation) Divide(Dataset data, FitOptions options)
    {
        Dataset? validation = options.Validation;
        if (options.ValidationSplit > 0)
        {
            if (validation is not null)
            {
                throw new ArgumentException("Both Validation and ValidationSplit are set: set one of them.", nameof(options));
            }

            (data, validation) = data.HasLabels
                ? data.SplitByLabel(1 - options.ValidationSplit, ShuffleSeed ?? 0)
                : data.Split(1 - options.ValidationSplit, ShuffleSeed ?? 0);
            if (data.Count == 0 || validation.Count == 0)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"A ValidationSplit of {options.ValidationSplit} of {data.Count + validation.Count} samples leaves none ")
                    + (data.Count == 0 ? "to train on." : "for validation."),
                    nameof(options));
            }
        }

        validation?.ThrowUnlessFitting<TNetwork>(nameof(options));
        return validation is { Count: 0 } ? throw new ArgumentException("There are no samples for validation.", nameof(options)) : (data, validation);
    }

    // The batch's share of the samples that its step takes, in front of which samples of the epoch have been taken.
    private static Group GroupOf(BatchPlan batches, int batch, int accumulationSteps, int before, ref int groupEnd)
    {
        int place = batch % accumulationSteps;
        int last = Math.Min(batch - place + accumulationSteps, batches.Count) - 1;
        if (place == 0)
        {
            groupEnd = before;
            for (int i = batch; i <= last; i++)
            {
                groupEnd += batches.LengthOf(i);
            }
        }

        int first = batch - place;
        int groupStart = before - (place * batches.Size);
        return first == last ? Group.Whole : new Group((float)((double)batches.LengthOf(batch) / (groupEnd - groupStart)), place == 0, batch == last);
    }

    private void Resume(string checkpoint, FitOptions options, TrainingHistory history)
    {
        (CompletedEpochs, List<EpochResult>? epochs, string? reason) = Checkpoint.Load(checkpoint, Network.Parameters, Optimizer, WeightAverage, Network, options.Callbacks);
        foreach (EpochResult epoch in epochs ?? [])
        {
            history.Add(epoch);
        }

        history.StopReason = reason;
    }

    // Of the moving averages, if there are any: these are what the network is to have at the end.
    private EvaluationResult Measure(Dataset validation, IReadOnlyList<Metric> metrics)
    {
        if (WeightAverage?.Parameters is not { } averages)
        {
            return Evaluator.Evaluate(Network, validation, metrics);
        }

        ParameterSet trained = _trained ??= TNetwork.CreateParameters();
        trained.CopyFrom(Network.Parameters);
        Network.Parameters.CopyFrom(averages);
        try
        {
            return Evaluator.Evaluate(Network, validation, metrics);
        }
        finally
        {
            Network.Parameters.CopyFrom(trained);
        }
    }

    private void Report(TrainingRun run, EpochResult result)
    {
        foreach (TrainingCallback callback in run.Options.Callbacks)
        {
            callback.OnEpoch(run, result);
        }

        if (run.Checkpoints.Count == 0)
        {
            return;
        }

        CallbackState[] states = [.. run.Options.Callbacks.Select(static callback =>
        {
            CallbackState state = new(callback.GetType().Name);
            callback.SaveState(state);
            return state;
        })];
        foreach (string path in run.Checkpoints)
        {
            Checkpoint.Save(path, Network.Parameters, Optimizer, WeightAverage, Network, CompletedEpochs, run.History, states, new SaveOptions { AllowNonFinite = AllowNonFinite });
        }

        run.ClearCheckpoints();
    }

    // The last tensors of the network, the running statistics: they have no gradient, and no optimizer changes them.
    private Span<float> Statistics => Network.Parameters.Flat[_gradients.Layout.TrainableLength..];

    private static void ThrowUnlessPossible(BatchPlan batches, int samples, int batchSize, string batchSizeName)
    {
        NetworkSummary summary = TNetwork.Summary;
        if (batches.Count == 0)
        {
            throw new ArgumentException(
                $"{samples} samples are less than a batch of {batchSize}, and LastBatch.Drop leaves them out: no samples are left to train on. "
                + "Use smaller batches, or LastBatch.Keep.",
                batchSizeName);
        }

        if (summary.NormOfSingleValues is { } norm && batches.Smallest < 2)
        {
            string why = $"'{norm.Name}' normalises each channel over the batch, and has one value per channel and sample: a batch needs at least 2 samples. ";
            throw samples == 1
                ? new ArgumentException(why + "The data set has 1.", "data")
                : batchSize == 1
                    ? new ArgumentException(why + "The batch size is 1.", batchSizeName)
                    : new ArgumentException(
                        why + $"{samples} samples in batches of {batchSize} leave a last batch of 1: set LastBatch to Merge or Drop, or use another batch size.",
                        batchSizeName);
        }

        // If a batch is processed as a whole, its memory is requested only with the batch: the last one may be the largest.
        long bytes = summary.TakesWholeBatch ? summary.TrainingBytes * batches.Largest : 0;
        if (bytes > sizeof(float) * (long)Array.MaxLength)
        {
            throw new ArgumentException(
                $"Batch statistics need the whole batch at once: {batches.Largest} samples take {bytes} bytes of scratch memory, and an array holds "
                + $"{sizeof(float) * (long)Array.MaxLength}. Use smaller batches.",
                batchSizeName);
        }
    }

    private static string? Refusal(NetworkSummary summary)
        => !summary.HasBackward ? $"{summary.Name} has no Backward, which a loss of your own needs: ask for it by [Network(..., Backward = true)]."
            : summary.AllLayers.FirstOrDefault(static layer => layer.Layer is BatchNormAttribute or DropoutAttribute) is { } layer
                ? $"With '{layer.Name}', a [{layer.Kind}], the outputs of training are others than those of Forward, which a loss would see. Call Backward with gradients of your own."
                : null;

    private void Arrange(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        if (ShuffleSeed is { } seed)
        {
            new RandomSource(seed, CompletedEpochs).Shuffle(order);
        }
    }

    private float Step(Dataset data, ReadOnlySpan<int> chosen, Place place, Group group)
    {
        Span<float> inputs = Room(ref _batchInputs, chosen.Length * TNetwork.InputLength);
        for (int i = 0; i < chosen.Length; i++)
        {
            data.Input(chosen[i]).CopyTo(inputs[(i * TNetwork.InputLength)..]);
        }

        if (data.HasLabels)
        {
            Span<int> labels = Room(ref _batchLabels, chosen.Length);
            for (int i = 0; i < chosen.Length; i++)
            {
                labels[i] = data.Labels[chosen[i]];
            }

            return Step(inputs, [], labels, hasLabels: true, place, group);
        }

        Span<float> targets = Room(ref _batchTargets, chosen.Length * TNetwork.TargetLength);
        for (int i = 0; i < chosen.Length; i++)
        {
            data.Target(chosen[i]).CopyTo(targets[(i * TNetwork.TargetLength)..]);
        }

        return Step(inputs, targets, [], hasLabels: false, place, group);
    }

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

    // A weight that a step has made infinite shows in the next loss or gradient, unless nothing reads it: one check at the end of an epoch is enough, while a check at every
    // step would read all weights once more.
    private void ThrowUnlessWeightsFinite(int epoch)
    {
        if (!AllowNonFinite && !NonFinite.IsAbsent(Network.Parameters.Trainable))
        {
            string? tensor = NonFinite.TensorIn(Network.Parameters, out float value);
            throw new NotFiniteNumberException(
                string.Create(CultureInfo.InvariantCulture, $"Training diverged in epoch {epoch}: a step made a value of '{tensor}' {NonFinite.Name(value)}, and the previous weights are lost. ")
                + "A smaller learning rate or GradientClipping keeps steps smaller.",
                value);
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
