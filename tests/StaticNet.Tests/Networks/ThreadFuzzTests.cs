using System.Runtime.Intrinsics;
using StaticNet.Fuzz.Threads;

namespace StaticNet.Tests.Networks;

/// <summary>Some thousand calls of the fuzzer (<c>tests/StaticNet.Fuzz -- threads</c>).</summary>
[Collection(Threads.Collection)]
[Trait(Width.Trait, Width.Any)]
public sealed class ThreadFuzzTests
{
    [Fact]
    public void Calls_on_several_threads_have_the_bits_of_calls_by_themselves()
    {
        int seed = Environment.TickCount & 0x3fffffff;
        ThreadReport report = ThreadFuzzer.Run(Vector256.IsHardwareAccelerated ? Configuration.IsDebug ? 2000 : 3000 : 100, seed, static _ => { });
        Assert.True(report.Failures.Count == 0, report.ToString());
    }
}
