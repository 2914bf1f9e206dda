using Spectre.Console.Testing;

namespace StaticNet.Extensions.Tests;

public sealed class ConsoleProgressTests
{
    private static readonly Dataset Data = new([0, 0, 0, 1, 1, 0, 1, 1], 2, [0, 1, 1, 0]);

    [Fact]
    public void A_file_gets_the_lines_of_epochs_and_nothing_else()
    {
        var console = new TestConsole { Profile = { Width = 200 } };
        TrainingHistory history = Fit(console, epochs: 3);
        Assert.Equal(history.Select(static epoch => epoch.ToString()), console.Lines);
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(21, 12)]
    [InlineData(1_000, 21)]
    public void Of_many_epochs_a_file_gets_some(int epochs, int lines)
    {
        var console = new TestConsole { Profile = { Width = 200 } };
        TrainingHistory history = Fit(console, epochs);
        Assert.Equal(lines, console.Lines.Count);
        Assert.Equal(history[0].ToString(), console.Lines[0]);
        Assert.Equal(history[^1].ToString(), console.Lines[^1]);
    }

    [Fact]
    public void A_terminal_has_a_bar_that_gives_way_to_the_lines()
    {
        TestConsole console = new TestConsole { Profile = { Width = 200 } }.Interactive().EmitAnsiSequences();
        Fit(console, epochs: 2);
        string text = console.Output;
        Assert.Contains("epoch 1 of 2, batch 1 of 2, loss ", text);
        Assert.Contains(" 25 %", text);
        Assert.Contains("epoch 2: loss ", text);

        // Behind the bar the cursor is at the start of its line, which is erased before anything else.
        int bar = text.IndexOf(" left", StringComparison.Ordinal);
        Assert.StartsWith(" left\r\e[2K\r", text[bar..]);
        Assert.EndsWith("\e[2K\r", text);
    }

    [Fact]
    public void The_reason_to_stop_early_is_said()
    {
        var console = new TestConsole { Profile = { Width = 200 } };
        new Trainer<Xor>(new Xor(seed: 1), new Adam(0.05)).Fit(Data, new FitOptions { Epochs = 50, BatchSize = 2, Callbacks = [new ConsoleProgress(console), new StopAt(3)] }, TestContext.Current.CancellationToken);
        Assert.Equal("enough", console.Lines[^1]);
        Assert.StartsWith("epoch 3: ", console.Lines[^2]);
    }

    private static TrainingHistory Fit(TestConsole console, int epochs)
        => new Trainer<Xor>(new Xor(seed: 1), new Adam(0.05)).Fit(Data, new FitOptions { Epochs = epochs, BatchSize = 2, Callbacks = [new ConsoleProgress(console)] }, TestContext.Current.CancellationToken);

    private sealed class StopAt(int epoch) : TrainingCallback
    {
        protected override void OnEpoch(TrainingRun run, EpochResult result)
        {
            if (result.Epoch == epoch)
            {
                run.Stop("enough");
            }
        }
    }
}

[Network(2)]
[Dense(4)]
[Tanh]
[Dense(1)]
[Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class Xor;
