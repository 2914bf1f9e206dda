using Shared;

namespace Tests;

public sealed class XorTests(ITestOutputHelper output)
{
    [Fact]
    public void It_learns() => output.WriteLine(Training.Run<Xor>());
}
