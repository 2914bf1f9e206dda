using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace StaticNet;

/// <content>Whole data sets: the epochs of <c>Fit</c>, validation, callbacks and checkpoints.</content>
public sealed partial class Trainer<TNetwork>
{
    // The trained weights, while the moving averages are measured.
    private ParameterSet? _trained;

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
        IDataset data,
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
    public TrainingHistory Fit(IDataset data, FitOptions options, CancellationToken cancellationToken = default)
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
        => WriteCheckpoint(path, null, [], null);

    /// <summary>Reads what <see cref="SaveCheckpoint"/> or a <see cref="ModelCheckpoint"/> wrote, into a trainer of the same network class with an optimizer of the same kind. Schedules and settings are not part of it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file is not a checkpoint of such a trainer; the message says why. Nothing has changed.</exception>
    public void LoadCheckpoint(string path)
        => (CompletedEpochs, _, _) = Checkpoint.Load(path, Network.Parameters, Optimizer, WeightAverage, Network, null);

    private TrainingHistory Fit(IDataset data, FitOptions options, string batchSizeName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        data.ThrowUnlessFitting<TNetwork>(nameof(data));
        if (data.Count == 0)
        {
            throw new ArgumentException("There are no samples to train on.", nameof(data));
        }

        DataDescription.ThrowUnlessFitting<TNetwork>(options.Data, nameof(options));
        Augmentation.ThrowUnlessFitting<TNetwork>(options.Augmentation, nameof(options));
        (data, IDataset? validation) = Divide(data, options);
        BatchPlan batches = BatchPlan.Of(data.Count, options.BatchSize, LastBatch);
        ThrowUnlessPossible(batches, data.Count, options.BatchSize, batchSizeName);
        SampleReader reader = SampleReader.Of(data, options, batches.Largest, TNetwork.Summary);
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
        long samplesSeen = 0;
        while (history.Count < options.Epochs && history.StopReason is null)
        {
            int epoch = history.Count + 1;
            long epochStart = Stopwatch.GetTimestamp();
            reader.Start(ShuffleSeed, CompletedEpochs);
            double sum = 0;
            double rate = 0;
            int samples = 0;
            int groupEnd = 0;
            for (int batch = 0; batch < batches.Count; batch++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                rate = LearningRate;
                int length = batches.LengthOf(batch);
                Group group = GroupOf(batches, batch, options.AccumulationSteps, samples, ref groupEnd);
                reader.Next(length);
                float loss = Step(reader.Inputs, reader.Targets, reader.Labels, data.HasLabels, new Place(epoch, batch + 1), group);
                samples += length;
                samplesSeen += length;
                sum += (double)loss * length;
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
    private (IDataset Training, IDataset? Validation) Divide(IDataset data, FitOptions options)
    {
        IDataset? validation = options.Validation;
        if (options.ValidationSplit > 0)
        {
            if (validation is not null)
            {
                throw new ArgumentException("Both Validation and ValidationSplit are set: set one of them.", nameof(options));
            }

            if (data is not Dataset all)
            {
                throw new ArgumentException("ValidationSplit is for a Dataset, whose samples are all in memory: set Validation for samples that are not.", nameof(options));
            }

            (data, validation) = all.HasLabels
                ? all.SplitByLabel(1 - options.ValidationSplit, ShuffleSeed ?? 0)
                : all.Split(1 - options.ValidationSplit, ShuffleSeed ?? 0);
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
    private EvaluationResult Measure(IDataset validation, IReadOnlyList<Metric> metrics)
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

    private void WriteCheckpoint(string path, TrainingHistory? history, CallbackState[] states, DataDescription? data)
        => Checkpoint.Save(path, Network.Parameters, Optimizer, WeightAverage, Network, CompletedEpochs, history, states, new SaveOptions { AllowNonFinite = AllowNonFinite, Data = data });

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
            WriteCheckpoint(path, run.History, states, run.Options.Data);
        }

        run.ClearCheckpoints();
    }

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
}
