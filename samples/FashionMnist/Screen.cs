using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace StaticNet.Samples.FashionMnist;

/// <summary>What the sample prints.</summary>
internal sealed class Screen
{
    private readonly IAnsiConsole _console;
    private readonly TrainingRun _run;
    private readonly int _start;
    private readonly Stopwatch _learning = new();
    private ProgressTask? _task;

    private Screen(IAnsiConsole console, TrainingRun run)
    {
        _console = console;
        _run = run;
        _start = run.Epoch;
    }

    /// <summary>Trains behind a progress bar; where the output is no terminal, with a line an epoch.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="run">The run.</param>
    /// <param name="epochDone">What is to be done after every epoch.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    public static void Train(IAnsiConsole console, TrainingRun run, Action epochDone, CancellationToken cancellationToken)
    {
        var screen = new Screen(console, run);
        if (!console.Profile.Out.IsTerminal)
        {
            screen.Train(epochDone, cancellationToken);
            return;
        }

        console.Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                screen._task = context.AddTask("learning", maxValue: run.Settings.Epochs);
                screen._task.Value = run.Epoch;
                screen.Train(epochDone, cancellationToken);
            });
    }

    /// <summary>How many of each kind were recognised, and what the others were mostly taken for.</summary>
    public static void Show(IAnsiConsole console, ConfusionMatrix matrix)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        table.AddColumn("");
        table.AddColumn(new TableColumn("recognised").RightAligned());
        table.AddColumn("else mostly taken for");
        for (int actual = 0; actual < matrix.ClassCount; actual++)
        {
            int other = Enumerable.Range(0, matrix.ClassCount).Where(predicted => predicted != actual).MaxBy(predicted => matrix[actual, predicted]);
            table.AddRow(FashionImages.Names[actual], $"{100 * matrix.Recall(actual):0.0} %", $"{FashionImages.Names[other]} ({matrix[actual, other]})");
        }

        console.Write(table);
    }

    private void Train(Action epochDone, CancellationToken cancellationToken)
    {
        while (!_run.IsDone)
        {
            _learning.Start();
            _run.Advance(_task is null ? null : new Inline(Report), cancellationToken);
            _learning.Stop();
            epochDone();
            _console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {_run.Epoch} of {_run.Settings.Epochs}: loss {_run.Curve.Losses[^1]:0.0000}, test {100 * _run.Curve.Accuracies[^1]:0.00} %, {Pace(_run.Epoch - _start)}"));
        }
    }

    private void Report(TrainingProgress progress)
    {
        _task!.Value = _run.Epoch + progress.Fraction;
        _task.Description = string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {_run.Epoch + 1} of {_run.Settings.Epochs}: loss {progress.MeanLoss:0.0000}, {Pace(_run.Epoch - _start + progress.Fraction)}");
    }

    // Measured since this process began to learn.
    private string Pace(double epochs)
    {
        double rate = epochs * _run.Settings.Samples / _learning.Elapsed.TotalSeconds;
        double left = (_run.Settings.Epochs - _start - epochs) * _run.Settings.Samples / rate;
        return string.Create(CultureInfo.InvariantCulture, $@"{rate:N0} samples/s, {TimeSpan.FromSeconds(Math.Ceiling(left)):m\:ss} left");
    }

    /// <summary>Reports at once, on the training thread; <see cref="Progress{T}"/> would do so later, on others.</summary>
    private sealed class Inline(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
