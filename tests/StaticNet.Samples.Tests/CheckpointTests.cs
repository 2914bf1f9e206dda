using StaticNet.Samples.FashionMnist;

namespace StaticNet.Samples.Tests;

public sealed class CheckpointTests : IDisposable
{
    private static readonly Settings Short = new(Epochs: 3, BatchSize: 16, LearningRate: 0.004, Samples: TinyImages.TrainingCount, Seed: 5);

    private readonly TinyImages _images = new();
    private readonly Dataset _training;
    private readonly Dataset _test;

    public CheckpointTests() => (_training, _test) = FashionImages.Load(_images.Folder);

    public void Dispose() => _images.Dispose();

    [Fact]
    public void A_run_that_was_interrupted_ends_with_the_same_bits()
    {
        var whole = new FashionMnist.TrainingRun(Short, _training, _test);
        string wholeFolder = _images.Path("whole");
        Finish(whole, wholeFolder);

        // Stopped in the middle of the second epoch, which is then lost.
        var first = new FashionMnist.TrainingRun(Short, _training, _test);
        string folder = _images.Path("interrupted");
        first.Advance(cancellationToken: TestContext.Current.CancellationToken);
        Checkpoint.Save(first, folder);
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => first.Advance(new AtBatch(3, cancellation.Cancel), cancellation.Token));

        FashionMnist.TrainingRun second = Checkpoint.Load(folder, _training, _test);
        Assert.Equal(1, second.Epoch);
        Assert.Equal(Short, second.Settings);
        Finish(second, folder);

        Assert.Equal(whole.Curve.Losses, second.Curve.Losses);
        Assert.Equal(whole.Curve.Accuracies, second.Curve.Accuracies);
        foreach (string file in (string[])["weights.safetensors", "optimizer.safetensors", "run.safetensors"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(wholeFolder, "epoch-003", file)), File.ReadAllBytes(Path.Combine(folder, "epoch-003", file)));
        }
    }

    [Fact]
    public void A_run_can_be_resumed_before_its_first_epoch()
    {
        string folder = _images.Path("begun");
        var begun = new FashionMnist.TrainingRun(Short, _training, _test);
        Checkpoint.Save(begun, folder);

        FashionMnist.TrainingRun resumed = Checkpoint.Load(folder, _training, _test);

        Assert.Equal(0, resumed.Epoch);
        Assert.Empty(resumed.Curve.Losses);
        Assert.Equal(begun.Trainer.Network.Parameters.Flat, resumed.Trainer.Network.Parameters.Flat);
    }

    [Fact]
    public void A_checkpoint_that_was_not_finished_does_not_count()
    {
        string folder = _images.Path("begun");
        Checkpoint.Save(new FashionMnist.TrainingRun(Short, _training, _test), folder);
        Directory.CreateDirectory(Path.Combine(folder, "epoch-001.unfinished"));

        Assert.Equal(0, Checkpoint.Load(folder, _training, _test).Epoch);
    }

    [Fact]
    public void Only_the_last_epoch_stays()
    {
        string folder = _images.Path("whole");
        var run = new FashionMnist.TrainingRun(Short, _training, _test);
        Checkpoint.Save(run, folder);
        Finish(run, folder);

        Assert.Equal(["epoch-003"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Loading_with_too_few_images_says_how_many_are_needed()
    {
        string folder = _images.Path("begun");
        Checkpoint.Save(new FashionMnist.TrainingRun(Short, _training, _test), folder);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Checkpoint.Load(folder, _test, _test));

        Assert.Equal("There are 30 images to learn from, and 100 are needed.", exception.Message);
    }

    private static void Finish(FashionMnist.TrainingRun run, string folder)
    {
        while (!run.IsDone)
        {
            run.Advance();
            Checkpoint.Save(run, folder);
        }
    }

    private sealed class AtBatch(int batch, Action act) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Batch == batch)
            {
                act();
            }
        }
    }
}
