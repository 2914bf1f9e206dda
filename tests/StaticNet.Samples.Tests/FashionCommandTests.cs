using System.CommandLine;
using System.Globalization;
using System.Text;
using Spectre.Console;
using StaticNet.Samples.FashionMnist;

namespace StaticNet.Samples.Tests;

/// <summary>The command as a user has it, on small images.</summary>
public sealed class FashionCommandTests : IDisposable
{
    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly TinyImages _images = new();

    public void Dispose() => _images.Dispose();

    [Fact]
    public void Missing_images_are_named_with_the_way_to_get_them()
    {
        File.Delete(_images.Path("t10k-labels-idx1-ubyte"));

        FileNotFoundException exception = Assert.Throws<FileNotFoundException>(() => FashionImages.Load(_images.Folder));

        Assert.StartsWith($"'{_images.Folder}' does not hold t10k-labels-idx1-ubyte.gz. ", exception.Message);
        Assert.Contains("`apt install dataset-fashion-mnist`", exception.Message);
        Assert.Contains("--data", exception.Message);
    }

    [Fact]
    public async Task Without_images_the_command_fails_and_leaves_nothing()
    {
        (int code, _, string error) = await RunAsync("--data", _images.Path("nowhere"));

        Assert.Equal(1, code);
        Assert.Contains("apt install", error);
        Assert.False(Directory.Exists(_images.Path("checkpoint")));
    }

    [Fact]
    public async Task It_learns_draws_the_curve_and_says_how_good_it_is()
    {
        (int code, string output, string error) = await RunAsync("--epochs", "2", "--batch", "10", "--plot", _images.Path("curve.png"));

        Assert.Equal((0, ""), (code, error));
        string last = output.TrimEnd().Split('\n')[^1];
        Assert.Matches("^test accuracy: [0-9.]+ %$", last);
        Assert.Equal(PngSignature, File.ReadAllBytes(_images.Path("curve.png"))[..PngSignature.Length]);
        Assert.NotNull(FashionClassifier.Load(Path.Combine(_images.Path("checkpoint"), "epoch-002", "weights.safetensors")));
    }

    [Fact]
    public async Task A_checkpoint_is_not_overwritten_by_another_run()
    {
        await RunAsync("--epochs", "1", "--samples", "20");

        (int code, _, string error) = await RunAsync("--epochs", "1", "--samples", "20");

        Assert.Equal(1, code);
        Assert.Contains("--resume", error);
    }

    [Fact]
    public async Task A_run_is_not_resumed_with_other_settings()
    {
        await RunAsync("--epochs", "1", "--samples", "20");

        (int code, _, string error) = await RunAsync("--resume", "--epochs", "4");

        Assert.Equal((1, "The run that is to be resumed has --epochs 1, not 4: leave the option out, or begin a new run."), (code, error.Trim()));
    }

    [Fact]
    public async Task Resuming_what_is_done_says_the_same_again()
    {
        (_, string first, _) = await RunAsync("--epochs", "1", "--samples", "20");

        (int code, string second, _) = await RunAsync("--resume");

        Assert.Equal(0, code);
        Assert.Equal(first.TrimEnd().Split('\n')[^1], second.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task Cancelling_leaves_a_checkpoint_to_resume_from()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();

        (int code, string output, _) = await RunAsync(cancellation.Token, "--epochs", "1", "--samples", "20");

        Assert.Equal(130, code);
        Assert.Contains("--resume", output);
        Assert.Equal(0, (await RunAsync("--resume")).Code);
    }

    [Theory]
    [InlineData("--epochs", "0", "--epochs has to be at least 1, not 0.")]
    [InlineData("--batch", "-1", "--batch has to be at least 1, not -1.")]
    [InlineData("--samples", "0", "--samples has to be at least 1, not 0.")]
    [InlineData("--learning-rate", "-0.5", "--learning-rate has to be a finite number from 0 on, not -0.5.")]
    public async Task Options_out_of_range_are_refused(string option, string value, string message)
    {
        (int code, _, string error) = await RunAsync(option, value);

        Assert.NotEqual(0, code);
        Assert.Contains(message, error);
        Assert.False(Directory.Exists(_images.Path("checkpoint")));
    }

    [Fact]
    public void On_a_terminal_there_is_a_bar_with_pace_and_time_left()
    {
        (Dataset training, Dataset test) = FashionImages.Load(_images.Folder);
        var run = new FashionMnist.TrainingRun(new Settings(Epochs: 2, BatchSize: 10, LearningRate: 0.004, Samples: 60, Seed: 1), training, test);
        using var terminal = new Terminal();
        int epochs = 0;

        Screen.Train(AnsiConsole.Create(new AnsiConsoleSettings { Out = terminal, Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes }), run, () => epochs++, TestContext.Current.CancellationToken);

        Assert.Equal(2, epochs);
        string text = terminal.Writer.ToString()!;
        Assert.Contains("100%", text);
        Assert.Matches("epoch 2 of 2: loss [0-9.]+, [0-9,]+ samples/s, 0:0[0-9] left", text);
        Assert.Matches("epoch 2 of 2: loss [0-9.]+, test [0-9.]+ %, [0-9,]+ samples/s, 0:00 left", text);
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => RunAsync(TestContext.Current.CancellationToken, args);

    private async Task<(int Code, string Output, string Error)> RunAsync(CancellationToken cancellationToken, params string[] args)
    {
        string[] all = [.. args, .. args.Contains("--data") ? [] : (string[])["--data", _images.Folder], "--checkpoint", _images.Path("checkpoint")];
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        int code = await new FashionCommand().Parse(all).InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, cancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    private sealed class Terminal : IAnsiConsoleOutput, IDisposable
    {
        public TextWriter Writer { get; } = new StringWriter(CultureInfo.InvariantCulture);

        public bool IsTerminal => true;

        public int Width => 200;

        public int Height => 50;

        public void SetEncoding(Encoding encoding)
        {
        }

        public void Dispose() => Writer.Dispose();
    }
}
