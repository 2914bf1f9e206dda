using Xunit.Sdk;

namespace StaticNet.Generator.Tests.Support;

/// <summary>What the memory that networks are tried on refuses and finds.</summary>
public sealed class GuardedMemoryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(5000)]
    public void The_pages_at_both_ends_may_not_be_touched(int length)
    {
        foreach (GuardedEnd end in Enum.GetValues<GuardedEnd>())
        {
            using var memory = new GuardedMemory<float>(length, end);
            memory.Span.Fill(1);
            memory.AssertUntouched("the span");

            // The operating system says that it may not read there, where the program itself would be stopped.
            using FileStream file = new(Path.GetTempFileName(), FileMode.Open, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            Assert.Throws<IOException>(() => RandomAccess.Write(file.SafeFileHandle, memory.Forbidden(GuardedEnd.Start), 0));
            Assert.Throws<IOException>(() => RandomAccess.Write(file.SafeFileHandle, memory.Forbidden(GuardedEnd.End), 0));
        }
    }

    [Fact]
    public unsafe void What_is_written_beside_the_span_is_found()
    {
        using var memory = new GuardedMemory<float>(5, GuardedEnd.Start);
        fixed (float* first = memory.Span)
        {
            first[5] = 0;
        }

        Assert.Contains("0 bytes behind it", Assert.Throws<TrueException>(() => memory.AssertUntouched("it")).Message);
        using var other = new GuardedMemory<float>(5, GuardedEnd.End);
        fixed (float* first = other.Span)
        {
            first[-1] = 0;
        }

        Assert.Contains("1 bytes before it", Assert.Throws<TrueException>(() => other.AssertUntouched("it")).Message);
    }
}
