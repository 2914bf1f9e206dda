using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using StaticNet.Kernels;

namespace StaticNet.Tests.Networks;

/// <summary>What calls take of memory: as the summary says it, released by <see cref="Parallelism.Trim"/>, and refused by name where there is not as much.</summary>
[Collection(Threads.Collection)]
[Trait(Width.Trait, Width.Any)]
public sealed class CallMemoryTests : IDisposable
{
    private readonly int _threads = Parallelism.Threads;

    public CallMemoryTests() => Parallelism.Trim();

    public void Dispose() => Parallelism.Threads = _threads;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(40, 1)]
    [InlineData(64, 3)]
    [InlineData(300, 4000)]
    public void A_call_takes_no_more_than_the_summary_says_and_little_less(int samples, int threads)
    {
        Parallelism.Threads = threads;
        CallMemory forward = Filtered.Summary.ForwardMemory;
        new Filtered().Forward(new float[samples * Filtered.InputLength], new float[samples * Filtered.OutputLength]);
        AssertHeld(forward.Of(samples, Math.Min(8, threads)));

        new Filtered().Gradient(new float[samples * Filtered.InputLength], new int[samples], Filtered.CreateParameters());
        AssertHeld(Filtered.Summary.GradientMemory.Of(samples, Math.Min(8, threads)));

        if (samples > 1)
        {
            new NormalizedTogether().Gradient(new float[samples * NormalizedTogether.InputLength], new int[samples], NormalizedTogether.CreateParameters());
            AssertHeld(NormalizedTogether.Summary.GradientMemory.Of(samples, Math.Min(8, threads)));
        }

        // A buffer has a cache line more than it needs. Which threads come in time to take a part of a forward pass is theirs.
        static void AssertHeld(long expected)
        {
            long held = Workspace.HeldBytes() + PartialGradients.IdleBytes();
            Assert.InRange(held, 1, expected + (16 * AlignedBuffer.Alignment));
            if (Parallelism.Threads == 1)
            {
                Assert.InRange(held, expected, expected + (16 * AlignedBuffer.Alignment));
            }

            Parallelism.Trim();
            Assert.Equal(0, Workspace.HeldBytes() + PartialGradients.IdleBytes());
        }
    }

    [Fact]
    public void The_summary_says_what_a_call_keeps()
    {
        string text = new NetworkSummary("Net", [1], [], new CrossEntropyAttribute(), 0, 0)
        {
            ForwardMemory = new CallMemory { ThreadBytes = 1536 },
            GradientMemory = new CallMemory { ThreadBytes = 512, SampleBytes = 100, LeastShard = 16, MostShards = 8, PartialBytes = 2048 },
        }.ToString();
        Assert.EndsWith(
            "\nmemory of a call: Forward 1.5 KiB a thread; Gradient 512 B a thread and 100 B a sample, and up to 7 partial gradients of 2.0 KiB, one from 17 samples on\n",
            text + "\n");
    }

    [Fact]
    public void Trim_releases_memory_and_threads_and_the_next_call_has_the_same_bits()
    {
        Parallelism.Threads = 4;
        float[] gradient = Gradient();
        Assert.Equal(3, Workers.HelperCount);
        Parallelism.Trim();
        Assert.Equal(0, Workers.HelperCount);
        Assert.Equal(0, Workspace.HeldBytes());
        Assert.Equal(gradient, Gradient());
        Assert.Equal(3, Workers.HelperCount);

        static float[] Gradient()
        {
            ParameterSet gradients = Filtered.CreateParameters();
            new Filtered(1).Gradient([.. Enumerable.Range(0, 64 * Filtered.InputLength).Select(static i => (i % 13) - 6f)], new int[64], gradients);
            return gradients.Flat.ToArray();
        }
    }

    [Fact]
    public void Partial_gradients_are_garbage_after_Trim()
    {
        const int Length = 1 << 20;
        Parallelism.Threads = 1;
        GradientShards.Run(static (_, _, _, _, _, _, _) => 0, [], new float[Length], new float[128], [], new int[128], 128, least: 16, most: 8, 1, default);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Parallelism.Trim();
        Assert.InRange(before - GC.GetTotalMemory(forceFullCollection: true), 6L * Length * sizeof(float), 9L * Length * sizeof(float));
    }

    [Fact]
    public void Trim_within_a_call_takes_nothing_from_it_and_ends_the_helpers_behind_it()
    {
        Parallelism.Threads = 3;
        float[] found = new float[8];
        int helpers = 0;
        Workers.Run(
            new Shards(shard =>
            {
                ref float scratch = ref Workspace.Rent(1000);
                scratch = shard;
                Parallelism.Trim();
                GC.Collect(0);
                found[shard] = scratch;
                helpers = Workers.HelperCount;
            }),
            8);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], found);
        Assert.Equal(2, helpers);
        Assert.Equal(0, Workers.HelperCount);
    }

    [Fact]
    public void Threads_that_do_not_help_are_not_started()
    {
        Parallelism.Threads = 4000;
        Assert.Equal(4000, Parallelism.Threads);
        new Filtered().Forward(new float[5000 * Filtered.InputLength], new float[5000 * Filtered.OutputLength]);
        Assert.Equal(7, Workers.HelperCount);
        int cores = Parallelism.Cores;
        Parallelism.Cores = 1;
        Assert.False(Workers.IsAvailable);
        Parallelism.Cores = cores;
        Assert.True(Workers.IsAvailable);
        Assert.Equal(4000, Parallelism.Threads);
    }

    // Samples and gradients of any length; the memory is nobody's, and not touched.
    [Fact]
    public void Sizes_do_not_overflow()
    {
        float nothing = 0;
        ReadOnlySpan<float> inputs = MemoryMarshal.CreateReadOnlySpan(ref nothing, int.MaxValue);
        Span<float> outputs = MemoryMarshal.CreateSpan(ref nothing, int.MaxValue);
        foreach (int threads in (int[])[1, 2, 8])
        {
            Parallelism.Threads = threads;
            long forward = 0;
            ForwardShards.Run((_, x, y) => Interlocked.Add(ref forward, x.Length == y.Length ? x.Length : 0), [], inputs, outputs, 1, 1);
            Assert.Equal(int.MaxValue, forward);
            long gradient = 0;
            GradientShards.Run((_, _, x, _, _, _, _) => Interlocked.Add(ref gradient, x.Length), [], new float[16], inputs, [], [], int.MaxValue, 16, 8, 1, default);
            Assert.Equal(int.MaxValue, gradient);
        }

        Assert.Equal(8, GradientShards.CountOf(int.MaxValue, 16, 8));
        Assert.Equal(1, GradientShards.CountOf(int.MaxValue, int.MaxValue, 1));
        CallMemory memory = new() { ThreadBytes = 1L << 40, SampleBytes = 1L << 30, LeastShard = 16, MostShards = 8, PartialBytes = 1L << 33, SharedFrom = 1 };
        Assert.Equal((8L << 40) + ((1L << 30) * int.MaxValue) + (7L << 33), memory.Of(int.MaxValue, int.MaxValue));
    }

    [Fact]
    public void Partial_gradients_that_cannot_be_had_are_named_and_the_next_call_is_sound()
    {
        float nothing = 0;
        Parallelism.Threads = 2;
        OutOfMemoryException exception = Assert.Throws<OutOfMemoryException>(() => GradientShards.Run(
            static (_, _, _, _, _, _, _) => 0, [], MemoryMarshal.CreateSpan(ref Unsafe.AsRef(in nothing), int.MaxValue), new float[64], [], [], 64, 16, 8, 1, default));
        Assert.Contains("2147483647 floats", exception.Message);
        Trim_releases_memory_and_threads_and_the_next_call_has_the_same_bits();
    }

    [Fact]
    public void A_call_that_fails_does_not_count_as_a_step_of_dropout()
    {
        var network = new DroppedTogether { DropoutStep = 5 };
        Assert.Throws<ArgumentException>(() => network.Gradient(new float[1], new float[1], DroppedTogether.CreateParameters()));
        Assert.Equal(5, network.DropoutStep);
        network.Gradient(new float[2 * DroppedTogether.InputLength], new float[2 * DroppedTogether.OutputLength], DroppedTogether.CreateParameters());
        Assert.Equal(6, network.DropoutStep);
    }

    private sealed class Shards(Action<int> action) : Workers.IShards
    {
        public void Run(int shard) => action(shard);
    }
}
