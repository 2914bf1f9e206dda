using System.Globalization;
using StaticNet.Kernels;
using CheckedNetwork = StaticNet.Tests.Training.GradientCheckTests.CheckedWithNorms;

namespace StaticNet.Tests.Training;

public sealed class FitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_history_has_what_was_measured_and_is_that_of_the_short_call()
    {
        Dataset data = TrainerTests.Separable(60);
        Dataset validation = TrainerTests.Separable(20);
        List<string> calls = [];
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Adam(0.05)) { Schedule = new StepDecay(4, 0.5) };
        TrainingHistory history = trainer.Fit(data, new FitOptions
        {
            Epochs = 3,
            BatchSize = 16,
            Validation = validation,
            OnBatch = progress => calls.Add($"{progress.Epoch}.{progress.Batch}/{progress.Batches}"),
            OnEpoch = epoch => calls.Add(epoch.ToString()),
        });

        Trainer<SoftmaxRegression> plain = new(new SoftmaxRegression(1), new Adam(0.05)) { Schedule = new StepDecay(4, 0.5) };
        Assert.Equal(plain.Fit(data, 3, 16), history.Losses);
        Assert.True(plain.Network.Parameters.Flat.SequenceEqual(trainer.Network.Parameters.Flat));
        Assert.Same(history, trainer.History);
        Assert.Equal(3, history.Count);
        EvaluationResult last = Evaluator.Evaluate(trainer.Network, validation);
        Assert.Equal(last.Loss, history[2].ValidationLoss);
        Assert.Equal(last.Accuracy, history[2].ValidationAccuracy);
        Assert.Equal([0.05, 0.025, 0.0125], history.Select(static epoch => epoch.LearningRate));
        Assert.Equal(15, calls.Count);
        Assert.Equal(["1.1/4", "1.2/4", "1.3/4", "1.4/4"], calls[..4]);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"epoch 1: loss {history[0].Loss:0.0000}, validation loss {history[0].ValidationLoss:0.0000}, validation accuracy {100 * history[0].ValidationAccuracy:0.00} %"), calls[4]);
        Assert.Null(history.StopReason);

        List<EpochResult>? read = TrainingHistory.Parse(history.ToCsv());
        Assert.Equal(history.Select(static epoch => epoch with { Elapsed = default }), read!.Select(static epoch => epoch with { Elapsed = default }));
        System.Xml.Linq.XElement picture = System.Xml.Linq.XElement.Parse(history.ToSvg());
        Assert.Equal(2, picture.Elements().Count(static element => element.Attribute("stroke-width") is not null));
        Assert.Contains("validation loss", picture.Value);
    }

    [Fact]
    public void Weights_are_not_loaded_from_a_checkpoint_and_the_message_says_what_reads_it()
    {
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Adam(0.05));
        trainer.Fit(TrainerTests.Separable(20), epochs: 1);
        trainer.SaveCheckpoint(_folder["checkpoint"]);
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => SoftmaxRegression.Load(_folder["checkpoint"]));
        Assert.Contains("unexpected: dense1.weight.exp_avg", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(" It is a checkpoint of training: LoadCheckpoint of a trainer reads it.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_holds_samples_out_and_leaves_the_data_set_as_it_is()
    {
        Dataset data = TrainerTests.Separable(100);
        SoftmaxRegression network = new(1) { IsRecording = true };
        Trainer<SoftmaxRegression> trainer = new(network, new Sgd());
        trainer.Fit(data, new FitOptions { Epochs = 2, BatchSize = 10, ValidationSplit = 0.25 });
        Assert.Equal(network.Seen[..(network.Seen.Count / 2)].Order(), network.Seen[(network.Seen.Count / 2)..].Order());
        (Dataset training, Dataset _) = data.SplitByLabel(0.75, 0);
        Assert.Equal(Enumerable.Range(0, training.Count).Select(i => training.Input(i)[0]).Order(), network.Seen[..(network.Seen.Count / 2)].Order());
        Assert.Equal(100, data.Count);
    }

    [Fact]
    public void Training_stops_when_the_validation_loss_rises_and_the_best_weights_return()
    {
        // Labels that say nothing: the loss of other samples rises soon.
        Dataset data = Noise(24, 1);
        Dataset validation = Noise(200, 2);
        EarlyStopping stopping = new(patience: 3);
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Adam(0.3));
        ParameterSet? best = null;
        double lowest = double.PositiveInfinity;
        TrainingHistory history = trainer.Fit(data, new FitOptions
        {
            Epochs = 200,
            BatchSize = 4,
            Validation = validation,
            Callbacks = [stopping],
            OnEpoch = epoch =>
            {
                if (epoch.ValidationLoss < lowest)
                {
                    lowest = epoch.ValidationLoss;
                    best ??= SoftmaxRegression.CreateParameters();
                    best.CopyFrom(trainer.Network.Parameters);
                }
            },
        });
        Assert.Equal(stopping.BestEpoch + 3, history.Count);
        Assert.Equal(lowest, stopping.BestValue);
        Assert.True(best!.Flat.SequenceEqual(trainer.Network.Parameters.Flat));
        Assert.Equal(lowest, Evaluator.Evaluate(trainer.Network, validation).Loss);
        Assert.StartsWith("the validation loss has not improved for 3 epochs; the best is that of epoch " + stopping.BestEpoch, history.StopReason);
    }

    [Fact]
    public void A_plateau_reduces_the_rate()
    {
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Sgd(1e-9));
        TrainingHistory history = trainer.Fit(TrainerTests.Separable(8), new FitOptions
        {
            Epochs = 9,
            Callbacks = [new ReduceOnPlateau(0.5, patience: 2) { Cooldown = 1, MinimumLearningRate = 2e-10 }],
        });

        // The first epoch is the best; two without an improvement reduce the rate of those after them, then one is cooling.
        Assert.Equal([1e-9, 1e-9, 1e-9, 5e-10, 5e-10, 2.5e-10, 2.5e-10, 2e-10, 2e-10], history.Select(static epoch => epoch.LearningRate));
    }

    [Fact]
    public void Batches_that_accumulate_are_one_step_of_their_mean()
    {
        Dataset data = TrainerTests.Separable(22);
        Trainer<SoftmaxRegression> whole = new(new SoftmaxRegression(1), new Sgd(0.5, momentum: 0.9)) { ShuffleSeed = null };
        Trainer<SoftmaxRegression> parts = new(new SoftmaxRegression(1), new Sgd(0.5, momentum: 0.9)) { ShuffleSeed = null };
        double[] expected = whole.Fit(data, 5, 12);
        TrainingHistory history = parts.Fit(data, new FitOptions { Epochs = 5, BatchSize = 4, AccumulationSteps = 3 });
        Assert.Equal(10, parts.Optimizer.StepCount);
        foreach ((double a, double b) in expected.Zip(history.Losses))
        {
            Assert.Equal(a, b, 1e-6);
        }

        foreach (string name in whole.Network.Parameters.Names)
        {
            float[] a = [.. whole.Network.Parameters[name]];
            float[] b = [.. parts.Network.Parameters[name]];
            for (int i = 0; i < a.Length; i++)
            {
                Assert.Equal(a[i], b[i], 1e-5f);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_run_that_is_resumed_ends_with_the_bits_of_one_that_was_not_interrupted(int accumulationSteps)
    {
        Dataset data = Regression(50);
        string path = _folder["run.safetensors"];
        FitOptions Options(string file) => new()
        {
            Epochs = 8,
            BatchSize = 8,
            ValidationSplit = 0.3,
            AccumulationSteps = accumulationSteps,
            ResumeFrom = file,
            Callbacks = [new EarlyStopping(patience: 4), new ReduceOnPlateau(0.5, patience: 1), new ModelCheckpoint(file)],
        };

        Trainer<CheckedNetwork> whole = New();
        TrainingHistory expected = whole.Fit(data, Options(_folder["whole.safetensors"]));

        // Cancelled within an epoch, twice, and each time continued by other objects.
        foreach (int end in (int[])[2, 5])
        {
            using CancellationTokenSource cancel = new();
            Trainer<CheckedNetwork> interrupted = New();
            FitOptions options = Options(path);
            options = new FitOptions
            {
                Epochs = options.Epochs,
                BatchSize = options.BatchSize,
                ValidationSplit = options.ValidationSplit,
                AccumulationSteps = accumulationSteps,
                ResumeFrom = path,
                Callbacks = options.Callbacks,
                OnBatch = progress =>
                {
                    if (progress is { Batch: 2 } && progress.Epoch == end + 1)
                    {
                        cancel.Cancel();
                    }
                },
            };
            Assert.Throws<OperationCanceledException>(() => interrupted.Fit(data, options, cancel.Token));
            Assert.Equal(end, interrupted.History!.Count);
        }

        Trainer<CheckedNetwork> resumed = New();
        TrainingHistory history = resumed.Fit(data, Options(path));
        Assert.Equal(expected.Select(static epoch => epoch with { Elapsed = default }), history.Select(static epoch => epoch with { Elapsed = default }));
        Assert.Equal(expected.StopReason, history.StopReason);
        Assert.True(whole.Network.Parameters.Flat.SequenceEqual(resumed.Network.Parameters.Flat));
        Assert.True(whole.WeightAverage!.Parameters!.Flat.SequenceEqual(resumed.WeightAverage!.Parameters!.Flat));
        Assert.Equal(whole.Optimizer.LearningRate, resumed.Optimizer.LearningRate);
        foreach ((string name, ParameterSet state) in whole.Optimizer.State)
        {
            Assert.True(state.Flat.SequenceEqual(resumed.Optimizer.State[name].Flat));
        }

        // A run that is complete is read and not continued.
        Trainer<CheckedNetwork> again = New();
        Assert.Equal(history.Count, again.Fit(data, Options(path)).Count);
        Assert.True(whole.Network.Parameters.Flat.SequenceEqual(again.Network.Parameters.Flat));
        Assert.Equal(["run.safetensors", "whole.safetensors"], _folder.Files);

        static Trainer<CheckedNetwork> New() => new(new CheckedNetwork(seed: 3), new Adam(0.05)) { WeightAverage = new ExponentialMovingAverage(0.8), GradientClipping = GradientClipping.ByNorm(1) };
    }

    [Fact]
    public void Checkpoints_of_the_best_epochs_and_of_every_second_one()
    {
        Dataset data = TrainerTests.Separable(30);
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Adam(0.05));
        TrainingHistory history = trainer.Fit(data, new FitOptions
        {
            Epochs = 4,
            Validation = data,
            Callbacks =
            [
                new ModelCheckpoint(_folder["{epoch:00}.safetensors"]) { EveryEpochs = 2 },
                new ModelCheckpoint(_folder["best.safetensors"]) { SaveBestOnly = true, SaveWeightsOnly = true, Monitor = new MonitoredValue("distance", static epoch => Math.Abs(epoch.Epoch - 3)) },
            ],
        });
        Assert.Equal(["02.safetensors", "04.safetensors", "best.safetensors"], _folder.Files);
        Assert.Equal(history[2].ValidationLoss, Evaluator.Evaluate(SoftmaxRegression.Load(_folder["best.safetensors"]), data).Loss);

        Trainer<SoftmaxRegression> loaded = new(new SoftmaxRegression(9), new Adam(0.5));
        loaded.LoadCheckpoint(_folder["02.safetensors"]);
        Assert.Equal(2, loaded.CompletedEpochs);
        Assert.Equal(0.05, loaded.Optimizer.LearningRate);
        loaded.Fit(data, 2);
        Assert.True(trainer.Network.Parameters.Flat.SequenceEqual(loaded.Network.Parameters.Flat));
    }

    [Fact]
    public void A_file_that_is_not_of_such_a_run_is_refused_and_changes_nothing()
    {
        Dataset data = TrainerTests.Separable(30);
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Adam(0.05));
        string path = _folder["run.safetensors"];
        trainer.Fit(data, new FitOptions { Epochs = 1, Callbacks = [new ModelCheckpoint(path)] });
        string weights = _folder["weights.safetensors"];
        trainer.Network.Parameters.Save(weights);
        float[] before = trainer.Network.Parameters.Flat.ToArray();

        Refused(new Trainer<SoftmaxRegression>(new SoftmaxRegression(1), new Sgd()), path, [], "holds the state of 'Adam'; that of 'Sgd' is needed");
        Refused(new Trainer<SoftmaxRegression>(new SoftmaxRegression(1), new Adam()), weights, [], "holds the state of no optimizer");
        Refused(new Trainer<SoftmaxRegression>(new SoftmaxRegression(1), new Adam()) { WeightAverage = new ExponentialMovingAverage() }, path, [], "has no moving averages");
        Refused(new Trainer<SoftmaxRegression>(new SoftmaxRegression(1), new Adam()), path, [new ReduceOnPlateau()], "no 'waited' of ReduceOnPlateau");
        byte[] bytes = File.ReadAllBytes(path);
        Refused(new Trainer<SoftmaxRegression>(new SoftmaxRegression(1), new Adam()), _folder.Write("half.safetensors", bytes[..(bytes.Length / 2)]), [], "");

        // An optimizer's own file has its kind and step, but is not a checkpoint.
        trainer.Optimizer.Save(_folder["optimizer.safetensors"]);
        Refused(new Trainer<SoftmaxRegression>(new SoftmaxRegression(1), new Adam()), _folder["optimizer.safetensors"], [], "has nothing as 'learning-rate'");

        void Refused(Trainer<SoftmaxRegression> other, string file, TrainingCallback[] callbacks, string expected)
        {
            float[] unchanged = other.Network.Parameters.Flat.ToArray();
            Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => other.Fit(data, new FitOptions { ResumeFrom = file, Callbacks = callbacks })).Message);
            Assert.True(other.Network.Parameters.Flat.SequenceEqual(unchanged));
            Assert.Equal(0, other.Optimizer.StepCount);
            Assert.Equal(0, other.CompletedEpochs);
        }
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_leaves_the_one_before()
    {
        Dataset data = TrainerTests.Separable(30);
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Adam(0.05)) { AllowNonFinite = false };
        string path = _folder["run.safetensors"];
        trainer.SaveCheckpoint(path);
        byte[] before = File.ReadAllBytes(path);
        trainer.Network.Parameters.Flat[0] = float.NaN;
        Assert.Contains("holds NaN", Assert.Throws<NotFiniteNumberException>(() => trainer.SaveCheckpoint(path)).Message);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(["run.safetensors"], _folder.Files);
    }

    [Fact]
    public void What_cannot_be_done_is_refused_before_the_first_step()
    {
        Dataset data = TrainerTests.Separable(30);
        Refused("compares the validation loss, but there is no validation data", new FitOptions { Callbacks = [new EarlyStopping { Monitor = MonitoredValue.ValidationLoss }] });
        Refused("Both Validation and ValidationSplit", new FitOptions { Validation = data, ValidationSplit = 0.5 });
        Refused("There are no samples for validation", new FitOptions { Validation = data.Slice(0, 0) });
        Refused("leaves none for validation", new FitOptions { ValidationSplit = 0.001 });
        Refused("The samples have 3 inputs", new FitOptions { Validation = new Dataset(new float[3], 3, [0]) });
        Refused("validation data has targets, not labels", new FitOptions { Validation = new Dataset(new float[4], 4, new float[3], 3), Callbacks = [new EarlyStopping { Monitor = MonitoredValue.ValidationAccuracy }] });
        Assert.Throws<ArgumentOutOfRangeException>("Epochs", static () => new FitOptions { Epochs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("ValidationSplit", static () => new FitOptions { ValidationSplit = 1 });
        Assert.Throws<ArgumentOutOfRangeException>("AccumulationSteps", static () => new FitOptions { AccumulationSteps = 0 });

        void Refused(string expected, FitOptions options)
        {
            Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Sgd());
            Assert.Contains(expected, Assert.Throws<ArgumentException>("options", () => trainer.Fit(data, options)).Message);
            Assert.Equal(0, trainer.Optimizer.StepCount);
        }
    }

    [Fact]
    public void Moving_averages_follow_their_formula_and_validation_measures_them()
    {
        Dataset data = TrainerTests.Separable(16);
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Sgd(0.5)) { WeightAverage = new ExponentialMovingAverage(0.75) };
        float[] expected = trainer.Network.Parameters.Flat.ToArray();
        for (int step = 0; step < 5; step++)
        {
            trainer.Step(data.Inputs, data.Labels);
            for (int i = 0; i < expected.Length; i++)
            {
                expected[i] = (expected[i] * 0.75f) + (trainer.Network.Parameters.Flat[i] * 0.25f);
            }
        }

        Assert.True(trainer.WeightAverage.Parameters!.Flat.SequenceEqual(expected));
        TrainingHistory history = trainer.Fit(data, new FitOptions { Epochs = 1, Validation = data });
        Assert.NotEqual(Evaluator.Evaluate(trainer.Network, data).Loss, history[0].ValidationLoss);
        trainer.Network.Parameters.CopyFrom(trainer.WeightAverage.Parameters);
        Assert.Equal(Evaluator.Evaluate(trainer.Network, data).Loss, history[0].ValidationLoss);
    }

    [Fact]
    public void A_batch_of_Fit_allocates_nothing()
    {
        Dataset data = TrainerTests.Separable(64);
        long before = 0, after = 0;
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Adam()) { WeightAverage = new ExponentialMovingAverage() };
        trainer.Fit(data, new FitOptions
        {
            Epochs = 1,
            BatchSize = 2,
            AccumulationSteps = 3,
            Callbacks = [new EarlyStopping()],
            OnBatch = progress =>
            {
                after = GC.GetAllocatedBytesForCurrentThread();
                before = progress.Batch == 4 ? after : before;
            },
        });
        Assert.Equal(0, after - before);
    }

    [Fact]
    public void The_pictures_of_no_epochs_of_one_and_of_a_diverged_one_are_pictures()
    {
        TrainingHistory history = new();
        System.Xml.Linq.XElement.Parse(history.ToSvg());
        history.Add(new EpochResult(1, 0.5, double.NaN, double.NaN, 1, default));
        System.Xml.Linq.XElement.Parse(history.ToSvg());
        history.Add(new EpochResult(2, double.PositiveInfinity, double.NaN, double.NaN, 1, default));
        Assert.DoesNotContain("∞", System.Xml.Linq.XElement.Parse(history.ToSvg()).ToString());
        Assert.Equal(double.PositiveInfinity, TrainingHistory.Parse(history.ToCsv())![1].Loss);
        Assert.Null(TrainingHistory.Parse("epoch\n"));
        Assert.Null(TrainingHistory.Parse(history.ToCsv()[..^2]));
    }

    private static Dataset Noise(int count, int seed)
    {
        RandomSource random = new(seed);
        float[] inputs = new float[count * 4];
        int[] labels = new int[count];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = random.NextSingle();
        }

        for (int i = 0; i < count; i++)
        {
            labels[i] = random.NextInt(3);
        }

        return new Dataset(inputs, 4, labels);
    }

    private static Dataset Regression(int count)
    {
        RandomSource random = new(4);
        float[] inputs = new float[count * CheckedNetwork.InputLength];
        float[] targets = new float[count * CheckedNetwork.OutputLength];
        foreach (float[] values in (float[][])[inputs, targets])
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = random.NextSingle();
            }
        }

        return new Dataset(inputs, CheckedNetwork.InputLength, targets, CheckedNetwork.OutputLength);
    }
}
