namespace StaticNet.Tests.Networks;

public sealed class GradientTests
{
    [Fact]
    public void A_label_out_of_range_is_named_and_the_gradients_are_as_they_were()
    {
        var network = new Classifier();
        ParameterSet gradients = Classifier.CreateParameters();
        gradients.Flat.Fill(3);
        foreach (int label in (int[])[-1, 10, int.MaxValue])
        {
            ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(
                () => network.Gradient(new float[2 * Classifier.InputLength], (int[])[0, label], gradients));
            Assert.Equal("labels", exception.ParamName);
            Assert.Contains($"Label 1 is {label}, expected 0 to 9", exception.Message);
        }

        Assert.Equal(-1, gradients.Flat.IndexOfAnyExcept(3f));
    }

    [Fact]
    public void Wrong_lengths_are_named_and_the_gradients_are_as_they_were()
    {
        var network = new Classifier();
        ParameterSet gradients = Classifier.CreateParameters();
        gradients.Flat.Fill(3);
        Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => network.Gradient(new float[1], (int[])[0], gradients)).ParamName);
        Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => network.Gradient([], (int[])[], gradients)).ParamName);
        Assert.Equal("labels", Assert.Throws<ArgumentException>(() => network.Gradient(new float[67], (int[])[0, 1], gradients)).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => network.Gradient(new float[67], new float[9], gradients)).ParamName);
        Assert.Equal(-1, gradients.Flat.IndexOfAnyExcept(3f));
    }

    [Fact]
    public void Gradients_of_another_network_and_the_weights_themselves_are_refused()
    {
        var network = new Classifier();
        Assert.Equal("gradients", Assert.Throws<ArgumentException>(() => network.Gradient(new float[67], (int[])[0], Xor.CreateParameters())).ParamName);
        Assert.Equal("gradients", Assert.Throws<ArgumentException>(() => network.Gradient(new float[67], (int[])[0], network.Parameters)).ParamName);
        Assert.Throws<ArgumentNullException>(() => network.Gradient(new float[67], (int[])[0], null!));
    }

    [Fact]
    public void A_network_without_a_loss_says_so()
    {
        NotSupportedException exception = Assert.Throws<NotSupportedException>(() => Ask(new Perceptrons()));
        Assert.Contains("Perceptrons", exception.Message);
        Assert.Contains("loss", exception.Message);

        static void Ask<TNetwork>(TNetwork network)
            where TNetwork : class, INetwork<TNetwork>
            => network.Gradient(new float[TNetwork.InputLength], (int[])[0], TNetwork.CreateParameters());
    }

    [Fact]
    public void Labels_and_one_hot_targets_agree()
    {
        var network = new Regressor();
        float[] inputs = [.. Enumerable.Range(0, 3 * Regressor.InputLength).Select(static i => MathF.Sqrt(i % 7) - 1)];
        ParameterSet byLabel = Regressor.CreateParameters();
        ParameterSet byTarget = Regressor.CreateParameters();
        float first = network.Gradient(inputs, (int[])[1, 0, 1], byLabel);
        float second = network.Gradient(inputs, new float[] { 0, 1, 1, 0, 0, 1 }, byTarget);
        Assert.Equal(first, second);
        Assert.Equal(byLabel.Flat.ToArray(), byTarget.Flat.ToArray());
    }

    [Fact]
    public void The_padding_of_the_gradients_is_zero()
    {
        var network = new Regressor();
        ParameterSet gradients = Regressor.CreateParameters();
        network.Gradient(new float[Regressor.InputLength], (int[])[1], gradients);
        foreach (string name in gradients.Names)
        {
            gradients[name].Fill(0);
        }

        Assert.Equal(-1, gradients.Flat.IndexOfAnyExcept(0f));
    }

    [Fact]
    public void A_batch_larger_than_a_chunk_has_the_mean_of_its_parts()
    {
        const int Samples = 600;
        var network = new Xor(4);
        float[] inputs = [.. Enumerable.Range(0, Samples * 2).Select(static i => MathF.Sqrt(i % 11) - 1.5f)];
        int[] labels = [.. Enumerable.Range(0, Samples).Select(static i => i % 3 == 0 ? 1 : 0)];
        ParameterSet whole = Xor.CreateParameters();
        float loss = network.Gradient(inputs, labels, whole);

        double mean = 0;
        double[] sum = new double[whole.Flat.Length];
        ParameterSet part = Xor.CreateParameters();
        for (int i = 0; i < Samples; i++)
        {
            mean += network.Gradient(inputs.AsSpan(i * 2, 2), labels.AsSpan(i, 1), part) / (double)Samples;
            for (int k = 0; k < sum.Length; k++)
            {
                sum[k] += part.Flat[k] / (double)Samples;
            }
        }

        Assert.Equal(mean, loss, 1e-6);
        for (int k = 0; k < sum.Length; k++)
        {
            Assert.Equal(sum[k], whole.Flat[k], 1e-6);
        }
    }
}
