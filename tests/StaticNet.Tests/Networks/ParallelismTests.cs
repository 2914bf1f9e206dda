using System.Runtime.Intrinsics;
using StaticNet.Kernels;
using StaticNet.Reference;

namespace StaticNet.Tests.Networks;

/// <summary>Calls that several threads work on: the same bits as one thread's, whoever else calls, and nothing left behind by a failure.</summary>
[Collection(Threads.Collection)]
public sealed class ParallelismTests : IDisposable
{
    private readonly int _threads = Parallelism.Threads;

    public void Dispose() => Parallelism.Threads = _threads;

    // Which samples a thread gets does not depend on the width.
    [Theory]
    [Trait(Width.Trait, Width.Any)]
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

    // Outputs of training are those of the batch, so that a thread that normalizes its own samples by themselves is found out.
    [Theory]
    [Trait(Width.Trait, Width.Any)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(40)]
    [InlineData(64)]
    [InlineData(201)]
    public void A_batch_that_is_normalized_together_has_the_same_bits_on_any_number_of_threads(int samples)
    {
        (float[] inputs, int[] labels) = Data(samples, NormalizedTogether.InputLength);
        Parallelism.Threads = 1;
        (float loss, float[] gradient, float[] weights) = Train();
        Assert.Contains(gradient, static value => value != 0);
        Assert.NotEqual(weights, new NormalizedTogether(3).Parameters.Flat.ToArray());
        foreach (int threads in (int[])[2, 3, 8])
        {
            Parallelism.Threads = threads;
            (float sharedLoss, float[] sharedGradient, float[] sharedWeights) = Train();
            Assert.Equal(loss, sharedLoss);
            Assert.Equal(gradient, sharedGradient);

            // The running statistics among them.
            Assert.Equal(weights, sharedWeights);
        }

        (float Loss, float[] Gradient, float[] Weights) Train()
        {
            var network = new NormalizedTogether(3);
            ParameterSet gradients = NormalizedTogether.CreateParameters();
            gradients.Flat.Fill(7);
            return (network.Gradient(inputs, labels, gradients), gradients.Flat.ToArray(), network.Parameters.Flat.ToArray());
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    public void A_batch_that_is_normalized_together_has_the_gradient_of_the_definition(int samples)
    {
        (float[] inputs, int[] labels) = Data(samples, NormalizedTogether.InputLength);
        var network = new NormalizedTogether(3);
        Dictionary<string, double[]> weights = ReferenceNetwork.Tensors(network.Parameters);
        Dictionary<string, double[]> expected = new ReferenceNetwork(NormalizedTogether.Summary).Gradient([.. inputs.Select(static x => (double)x)], labels, weights, out double loss);
        ParameterSet gradients = NormalizedTogether.CreateParameters();
        Parallelism.Threads = 2;
        Assert.Equal(loss, network.Gradient(inputs, labels, gradients), 1e-5 * loss);
        double largest = expected.Values.Max(static gradient => gradient.Max(Math.Abs));
        foreach ((string name, double[] gradient) in ReferenceNetwork.Tensors(gradients))
        {
            Assert.All(gradient.Zip(expected[name]), pair => Assert.Equal(pair.Second, pair.First, 2e-5 * largest));
        }
    }

    [Fact]
    [Trait(Width.Trait, Width.Any)]
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
    public void Dropout_between_samples_that_are_normalized_together_drops_the_same_values()
    {
        (float[] inputs, _) = Data(70, DroppedTogether.InputLength);
        float[] targets = [.. inputs.Take(70 * DroppedTogether.OutputLength)];
        float[][] gradients = [.. new[] { 1, 2, 4 }.Select(threads =>
        {
            Parallelism.Threads = threads;
            var network = new DroppedTogether(3) { DropoutSeed = 5 };
            ParameterSet set = DroppedTogether.CreateParameters();
            network.Gradient(inputs, targets, set);
            return set.Flat.ToArray();
        })];
        Assert.Equal(gradients[0], gradients[1]);
        Assert.Equal(gradients[0], gradients[2]);
    }

    [Fact]
    [Trait(Width.Trait, Width.Any)]
    public void Shared_calls_allocate_nothing_in_the_long_run()
    {
        Filtered network = new(3);
        (float[] inputs, int[] labels) = Data(64);
        float[] outputs = new float[64 * Filtered.OutputLength];
        ParameterSet gradients = Filtered.CreateParameters();
        NormalizedTogether normalized = new(3);
        (float[] images, int[] classes) = Data(64, NormalizedTogether.InputLength);
        ParameterSet normalizedGradients = NormalizedTogether.CreateParameters();
        Parallelism.Threads = 2;
        Call(3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Call(Vector256.IsHardwareAccelerated ? 10 : 1);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Call(int times)
        {
            for (int i = 0; i < times; i++)
            {
                network.Forward(inputs, outputs);
                network.Gradient(inputs, labels, gradients);
                normalized.Gradient(images, classes, normalizedGradients);
            }
        }
    }

    [Fact]
    [Trait(Width.Trait, Width.Any)]
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
    [Trait(Width.Trait, Width.Any)]
    public void Threads_that_meet_see_what_the_others_wrote_before()
    {
        const int Members = 3;
        const int Meetings = 200;
        Parallelism.Threads = Members;
        int[,] written = new int[Members, Meetings];
        int missed = 0;
        RunTogether(
            new Shards(member =>
            {
                for (int meeting = 0; meeting < Meetings; meeting++)
                {
                    written[member, meeting] = meeting + 1;
                    Workers.Meet();
                    for (int other = 0; other < Members; other++)
                    {
                        _ = written[other, meeting] == meeting + 1 ? 0 : Interlocked.Increment(ref missed);
                    }
                }
            }),
            Members);
        Assert.Equal(0, missed);
    }

    // Whoever fails, and at whatever meeting the others wait by then or later.
    [Fact]
    [Trait(Width.Trait, Width.Any)]
    public void A_failure_of_one_lets_nobody_wait_for_it()
    {
        const int Members = 3;
        Parallelism.Threads = Members;
        for (int turn = 0; turn < 12; turn++)
        {
            var failing = new Shards(member =>
            {
                for (int meeting = 0; meeting < 4; meeting++)
                {
                    if (member == turn % Members && meeting == turn / Members)
                    {
                        throw new InvalidOperationException("the one");
                    }

                    Workers.Meet();
                }
            });
            Assert.Equal("the one", Assert.Throws<InvalidOperationException>(() => RunTogether(failing, Members)).Message);
            Assert.Equal(0, failing.Running);

            var sound = new Shards(static _ => Workers.Meet());
            RunTogether(sound, Members);
            Assert.Equal(Members, sound.Done);
        }
    }

    [Fact]
    [Trait(Width.Trait, Width.Any)]
    public void Who_is_helping_is_no_help_to_others_that_have_to_meet()
    {
        Parallelism.Threads = 2;
        Workers.Run(new Shards(static _ => Assert.Equal(1, Workers.Reserve(2))), 4);
        Parallelism.Threads = 1;
        Assert.Equal(1, Workers.Reserve(2));
    }

    [Fact]
    [Trait(Width.Trait, Width.Any)]
    public void A_failure_in_a_part_of_a_batch_reaches_the_caller_and_the_next_call_is_sound()
    {
        Parallelism.Threads = 2;
        float[] weights = new float[16];
        float[] gradients = new float[16];
        for (int turn = 0; turn < 10; turn++)
        {
            int failing = turn % 2 * 16;
            Assert.Equal("a part", Assert.Throws<InvalidOperationException>(() => Run(first => first == failing ? throw new InvalidOperationException("a part") : 1)).Message);
            Assert.Equal(32, Run(static _ => 1));
            Assert.Equal(32, gradients[3]);
        }

        // Each sample has a loss of 1 and a gradient of 1.
        double Run(Func<int, float> value) => GradientShards.RunTogether(
            (_, gradients, _, _, _, ref _, _, _, part) =>
            {
                float one = value(part.FirstSample);
                part.Meet();
                foreach (BatchShard shard in part)
                {
                    shard.GradientOf(ref gradients[3]) += one * shard.Samples;
                    shard.HasLoss(one * shard.Samples);
                }
            },
            weights,
            gradients,
            new float[32],
            [],
            new int[32],
            samples: 32,
            least: 16,
            most: 8,
            scratchShared: 16,
            scratchPerSample: 1,
            scale: 1,
            default);
    }

    [Fact]
    [Trait(Width.Trait, Width.Any)]
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

    private static void RunTogether(Shards shards, int count)
    {
        Assert.Equal(count, Workers.Reserve(count));
        Workers.RunTogether(shards, count);
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
