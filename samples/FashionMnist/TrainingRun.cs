using System.Diagnostics;

namespace StaticNet.Samples.FashionMnist;

/// <summary>A training run that can stop after any epoch and go on from its checkpoint, to the bit.</summary>
internal sealed class TrainingRun
{
    private readonly Dataset _training;
    private readonly Dataset _test;

    /// <summary>Begins a run.</summary>
    /// <param name="settings">What decides it.</param>
    /// <param name="training">At least as many images as the settings ask for.</param>
    /// <param name="test">The images to measure with.</param>
    public TrainingRun(Settings settings, Dataset training, Dataset test)
        : this(settings, new FashionClassifier(settings.Seed), training, test)
    {
    }

    /// <summary>Makes a run with weights that are there already.</summary>
    /// <exception cref="InvalidDataException">There are fewer images than the settings ask for.</exception>
    public TrainingRun(Settings settings, FashionClassifier network, Dataset training, Dataset test)
    {
        if (training.Count < settings.Samples)
        {
            throw new InvalidDataException($"There are {training.Count} images to learn from, and {settings.Samples} are needed.");
        }

        Settings = settings;
        _training = training.Count == settings.Samples ? training : training.Slice(0, settings.Samples);
        _test = test;
        int epoch = _training.BatchCount(settings.BatchSize);
        long steps = (long)epoch * settings.Epochs;
        long warmUp = Math.Max(1, Math.Min(epoch, steps / 4));
        Trainer = new Trainer<FashionClassifier>(network, new AdamW(settings.LearningRate, weightDecay: 0.05))
        {
            Schedule = new LinearWarmUp(warmUp, new CosineAnnealing(Math.Max(1, steps - warmUp))),
            ShuffleSeed = settings.Seed,
        };
    }

    public Settings Settings { get; }

    public Trainer<FashionClassifier> Trainer { get; }

    public LearningCurve Curve { get; } = new();

    /// <summary>The epochs that are done.</summary>
    public int Epoch => Trainer.CompletedEpochs;

    public bool IsDone => Epoch >= Settings.Epochs;

    /// <summary>Learns for one epoch, and measures what has been learnt.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled: the network is somewhere within the epoch, and no longer that of a checkpoint.</exception>
    public void Advance(IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Debug.Assert(!IsDone);
        double loss = Trainer.Fit(_training, epochs: 1, Settings.BatchSize, progress, cancellationToken)[0];
        Curve.Add((float)loss, (float)Evaluate().Accuracy);
    }

    /// <summary>Measures the network on the test images.</summary>
    public EvaluationResult Evaluate() => Evaluator.Evaluate(Trainer.Network, _test);
}
