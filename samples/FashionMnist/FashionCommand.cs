using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace StaticNet.Samples.FashionMnist;

/// <summary>The command line.</summary>
internal sealed class FashionCommand : RootCommand
{
    private const int Interrupted = 130;

    private readonly Option<string> _data = new("--data")
    {
        Description = "The folder of the four files of Fashion-MNIST.",
        DefaultValueFactory = static _ => FashionImages.DefaultFolder,
    };

    private readonly Option<int?> _epochs = new("--epochs") { Description = "How often each image is seen. [default: 8]" };
    private readonly Option<int?> _batch = new("--batch") { Description = "The images of a training step. [default: 64]" };
    private readonly Option<double?> _learningRate = new("--learning-rate") { Description = "The highest learning rate. [default: 0.004]" };
    private readonly Option<int?> _samples = new("--samples") { Description = "Learn from so many of the images only. [default: all]" };
    private readonly Option<int?> _seed = new("--seed") { Description = "Where everything random comes from. [default: 1]" };

    private readonly Option<string> _checkpoint = new("--checkpoint")
    {
        Description = "The folder to write the state of the training to after every epoch.",
        DefaultValueFactory = static _ => Path.Combine("artifacts", "fashion-mnist"),
    };

    private readonly Option<bool> _resume = new("--resume") { Description = "Go on from the checkpoint: the result has the same bits as without the interruption." };
    private readonly Option<string?> _plot = new("--plot") { Description = "The PNG file for the learning curve. [default: learning-curve.png beside the checkpoint]" };

    public FashionCommand()
        : base("Learns to tell ten kinds of clothing apart by a small residual network.")
    {
        foreach (Option<int?> count in (Option<int?>[])[_epochs, _batch, _samples])
        {
            Require(count, static value => value >= 1, "at least 1");
        }

        Require(_learningRate, static value => value >= 0 && double.IsFinite(value), "a finite number from 0 on");
        foreach (Option option in (Option[])[_data, _epochs, _batch, _learningRate, _samples, _seed, _checkpoint, _resume, _plot])
        {
            Add(option);
        }

        // Not on the caller's thread: only when it has come back, Ctrl+C cancels the token.
        SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), CancellationToken.None));
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            return Learn(parsed, cancellationToken);
        }
        catch (Exception exception) when (exception is UsageException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            parsed.InvocationConfiguration.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private int Learn(ParseResult parsed, CancellationToken cancellationToken)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        string folder = parsed.GetRequiredValue(_checkpoint);
        string plot = parsed.GetValue(_plot) ?? Path.Combine(folder, "learning-curve.png");
        bool isResumed = parsed.GetValue(_resume);
        Settings? saved = Checkpoint.FindSettings(folder);
        if (!isResumed && saved is not null)
        {
            throw new UsageException(
                $"'{folder}' has the checkpoint of a run already: --resume goes on with it, --checkpoint takes another folder; or delete it.");
        }

        if (isResumed && saved is not null)
        {
            ThrowIfDifferent(parsed, saved);
        }

        (Dataset training, Dataset test) = FashionImages.Load(parsed.GetRequiredValue(_data));

        // Now and not after all the training.
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(plot))!);
        TrainingRun run = isResumed ? Checkpoint.Load(folder, training, test) : new TrainingRun(NewSettings(parsed, training), training, test);
        output.WriteLine(FashionClassifier.Summary);
        output.WriteLine();
        output.WriteLine(isResumed
            ? $"going on after epoch {run.Epoch} of {run.Settings.Epochs}, from '{folder}'"
            : $"{run.Settings.Samples:N0} images to learn from, {test.Count:N0} to measure with; checkpoints go to '{folder}'");
        if (!isResumed)
        {
            Checkpoint.Save(run, folder);
        }

        try
        {
            Screen.Train(console, run, () => Checkpoint.Save(run, folder), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            output.WriteLine($"stopped; --resume goes on after epoch {run.Epoch}, with the same result");
            return Interrupted;
        }

        run.Curve.Draw(plot);
        EvaluationResult result = run.Evaluate();
        Screen.Show(console, result.ConfusionMatrix!);
        output.WriteLine($"the learning curve is in '{plot}', the weights are in '{folder}'");
        output.WriteLine();
        output.WriteLine($"test accuracy: {100 * result.Accuracy:0.00} %");
        return 0;
    }

    private Settings NewSettings(ParseResult parsed, Dataset training) => new(
        parsed.GetValue(_epochs) ?? 8,
        parsed.GetValue(_batch) ?? 64,
        parsed.GetValue(_learningRate) ?? 0.004,
        parsed.GetValue(_samples) ?? training.Count,
        parsed.GetValue(_seed) ?? 1);

    // What has begun with some settings cannot end with others and be the same.
    private void ThrowIfDifferent(ParseResult parsed, Settings saved)
    {
        Dictionary<string, string> texts = saved.ToTexts();
        foreach ((Option option, IFormattable? value) in (ReadOnlySpan<(Option, IFormattable?)>)[
            (_epochs, parsed.GetValue(_epochs)),
            (_batch, parsed.GetValue(_batch)),
            (_learningRate, parsed.GetValue(_learningRate)),
            (_samples, parsed.GetValue(_samples)),
            (_seed, parsed.GetValue(_seed))])
        {
            string was = texts[option.Name.TrimStart('-')];
            if (value is not null && value.ToString(null, CultureInfo.InvariantCulture) != was)
            {
                throw new UsageException($"The run that is to be resumed has {option.Name} {was}, not {value}: leave the option out, or begin a new run.");
            }
        }
    }

    private static void Require<T>(Option<T?> option, Predicate<T> isValid, string expected)
        where T : struct
        => option.Validators.Add(result =>
        {
            if (result.GetValue(option) is { } value && !isValid(value))
            {
                result.AddError($"{option.Name} has to be {expected}, not {value}.");
            }
        });

    /// <summary>Something that the command cannot do as it was asked to.</summary>
    private sealed class UsageException(string message) : Exception(message);
}
