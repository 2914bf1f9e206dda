using StaticNet.Fuzz.Files;

namespace StaticNet.Generator.Tests.Pipeline;

/// <summary>Some thousand of the files that <c>tests/StaticNet.Fuzz</c> damages and makes up: each is read or refused, and nothing else.</summary>
public sealed class FileFuzzTests
{
    private const int Cases = 3000;

    // The same in every run: a change that breaks one of them is to blame, not luck.
    private const int FirstSeed = 1;

    [Fact]
    public void A_file_is_read_or_refused_whatever_is_in_it()
    {
        FileReport report = FileFuzzer.Run(Cases, FirstSeed, Environment.ProcessorCount);

        Assert.True(report.Failures.Count == 0, report.ToString());
        Assert.All(report.ReadShares, static share => Assert.InRange(share, 0.1, 0.7));
    }
}
