namespace StaticNet.Tests;

public sealed class PlaceholderTests
{
    [Fact]
    public void Summary_knows_its_name() => Assert.Equal("Net", new NetworkSummary("Net", [1], [], null, 0, 0).ToString());
}
