using System.Globalization;

namespace StaticNet.Samples.FashionMnist;

/// <summary>
/// A training run on disk: <c>epoch-003/weights.safetensors</c>, <c>optimizer.safetensors</c>, and <c>run.safetensors</c> with the learning curve,
/// the settings and where the dropout stands. The optimizer's file has the number of steps, which is where the schedule stands; the number of
/// epochs decides the order of the next one. An epoch's folder appears once it is whole, and then replaces the one before.
/// </summary>
internal static class Checkpoint
{
    private const string Prefix = "epoch-";
    private const string Unfinished = ".unfinished";

    /// <summary>Writes the run as it is between two epochs.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folder">The folder of the run's checkpoint; made if it is not there.</param>
    public static void Save(TrainingRun run, string folder)
    {
        string target = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{run.Epoch:000}"));
        string unfinished = target + Unfinished;
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        Directory.CreateDirectory(unfinished);
        FashionClassifier network = run.Trainer.Network;
        network.Save(Path.Combine(unfinished, "weights.safetensors"));
        run.Trainer.Optimizer.Save(Path.Combine(unfinished, "optimizer.safetensors"));
        SafeTensorsFile.Save(
            Path.Combine(unfinished, "run.safetensors"),
            run.Epoch == 0
                ? []
                :
                [
                    new SafeTensor("training_loss", [run.Epoch], run.Curve.Losses.ToArray()),
                    new SafeTensor("test_accuracy", [run.Epoch], run.Curve.Accuracies.ToArray()),
                ],
            new Dictionary<string, string>(run.Settings.ToTexts())
            {
                ["dropout-step"] = network.DropoutStep.ToString(CultureInfo.InvariantCulture),
            });
        Directory.Move(unfinished, target);
        foreach ((int epoch, string path) in Epochs(folder))
        {
            if (epoch < run.Epoch)
            {
                Directory.Delete(path, recursive: true);
            }
        }
    }

    /// <summary>The settings of the checkpoint in a folder, or <see langword="null"/> if there is none.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is damaged.</exception>
    public static Settings? FindSettings(string folder)
    {
        if (Find(folder) is not { } path)
        {
            return null;
        }

        using SafeTensorsFile file = Open(path);
        return Settings.Parse(file.Metadata);
    }

    /// <summary>Makes a run that goes on where the one that was saved stood.</summary>
    /// <exception cref="FileNotFoundException">There is no checkpoint.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged, or there are fewer images than it needs.</exception>
    public static TrainingRun Load(string folder, Dataset training, Dataset test)
    {
        string path = Find(folder) ?? throw new FileNotFoundException($"There is no checkpoint in '{folder}'.");
        using SafeTensorsFile file = Open(path);
        Settings settings = Settings.Parse(file.Metadata);
        FashionClassifier network = FashionClassifier.Load(Path.Combine(path, "weights.safetensors"));
        network.DropoutSeed = settings.Seed;
        network.DropoutStep = Settings.Read<long>(file.Metadata, "dropout-step");
        var run = new TrainingRun(settings, network, training, test);
        run.Trainer.Optimizer.Load(Path.Combine(path, "optimizer.safetensors"));
        foreach ((float loss, float accuracy) in file.Tensors.Count == 0 ? [] : file.Read("training_loss").Zip(file.Read("test_accuracy")))
        {
            run.Curve.Add(loss, accuracy);
            run.Trainer.CompletedEpochs++;
        }

        return run;
    }

    private static SafeTensorsFile Open(string path) => SafeTensorsFile.Open(Path.Combine(path, "run.safetensors"));

    private static string? Find(string folder) => Epochs(folder).OrderBy(static entry => entry.Epoch).Select(static entry => entry.Path).LastOrDefault();

    private static (int Epoch, string Path)[] Epochs(string folder)
    {
        List<(int, string)> epochs = [];
        foreach (string path in Directory.Exists(folder) ? Directory.GetDirectories(folder, Prefix + "*") : [])
        {
            if (int.TryParse(Path.GetFileName(path.AsSpan())[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch))
            {
                epochs.Add((epoch, path));
            }
        }

        return [.. epochs];
    }
}
