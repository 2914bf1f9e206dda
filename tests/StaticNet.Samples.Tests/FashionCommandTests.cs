using System.CommandLine;
using System.Globalization;
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
    [InlineData("--epochs")]
    [InlineData("--batch")]
    [InlineData("--samples")]
    public async Task A_count_is_at_least_one(string option)
    {
        (int code, _, string error) = await RunAsync(option, "0");

        Assert.NotEqual(0, code);
        Assert.Contains($"{option} has to be at least 1.", error);
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
}
