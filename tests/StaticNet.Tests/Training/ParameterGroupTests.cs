using Trunk = StaticNet.Tests.Training.GradientCheckTests.CheckedWithNorms;

namespace StaticNet.Tests.Training;

public sealed class ParameterGroupTests : IDisposable
{
    private static readonly Func<ParameterGroup[], Optimizer>[] Makers =
    [
        static groups => new Sgd(0.1, weightDecay: 0.1) { Groups = groups },
        static groups => new Sgd(0.1, momentum: 0.9, dampening: 0.5, weightDecay: 0.1) { Groups = groups },
        static groups => new Adam(0.1, weightDecay: 0.1) { Groups = groups },
        static groups => new AdamW(0.1) { Groups = groups },
        static groups => new RmsProp(0.1, momentum: 0.5, centered: true, weightDecay: 0.1) { Groups = groups },
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_group_has_the_steps_of_an_optimizer_with_its_settings()
    {
        Func<double, double, Optimizer>[] single =
        [
            static (rate, decay) => new Sgd(rate, weightDecay: decay),
            static (rate, decay) => new Sgd(rate, momentum: 0.9, dampening: 0.5, weightDecay: decay),
            static (rate, decay) => new Adam(rate, weightDecay: decay),
            static (rate, decay) => new AdamW(rate, weightDecay: decay),
            static (rate, decay) => new RmsProp(rate, momentum: 0.5, centered: true, weightDecay: decay),
        ];
        double[] ownDecay = [0.1, 0.1, 0.1, 0.01, 0.1];
        for (int kind = 0; kind < Makers.Length; kind++)
        {
            SoftmaxRegression grouped = new(1);
            Optimizer optimizer = Makers[kind]([new("dense1") { LearningRateFactor = 0.5 }, new("*.bias") { WeightDecay = 0 }]);
            Run(optimizer, grouped, 4);
            SoftmaxRegression weight = new(1);
            Run(single[kind](0.05, ownDecay[kind]), weight, 4);
            SoftmaxRegression bias = new(1);
            Run(single[kind](0.05, 0), bias, 4);
            Assert.Equal<float>([.. weight.Parameters["dense1.weight"]], [.. grouped.Parameters["dense1.weight"]]);
            Assert.Equal<float>([.. bias.Parameters["dense1.bias"]], [.. grouped.Parameters["dense1.bias"]]);
        }
    }

    [Fact]
    public void What_is_frozen_stands_still_and_then_continues_as_if_no_time_had_passed()
    {
        foreach (Func<ParameterGroup[], Optimizer> make in Makers)
        {
            SoftmaxRegression network = new(1);
            Optimizer optimizer = make([]);
            optimizer.Bind(network.Parameters);
            Run(optimizer, network, 2);
            optimizer.Freeze("*.bias");
            Assert.Equal(["dense1.bias"], optimizer.Frozen);
            float[] bias = [.. network.Parameters["dense1.bias"]];
            float[] state = [.. optimizer.State.Values.SelectMany(static set => (float[])[.. set["dense1.bias"]])];
            Run(optimizer, network, 3);
            Assert.Equal(bias, (float[])[.. network.Parameters["dense1.bias"]]);
            Assert.Equal(state, optimizer.State.Values.SelectMany(static set => (float[])[.. set["dense1.bias"]]));

            // The saved state has the steps that were missed.
            string path = _folder["optimizer.safetensors"];
            optimizer.Save(path);
            SoftmaxRegression resumed = new(2);
            resumed.Parameters.CopyFrom(network.Parameters);
            Optimizer other = make([]);
            other.Bind(resumed.Parameters);
            other.Load(path);
            optimizer.Unfreeze("dense1");
            Run(optimizer, network, 2);
            Run(other, resumed, 2);
            Assert.True(network.Parameters.Flat.SequenceEqual(resumed.Parameters.Flat));

            SoftmaxRegression four = new(1);
            Run(make([]), four, 4);
            Assert.Equal<float>([.. four.Parameters["dense1.bias"]], [.. network.Parameters["dense1.bias"]]);
            SoftmaxRegression seven = new(1);
            Run(make([]), seven, 7);
            Assert.Equal<float>([.. seven.Parameters["dense1.weight"]], [.. network.Parameters["dense1.weight"]]);
        }
    }

    [Fact]
    public void Frozen_gradients_do_not_count_for_clipping()
    {
        Dataset data = TrainerTests.Separable(8);
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Sgd(0.5)) { GradientClipping = GradientClipping.ByNorm(1e-3) };
        trainer.Optimizer.Freeze("dense1.weight");
        trainer.Step(data.Inputs, data.Labels);
        Assert.Equal(1e-3, Math.Sqrt(((float[])[.. trainer.Gradients["dense1.bias"]]).Sum(static g => (double)g * g)), 1e-8);
        Assert.Equal(new float[12], (float[])[.. trainer.Gradients["dense1.weight"]]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Step(data.Inputs, data.Labels);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Names_that_are_not_there_are_refused_with_those_that_are()
    {
        SoftmaxRegression network = new(1);
        Optimizer optimizer = new Sgd();
        optimizer.Bind(network.Parameters);
        Assert.Contains("No tensor is named like 'conv*'. There are: dense1.weight", Assert.Throws<ArgumentException>(() => optimizer.Freeze("dense1", "conv*")).Message.Replace("'dense1", "dense1", StringComparison.Ordinal));
        Assert.Empty(optimizer.Frozen);
        Assert.Throws<ArgumentException>("Groups", () => new Trainer<SoftmaxRegression>(network, new Adam { Groups = [new("Dense1")] }));
        Assert.Throws<InvalidOperationException>(static () => new Sgd().Freeze("dense1"));
    }

    [Fact]
    public void Tensors_move_between_networks_and_files_by_their_names()
    {
        Trunk source = new(seed: 1);
        string path = _folder["source.safetensors"];
        source.Save(path);
        foreach (Action<Trunk> copy in (Action<Trunk>[])[target => target.Parameters.CopyFrom(source.Parameters, "dense?"), target => target.Parameters.Load(path, "dense?")])
        {
            Trunk target = new(seed: 2);
            target.Parameters["batchnorm1.weight"].Fill(7);
            copy(target);
            foreach (string name in target.Parameters.Names)
            {
                float[] expected = name == "batchnorm1.weight" ? [.. Enumerable.Repeat(7f, 12)] : [.. source.Parameters[name]];
                Assert.Equal(expected, (float[])[.. target.Parameters[name]]);
            }
        }

        SoftmaxRegression other = new(3);
        float[] before = other.Parameters.Flat.ToArray();
        Assert.Contains("dense1.weight [3, 4] here, dense1.weight [12, 5] there", Unquoted(Assert.Throws<ArgumentException>("source", () => other.Parameters.CopyFrom(source.Parameters, "dense1")).Message));
        Assert.Contains("dense1.weight [3, 4] here, dense1.weight [12, 5] in the file", Unquoted(Assert.Throws<InvalidDataException>(() => other.Parameters.Load(path, "dense1")).Message));
        Assert.True(other.Parameters.Flat.SequenceEqual(before));

        static string Unquoted(string text) => text.Replace("'", "", StringComparison.Ordinal);
    }

    private static void Run(Optimizer optimizer, SoftmaxRegression network, int steps)
    {
        optimizer.Bind(network.Parameters);
        for (int step = 0; step < steps; step++)
        {
            // Gradients that do not depend on the weights: a tensor's path depends on its own steps alone.
            ParameterSet gradients = SoftmaxRegression.CreateParameters();
            foreach (string name in gradients.Names)
            {
                System.Numerics.Tensors.TensorSpan<float> tensor = gradients[name];
                tensor.Fill(0.25f);
            }

            optimizer.Step(gradients);
        }
    }
}
