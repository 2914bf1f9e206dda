using System.Diagnostics;
using StaticNet.Kernels;

namespace StaticNet;

/// <summary>Trains a network: batch by batch with <c>Step</c>, or whole data sets with <see cref="Fit"/>.</summary>
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
    private float[] _batchInputs = [];
    private float[] _batchTargets = [];
    private int[] _batchLabels = [];

    /// <summary>Makes a trainer, and binds the optimizer to the network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="optimizer">A new optimizer, or one that is bound to this network.</param>
    /// <exception cref="ArgumentException">The network declares no loss.</exception>
    /// <exception cref="InvalidOperationException">The optimizer is bound to another network.</exception>
    public Trainer(TNetwork network, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        if (TNetwork.Summary.Loss is null)
        {
            throw new ArgumentException(
                $"{TNetwork.Summary.Name} declares no loss, so it cannot be trained: put a loss such as [CrossEntropy] behind its last layer.",
                nameof(network));
        }

        Network = network;
        Optimizer = optimizer;
        optimizer.Bind(network.Parameters);
        _gradients = TNetwork.CreateParameters();
    }

    /// <summary>The network.</summary>
    public TNetwork Network { get; }

    /// <summary>The optimizer; its <see cref="Optimizer.StepCount"/> is where the schedule stands.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>How the learning rate changes; <see langword="null"/> for the optimizer's own at every step.</summary>
    public LearningRateSchedule? Schedule { get; set; }

    /// <summary>What keeps gradients from being too large, or <see langword="null"/>.</summary>
    public GradientClipping? GradientClipping { get; set; }

    /// <summary>
    /// The seed of the order in which <see cref="Fit"/> takes the samples, another one each epoch; <see langword="null"/> for the
    /// order of the data set.
    /// </summary>
    public int? ShuffleSeed { get; set; } = 0;

    /// <summary>
    /// The epochs that <see cref="Fit"/> has completed: with <see cref="ShuffleSeed"/> it decides the order of the next one. Set it
    /// when training goes on from a checkpoint.
    /// </summary>
    public int CompletedEpochs { get; set; }

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
    /// <param name="inputs">Any number of samples but zero, one after another.</param>
    /// <param name="targets">The targets of as many samples.</param>
    /// <returns>The mean loss before the step.</returns>
    /// <exception cref="ArgumentException">A length does not fit. The network has not changed.</exception>
    public float Step(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        double rate = LearningRate;
        float loss = Network.Gradient(inputs, targets, _gradients);
        Descend(rate);
        return loss;
    }

    /// <summary>Takes one training step. Allocates nothing after the first calls.</summary>
    /// <param name="inputs">Any number of samples but zero, one after another.</param>
    /// <param name="labels">One class a sample.</param>
    /// <returns>The mean loss before the step.</returns>
    /// <exception cref="ArgumentException">A length does not fit. The network has not changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is out of range. The network has not changed.</exception>
    public float Step(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels)
    {
        double rate = LearningRate;
        float loss = Network.Gradient(inputs, labels, _gradients);
        Descend(rate);
        return loss;
    }

    /// <summary>Goes through a data set, each epoch in another order (see <see cref="ShuffleSeed"/>), the last batch included if it is smaller.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="epochs">How often each sample is seen, at least 1.</param>
    /// <param name="batchSize">The samples of a step, at least 1.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancellationToken">Ends the call between two steps; what has been learnt stays.</param>
    /// <returns>The mean loss of each epoch's samples, each as it was when its batch came.</returns>
    /// <exception cref="ArgumentException">The data set is empty, or its samples do not fit the network. The network has not changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of epochs or samples is less than 1.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public double[] Fit(
        Dataset data,
        int epochs = 10,
        int batchSize = 32,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        data.ThrowUnlessFitting<TNetwork>(nameof(data));
        if (data.Count == 0)
        {
            throw new ArgumentException("There are no samples to learn from.", nameof(data));
        }

        long start = Stopwatch.GetTimestamp();
        batchSize = Math.Min(batchSize, data.Count);
        int batches = data.BatchCount(batchSize);
        int[] order = new int[data.Count];
        double[] losses = new double[epochs];
        long samplesSeen = 0;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            Arrange(order);
            double sum = 0;
            int samples = 0;
            for (int batch = 0; batch < batches; batch++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                double rate = LearningRate;
                ReadOnlySpan<int> chosen = order.AsSpan(samples, Math.Min(batchSize, data.Count - samples));
                float loss = Step(data, chosen);
                samples += chosen.Length;
                samplesSeen += chosen.Length;
                sum += (double)loss * chosen.Length;
                progress?.Report(new TrainingProgress(
                    epoch + 1, epochs, batch + 1, batches, samplesSeen, loss, sum / samples, rate, Stopwatch.GetElapsedTime(start)));
            }

            losses[epoch] = sum / samples;
            CompletedEpochs++;
        }

        return losses;
    }

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

    private float Step(Dataset data, ReadOnlySpan<int> chosen)
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

            return Step(inputs, labels);
        }

        Span<float> targets = Room(ref _batchTargets, chosen.Length * TNetwork.OutputLength);
        for (int i = 0; i < chosen.Length; i++)
        {
            data.Target(chosen[i]).CopyTo(targets[(i * TNetwork.OutputLength)..]);
        }

        return Step(inputs, targets);
    }

    private static Span<T> Room<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            array = new T[length];
        }

        return array.AsSpan(0, length);
    }

    private void Descend(double rate)
    {
        GradientClipping?.Apply(_gradients);
        Optimizer.Step(_gradients, rate);
    }
}
