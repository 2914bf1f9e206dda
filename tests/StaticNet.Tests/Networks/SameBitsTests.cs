namespace StaticNet.Tests.Networks;

/// <summary>
/// The same bits on every machine: outputs, and weights after 50 training steps, are hashed and compared with values that are committed in <see cref="SameBits"/>.
/// The build runs these tests at every vector width (<c>DOTNET_EnableAVX512=0</c>, <c>DOTNET_EnableAVX2=0</c>, <c>DOTNET_EnableHWIntrinsic=0</c>) and, in
/// <c>.ci/arm64</c>, on an emulated ARM64, and the values are the same.
/// </summary>
public sealed class SameBitsTests
{
    // All at once from the first test on: without vectors they take longer than anything else.
    private static readonly Dictionary<string, Task<ulong>> Hashes = SameBits.All.ToDictionary(static network => network.Network, static network => Task.Run(network.Compute));

    public static TheoryData<string> Networks { get; } = [.. SameBits.All.Select(static network => network.Network)];

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task The_network_has_these_bits(string network)
    {
        SameBits bits = SameBits.All.Single(bits => bits.Network == network);
        ulong hash = await Hashes[network];

        Assert.True(hash == bits.Expected, $"Expected 0x{bits.Expected:x16}, got 0x{hash:x16}.");
    }
}
