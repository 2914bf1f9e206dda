using StaticNet.Kernels;

namespace StaticNet.Tests.Networks;

/// <summary>Calls that several threads work on: the same bits as one thread's, whoever else calls, and nothing left behind by a failure.</summary>
public sealed class ParallelismTests : IDisposable
{
    private readonly int _threads = Parallelism.Threads;

    public void Dispose() => Parallelism.Threads = _threads;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(64)]
    [InlineData(201)]
    public void Any_number_of_threads_computes_the_same_bits(int samples)
    {
        Filtered network = new(3);
        (float[] inputs, int[] labels) = Data(samples);
        Parallelism.Threads = 1;
        (float[] outputs, float loss, float[] gradient) = Compute(network, inputs, labels);
        foreach (int threads in (int[])[2, 3, 8])
        {
            Parallelism.Threads = threads;
            (float[] shared, float sharedLoss, float[] sharedGradient) = Compute(network, inputs, labels);
            Assert.Equal(outputs, shared);
            Assert.Equal(loss, sharedLoss);
            Assert.Equal(gradient, sharedGradient);
        }
    }

    // The cuts lie by the number of samples: what is a shard of its own is added up by itself.
    [Fact]
    public void A_gradient_is_the_sum_of_those_of_its_shards()
    {
        Filtered network = new(3);
        (float[] inputs, int[] labels) = Data(32);
        (_, _, float[] whole) = Compute(network, inputs, labels);
        (_, _, float[] first) = Compute(network, inputs[..(16 * Filtered.InputLength)], labels[..16]);
        (_, _, float[] second) = Compute(network, inputs[(16 * Filtered.InputLength)..], labels[16..]);

        // Each is the gradient of a mean over half as many samples; to halve and double is exact.
        Assert.Equal(whole, first.Zip(second, static (a, b) => (a * 0.5f) + (b * 0.5f)));
    }

    [Fact]
    public void Calls_at_the_same_time_do_not_disturb_each_other()
    {
        Filtered network = new(3);
        (float[] inputs, int[] labels) = Data(40);
        Parallelism.Threads = 2;
        (float[] outputs, float loss, float[] gradient) = Compute(network, inputs, labels);
        Parallel.For(0, 16, _ =>
        {
            (float[] shared, float sharedLoss, float[] sharedGradient) = Compute(network, inputs, labels);
            Assert.Equal(outputs, shared);
            Assert.Equal(loss, sharedLoss);
            Assert.Equal(gradient, sharedGradient);
        });
    }

    [Fact]
    public void Dropout_drops_the_same_values_on_any_number_of_threads()
    {
        (float[] inputs, int[] labels) = Data(70, DroppedImages.InputLength);
        float[][] gradients = [.. new[] { 1, 4 }.Select(threads =>
        {
            Parallelism.Threads = threads;
            var network = new DroppedImages(3) { DropoutSeed = 5 };
            ParameterSet set = DroppedImages.CreateParameters();
            network.Gradient(inputs, labels, set);
            return set.Flat.ToArray();
        })];
        Assert.Equal(gradients[0], gradients[1]);
    }

    [Fact]
    public void Shared_calls_allocate_nothing_in_the_long_run()
    {
        Filtered network = new(3);
        (float[] inputs, int[] labels) = Data(64);
        float[] outputs = new float[64 * Filtered.OutputLength];
        ParameterSet gradients = Filtered.CreateParameters();
        Parallelism.Threads = 2;
        for (int i = 0; i < 3; i++)
        {
            network.Forward(inputs, outputs);
            network.Gradient(inputs, labels, gradients);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            network.Forward(inputs, outputs);
            network.Gradient(inputs, labels, gradients);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_failure_on_any_thread_reaches_the_caller_once_all_are_done()
    {
        Parallelism.Threads = 3;
        for (int turn = 0; turn < 20; turn++)
        {
            var failing = new Shards(shard => _ = shard == 5 ? throw new InvalidOperationException("the fifth") : 0);
            Assert.Equal("the fifth", Assert.Throws<InvalidOperationException>(() => Workers.Run(failing, 12)).Message);
            Assert.Equal(0, failing.Running);

            var sound = new Shards(static _ => { });
            Workers.Run(sound, 12);
            Assert.Equal(12, sound.Done);
        }
    }

    [Fact]
    public void Work_within_work_is_done_by_the_thread_itself()
    {
        Parallelism.Threads = 2;
        int done = 0;
        Workers.Run(
            new Shards(_ =>
            {
                Assert.False(Workers.IsAvailable);
                Workers.Run(new Shards(_ => Interlocked.Increment(ref done)), 3);
            }),
            4);
        Assert.Equal(12, done);
        Assert.True(Workers.IsAvailable);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Less_than_one_thread_is_refused(int threads)
    {
        Parallelism.Threads = 2;
        Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.Threads = threads);
        Assert.Equal(2, Parallelism.Threads);
    }

    private static (float[] Outputs, float Loss, float[] Gradient) Compute(Filtered network, float[] inputs, int[] labels)
    {
        float[] outputs = new float[labels.Length * Filtered.OutputLength];
        network.Forward(inputs, outputs);
        ParameterSet gradients = Filtered.CreateParameters();
        float loss = network.Gradient(inputs, labels, gradients);
        return (outputs, loss, gradients.Flat.ToArray());
    }

    private static (float[] Inputs, int[] Labels) Data(int samples, int inputLength = Filtered.InputLength)
    {
        var random = new Random(samples);
        return ([.. Enumerable.Range(0, samples * inputLength).Select(_ => (random.NextSingle() * 2) - 1)], [.. Enumerable.Range(0, samples).Select(_ => random.Next(5))]);
    }

    private sealed class Shards(Action<int> action) : Workers.IShards
    {
        private int _running;
        private int _done;

        public int Running => _running;

        public int Done => _done;

        public void Run(int shard)
        {
            Interlocked.Increment(ref _running);
            try
            {
                action(shard);
                Interlocked.Increment(ref _done);
            }
            finally
            {
                Interlocked.Decrement(ref _running);
            }
        }
    }
}
