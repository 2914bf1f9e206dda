using System.Globalization;
using Spectre.Console;

namespace StaticNet;

/// <summary>
/// Shows the progress of <c>Fit</c> in the console. In a terminal a bar below the finished epochs says how far training is, with the loss so far and the remaining time, at most ten times a second. Where the output is no
/// terminal, there are only the lines of epochs, at most about twenty of them.
/// </summary>
/// <example>
/// <code>
/// trainer.Fit(data, new FitOptions { Epochs = 50, Callbacks = [new ConsoleProgress()] });
/// </code>
/// </example>
public sealed class ConsoleProgress : TrainingCallback
{
    private const int MostLines = 20;
    private const int BarWidth = 30;
    private const string ToStartOfLine = "\r";
    private const string EraseLine = "\e[2K\r";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly IAnsiConsole _console;
    private readonly bool _isTerminal;
    private TimeSpan _last = TimeSpan.MinValue;

    /// <summary>Shows progress on a console.</summary>
    /// <param name="console">The console; <see langword="null"/> for that of the process.</param>
    public ConsoleProgress(IAnsiConsole? console = null)
    {
        _console = console ?? AnsiConsole.Console;
        _isTerminal = _console.Profile.Capabilities is { Ansi: true, Interactive: true };
    }

    /// <inheritdoc/>
    protected override void OnStart(TrainingRun run) => _last = TimeSpan.MinValue;

    /// <inheritdoc/>
    protected override void OnBatch(TrainingRun run, in TrainingProgress progress)
    {
        if (!_isTerminal || (_last != TimeSpan.MinValue && progress.Elapsed - _last < Pause))
        {
            return;
        }

        _last = progress.Elapsed;
        int full = (int)(BarWidth * progress.Fraction);
        TimeSpan left = progress.Elapsed * ((1 - progress.Fraction) / progress.Fraction);
        Erase();
        _console.Markup(string.Create(
            CultureInfo.InvariantCulture,
            $"[green]{new string('━', full)}[/][grey]{new string('━', BarWidth - full)}[/] {100 * progress.Fraction,3:0} %  epoch {progress.Epoch} of {progress.Epochs}, batch {progress.Batch} of {progress.Batches}, loss {progress.MeanLoss:0.0000}, {Time(left)} left"));

        // What else is written, by an exception for one, takes the place of the bar.
        _console.Write(new ControlCode(ToStartOfLine));
    }

    /// <inheritdoc/>
    protected override void OnEpoch(TrainingRun run, EpochResult result)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(result);
        int epochs = run.Options.Epochs;
        int step = Math.Max(1, (epochs + MostLines - 1) / MostLines);
        if (result.Epoch == 1 || result.Epoch == epochs || result.Epoch % step == 0)
        {
            Erase();
            _console.WriteLine(result.ToString());
        }
    }

    /// <inheritdoc/>
    protected override void OnEnd(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Erase();
        if (run.History.StopReason is { } reason)
        {
            _console.WriteLine(reason);
        }
    }

    private void Erase()
    {
        if (_isTerminal)
        {
            _console.Write(new ControlCode(EraseLine));
        }
    }

    private static string Time(TimeSpan left)
        => left.TotalSeconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{left.TotalSeconds:0} s") : left.TotalHours < 1 ? $"{left.Minutes} min {left.Seconds} s" : $"{(int)left.TotalHours} h {left.Minutes} min";
}
