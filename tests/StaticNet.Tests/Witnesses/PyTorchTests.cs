using StaticNet.Reference;

namespace StaticNet.Tests.Witnesses;

/// <summary>PyTorch's outputs, losses, gradients and training steps against the reference interpreter and against generated code.</summary>
public sealed class PyTorchTests
{
    // PyTorch computed in double precision: the reference agrees to the last digits, generated code to those of a float.
    private const double ReferenceTolerance = 1e-12;
    private const double GeneratedTolerance = 1e-5;

    private static readonly Dictionary<string, IWitness> Witnesses = new()
    {
        ["FixtureRectifiers"] = new Witness<FixtureRectifiers>(),
        ["FixtureSmooth"] = new Witness<FixtureSmooth>(),
        ["FixtureHard"] = new Witness<FixtureHard>(),
        ["FixtureStep"] = new Witness<FixtureStep>(),
        ["FixtureSigmoid"] = new Witness<FixtureSigmoid>(),
        ["FixtureBits"] = new Witness<FixtureBits>(),
        ["FixtureLogits"] = new Witness<FixtureLogits>(),
        ["FixtureAbsolute"] = new Witness<FixtureAbsolute>(),
        ["FixtureHuber"] = new Witness<FixtureHuber>(),
        ["FixtureSoftmax"] = new Witness<FixtureSoftmax>(),
        ["FixtureLogSoftmax"] = new Witness<FixtureLogSoftmax>(),
        ["FixtureLeNet"] = new Witness<FixtureLeNet>(),
        ["FixtureRectifiedLeNet"] = new Witness<FixtureRectifiedLeNet>(),
        ["FixtureWindows"] = new Witness<FixtureWindows>(),
        ["FixtureUneven"] = new Witness<FixtureUneven>(),
        ["FixtureUnevenSequence"] = new Witness<FixtureUnevenSequence>(),
        ["FixtureResampled"] = new Witness<FixtureResampled>(),
        ["FixtureResampledSequence"] = new Witness<FixtureResampledSequence>(),
        ["FixturePositions"] = new Witness<FixturePositions>(),
        ["FixturePositionsOfSequence"] = new Witness<FixturePositionsOfSequence>(),
        ["FixtureWeightedLabels"] = new Witness<FixtureWeightedLabels>(),
        ["FixtureSmoothedProbabilities"] = new Witness<FixtureSmoothedProbabilities>(),
        ["FixtureTied"] = new Witness<FixtureTied>(),
        ["FixtureReduced"] = new Witness<FixtureReduced>(),
        ["FixtureDilatedPools"] = new Witness<FixtureDilatedPools>(),
        ["FixtureGates"] = new Witness<FixtureGates>(),
        ["FixtureLayerNorm"] = new Witness<FixtureLayerNorm>(),
        ["FixtureLayerNormOfPixels"] = new Witness<FixtureLayerNormOfPixels>(),
        ["FixtureGroupNorm"] = new Witness<FixtureGroupNorm>(),
        ["FixtureDropout"] = new Witness<FixtureDropout>(),
        ["FixtureSequence"] = new Witness<FixtureSequence>(),
        ["FixtureBatchNorm"] = new Witness<FixtureBatchNorm>(),
        ["FixtureBatchNormOfSequence"] = new Witness<FixtureBatchNormOfSequence>(),
        ["FixtureInstanceNorm"] = new Witness<FixtureInstanceNorm>(),
        ["FixtureInstanceNormOfSequence"] = new Witness<FixtureInstanceNormOfSequence>(),
        ["FixtureRMSNorm"] = new Witness<FixtureRMSNorm>(),
        ["FixtureRMSNormOfPixels"] = new Witness<FixtureRMSNormOfPixels>(),
        ["FixtureTransposed"] = new Witness<FixtureTransposed>(),
        ["FixtureTransposedSequence"] = new Witness<FixtureTransposedSequence>(),
        ["FixtureElementwise"] = new Witness<FixtureElementwise>(),
        ["FixtureMish"] = new Witness<FixtureMish>(),
        ["FixtureResNet8"] = new Witness<FixtureResNet8>(),
        ["FixtureInception"] = new Witness<FixtureInception>(),
        ["FixtureCrossing"] = new Witness<FixtureCrossing>(),
        ["FixtureCrossingImages"] = new Witness<FixtureCrossingImages>(),
        ["FixtureHeads"] = new Witness<FixtureHeads>(),
    };

    public static TheoryData<string> Names => [.. Fixture.Names];

    public static TheoryData<string> NamesWithStatistics => [.. Fixture.Names.Where(static name => Fixture.Of(name).AfterThreeSteps is not null)];

    private interface IWitness
    {
        NetworkSummary Summary { get; }

        /// <summary>The outputs, the loss and the gradients that generated code computes.</summary>
        (double[] Outputs, double Loss, Dictionary<string, double[]> Gradients) Run(Fixture fixture);

        /// <summary>The losses of steps of SGD.</summary>
        double[] Train(Fixture fixture, Optimizer optimizer);

        /// <summary>All tensors after three of the steps.</summary>
        Dictionary<string, double[]> TensorsAfterThreeSteps(Fixture fixture, Optimizer optimizer);
    }

    private sealed class Witness<TNetwork> : IWitness
        where TNetwork : class, INetwork<TNetwork>
    {
        public NetworkSummary Summary => TNetwork.Summary;

        public (double[] Outputs, double Loss, Dictionary<string, double[]> Gradients) Run(Fixture fixture)
        {
            TNetwork network = Create(fixture);
            float[] inputs = fixture.SingleInputs;
            float[] outputs = new float[inputs.Length / TNetwork.InputLength * TNetwork.OutputLength];
            network.Forward(inputs, outputs);
            ParameterSet gradients = TNetwork.CreateParameters();
            float loss = fixture.Labels is { } labels
                ? network.Gradient(inputs, labels, gradients)
                : network.Gradient(inputs, fixture.SingleTargets, gradients);
            return ([.. outputs], loss, ReferenceNetwork.Tensors(gradients));
        }

        public double[] Train(Fixture fixture, Optimizer optimizer)
        {
            var trainer = new Trainer<TNetwork>(Create(fixture), optimizer);
            return [.. fixture.Steps.Select(_ => Step(trainer, fixture))];
        }

        public Dictionary<string, double[]> TensorsAfterThreeSteps(Fixture fixture, Optimizer optimizer)
        {
            var trainer = new Trainer<TNetwork>(Create(fixture), optimizer);
            for (int i = 0; i < 3; i++)
            {
                Step(trainer, fixture);
            }

            return ReferenceNetwork.Tensors(trainer.Network.Parameters);
        }

        private static double Step(Trainer<TNetwork> trainer, Fixture fixture)
            => fixture.Labels is { } labels ? trainer.Step(fixture.SingleInputs, labels) : trainer.Step(fixture.SingleInputs, fixture.SingleTargets);

        private static TNetwork Create(Fixture fixture)
        {
            TNetwork network = TNetwork.Create(0);
            ReferenceNetwork.Store(fixture.Weights, network.Parameters);
            return network;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_reference_is_PyTorch(string name)
    {
        // PyTorch's hard functions have one sixth as a float in their double precision, too.
        double tolerance = name == "FixtureHard" ? 1e-7 : ReferenceTolerance;
        Fixture fixture = Fixture.Of(name);
        var network = new ReferenceNetwork(Witnesses[name].Summary);
        AssertNear(fixture.Outputs, network.Forward(fixture.Inputs, fixture.Weights), tolerance, "output");

        double loss;
        Dictionary<string, double[]> gradients = fixture.Labels is { } labels
            ? network.Gradient(fixture.Inputs, labels, fixture.Weights, out loss)
            : network.Gradient(fixture.Inputs, fixture.Targets!, fixture.Weights, out loss);
        AssertNear([fixture.Loss], [loss], tolerance, "loss");
        AssertGradients(fixture.Gradients, gradients, tolerance);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Generated_code_is_PyTorch(string name)
    {
        Fixture fixture = Fixture.Of(name);
        (double[] outputs, double loss, Dictionary<string, double[]> gradients) = Witnesses[name].Run(fixture);
        AssertNear(fixture.Outputs, outputs, GeneratedTolerance, "output");
        AssertNear([fixture.Loss], [loss], GeneratedTolerance, "loss");
        AssertGradients(fixture.Gradients.Where(static tensor => tensor.Key != "input").ToDictionary(), gradients, GeneratedTolerance);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ten_steps_of_SGD_lose_what_PyTorchs_do(string name)
    {
        Fixture fixture = Fixture.Of(name);
        double[] losses = Witnesses[name].Train(fixture, new Sgd(0.05, momentum: 0.9));
        Assert.Equal(10, losses.Length);
        for (int step = 0; step < losses.Length; step++)
        {
            AssertNear([fixture.Steps[step]], [losses[step]], GeneratedTolerance, $"loss of step {step}");
        }
    }

    [Theory]
    [MemberData(nameof(NamesWithStatistics))]
    public void Three_steps_of_SGD_leave_the_weights_and_statistics_that_PyTorchs_leave(string name)
    {
        Fixture fixture = Fixture.Of(name);
        Dictionary<string, double[]> tensors = Witnesses[name].TensorsAfterThreeSteps(fixture, new Sgd(0.05, momentum: 0.9));
        AssertGradients(fixture.AfterThreeSteps!, tensors, GeneratedTolerance);
    }

    private static void AssertGradients(Dictionary<string, double[]> expected, Dictionary<string, double[]> actual, double tolerance)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        double largest = expected.Values.Max(static gradient => gradient.Max(Math.Abs));
        foreach ((string name, double[] gradient) in expected)
        {
            // A batch norm takes a bias before it off again: the gradient is 0 but for what rounding leaves of its terms.
            double scale = gradient.Max(Math.Abs);
            AssertNear(gradient, actual[name], tolerance, name, scale < 1e-12 * largest ? largest : scale);
        }
    }

    // Relative to the largest value of the tensor: what cancels keeps the rounding errors of what it was made of.
    private static void AssertNear(double[] expected, double[] actual, double tolerance, string what)
        => AssertNear(expected, actual, tolerance, what, expected.Max(Math.Abs));

    private static void AssertNear(double[] expected, double[] actual, double tolerance, string what, double scale)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * scale,
                $"{what}[{i}] is {actual[i]:R}, PyTorch's is {expected[i]:R}");
        }
    }
}
