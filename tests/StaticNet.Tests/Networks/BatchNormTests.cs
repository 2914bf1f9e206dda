using System.Buffers.Binary;
using System.Text;
using StaticNet.Kernels;
using StaticNet.Reference;

namespace StaticNet.Tests.Networks;

/// <summary>What batch norms do to a network besides their arithmetic.</summary>
public sealed class BatchNormTests
{
    [Fact]
    public void A_new_layer_passes_on_what_it_gets()
    {
        var network = new Scaled();
        Assert.Equal([1f, 1f, 1f], Values(network.Batchnorm1.Weight));
        Assert.Equal([0f, 0f, 0f], Values(network.Batchnorm1.Bias));
        Assert.Equal([0f, 0f, 0f], Values(network.Batchnorm1.RunningMean));
        Assert.Equal([1f, 1f, 1f], Values(network.Batchnorm1.RunningVar));
        Assert.Equal(6, Scaled.ParameterCount);
        Assert.Equal(0, Scaled.MultiplyAdds);
    }

    [Fact]
    public void What_is_written_to_the_view_counts_at_once()
    {
        var network = new Scaled();
        float[] outputs = new float[3];
        network.Forward([5, 5, 5], outputs);
        network.Batchnorm1.RunningMean[1] = 3;
        network.Batchnorm1.RunningVar[1] = 4;
        network.Batchnorm1.Weight[1] = 10;
        network.Batchnorm1.Bias[1] = 7;
        float[] after = new float[3];
        network.Forward([5, 5, 5], after);
        Assert.Equal(outputs[0], after[0]);
        Assert.Equal(17f, after[1], 1e-3f);
        Assert.Equal(outputs[2], after[2]);
    }

    [Fact]
    public void A_step_moves_the_statistics_and_prediction_sees_it()
    {
        var network = new Normalized(3);
        var trainer = new Trainer<Normalized>(network, new Sgd(0));
        float[] inputs = Inputs(6 * Normalized.InputLength, 1);
        float[] before = new float[6 * Normalized.OutputLength];
        float[] after = new float[before.Length];
        network.Forward(inputs, before);
        trainer.Step(inputs, new int[6]);
        network.Forward(inputs, after);
        Assert.NotEqual(before, after);

        // The folded layers are those of the new tensors, not of what they were when the network was first called.
        double[] expected = new ReferenceNetwork(Normalized.Summary).Forward([.. inputs.Select(static x => (double)x)], ReferenceNetwork.Tensors(network.Parameters));
        Assert.All(after.Zip(expected), static pair => Assert.Equal(pair.Second, pair.First, 1e-4));
    }

    [Fact]
    public void Optimizers_decay_and_clipping_leave_the_statistics_alone()
    {
        float[] inputs = Inputs(6 * Normalized.InputLength, 2);
        var alone = new Normalized(3);
        alone.Gradient(inputs, new int[6], Normalized.CreateParameters());
        foreach (Optimizer optimizer in (Optimizer[])[new Sgd(0.1, momentum: 0.9, weightDecay: 0.5), new AdamW(0.1, weightDecay: 0.5), new RmsProp(0.1)])
        {
            var trainer = new Trainer<Normalized>(new Normalized(3), optimizer) { GradientClipping = GradientClipping.ByNorm(0.01) };
            trainer.Step(inputs, new int[6]);
            int length = Normalized.CreateParameters().Layout.TrainableLength;
            Assert.True(trainer.Network.Parameters.Flat[length..].SequenceEqual(alone.Parameters.Flat[length..]));
            Assert.False(trainer.Network.Parameters.Trainable.SequenceEqual(alone.Parameters.Trainable));
            Assert.Equal(-1, trainer.Gradients.Flat[length..].IndexOfAnyExcept(0f));
        }
    }

    [Fact]
    public void One_value_a_channel_is_refused_and_nothing_changes()
    {
        var network = new Normalized(3);
        float[] weights = network.Parameters.Flat.ToArray();
        ParameterSet gradients = Normalized.CreateParameters();
        gradients.Flat.Fill(3);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => network.Gradient(new float[Normalized.InputLength], (int[])[0], gradients));
        Assert.Equal("inputs", exception.ParamName);
        Assert.Contains("'batchnorm4'", exception.Message);
        Assert.Contains("expected at least 2 samples, got 1", exception.Message);
        Assert.Throws<ArgumentException>(() => network.Gradient(new float[Normalized.InputLength], new float[4], gradients));
        Assert.True(network.Parameters.Flat.SequenceEqual(weights));
        Assert.Equal(-1, gradients.Flat.IndexOfAnyExcept(3f));

        // Several pixels are several values, and prediction needs none.
        new NormalizedImage().Gradient(new float[NormalizedImage.InputLength], new float[NormalizedImage.OutputLength], NormalizedImage.CreateParameters());
        network.Forward(new float[Normalized.InputLength], new float[4]);
    }

    [Fact]
    public void A_batch_of_any_size_is_normalized_as_one()
    {
        const int Samples = 700;
        var network = new NormalizedImage(5);
        float[] inputs = Inputs(Samples * NormalizedImage.InputLength, 4);
        float[] targets = Inputs(Samples * NormalizedImage.OutputLength, 5);
        var reference = new ReferenceNetwork(NormalizedImage.Summary);
        Dictionary<string, double[]> weights = ReferenceNetwork.Tensors(network.Parameters);
        Dictionary<string, double[]> expected = reference.Gradient([.. inputs.Select(static x => (double)x)], [.. targets.Select(static x => (double)x)], weights, out double loss);
        ParameterSet gradients = NormalizedImage.CreateParameters();

        Assert.Equal(loss, network.Gradient(inputs, targets, gradients), 1e-6 * loss);
        double largest = expected.Values.Max(static gradient => gradient.Max(Math.Abs));
        foreach ((string name, double[] gradient) in ReferenceNetwork.Tensors(gradients))
        {
            Assert.All(gradient.Zip(expected[name]), pair => Assert.Equal(pair.Second, pair.First, 1e-5 * largest));
        }
    }

    [Fact]
    public void Statistics_of_many_large_values_that_differ_little_are_exact_to_the_last_digits()
    {
        const int Samples = 100_000;
        var network = new Scaled();
        var random = new RandomSource(6);
        float[] inputs = new float[Samples * 3];
        foreach (ref float input in inputs.AsSpan())
        {
            input = 1000 + random.NextSingle();
        }

        network.Gradient(inputs, new float[inputs.Length], Scaled.CreateParameters());
        for (int c = 0; c < 3; c++)
        {
            double[] channel = [.. inputs.Where((_, i) => i % 3 == c).Select(static x => (double)x)];
            double mean = channel.Average();
            double variance = channel.Sum(x => (x - mean) * (x - mean)) / (Samples - 1);

            // Momentum 1: the batch's statistics themselves. The mean is rounded to a float, of which the variance sees the square.
            Assert.Equal(mean, network.Batchnorm1.RunningMean[c], 1e-4);
            Assert.Equal(variance, network.Batchnorm1.RunningVar[c], 1e-6);
        }
    }

    [Fact]
    public void A_batch_that_no_array_holds_is_refused()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(static () => Workspace.Rent(32, 1 << 20, 1 << 12));
        Assert.Contains("4096 samples take 4294967328 floats", exception.Message);
        Assert.Contains("Pass at most 2047 samples", exception.Message);
    }

    [Fact]
    public void A_file_from_PyTorch_with_its_counter_loads_and_others_do_not()
    {
        using var folder = new TemporaryFolder();
        var network = new Scaled();
        network.Batchnorm1.RunningVar[2] = 5;
        network.Save(folder["own.safetensors"]);
        byte[] own = File.ReadAllBytes(folder["own.safetensors"]);

        Load("batchnorm1.num_batches_tracked", "I64", "[]");
        Assert.Throws<InvalidDataException>(() => Load("batchnorm1.num_batches_tracked", "F64", "[]"));
        Assert.Throws<InvalidDataException>(() => Load("batchnorm1.num_batches_tracked", "I64", "[1]"));
        Assert.Throws<InvalidDataException>(() => Load("batchnorm2.num_batches_tracked", "I64", "[]"));
        Assert.Throws<InvalidDataException>(() => Load("batchnorm1.num_batches", "I64", "[]"));

        void Load(string name, string type, string shape)
        {
            int headerLength = (int)BinaryPrimitives.ReadUInt64LittleEndian(own);
            int data = own.Length - 8 - headerLength;
            string header = Encoding.UTF8.GetString(own, 8, headerLength).TrimEnd();
            header = header[..^1] + $",\"{name}\":{{\"dtype\":\"{type}\",\"shape\":{shape},\"data_offsets\":[{data},{data + 8}]}}}}";
            byte[] prefix = new byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)Encoding.UTF8.GetByteCount(header));
            byte[] file = [.. prefix, .. Encoding.UTF8.GetBytes(header), .. own.AsSpan(8 + headerLength), 3, 0, 0, 0, 0, 0, 0, 0];
            File.WriteAllBytes(folder["other.safetensors"], file);
            Assert.Equal(5f, Scaled.Load(folder["other.safetensors"]).Batchnorm1.RunningVar[2]);
        }
    }

    [Fact]
    public void A_view_needs_tensors_that_are_there()
    {
        ParameterSet set = Scaled.CreateParameters();
        Assert.Throws<ArgumentNullException>(static () => new BatchNormParameters(null!, 0, 1, 2, 3));
        Assert.Equal("weightIndex", Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormParameters(set, -1, 1, 2, 3)).ParamName);
        Assert.Equal("runningVarIndex", Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormParameters(set, 0, 1, 2, 4)).ParamName);
    }

    private static float[] Values(System.Numerics.Tensors.TensorSpan<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }

    private static float[] Inputs(int length, ulong seed)
    {
        var random = new RandomSource(seed);
        float[] inputs = new float[length];
        foreach (ref float input in inputs.AsSpan())
        {
            input = (random.NextSingle() * 4) - 2;
        }

        return inputs;
    }
}
