using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Layers;

/// <summary>Batch norms: their tensors, their plans, and what is wrong with some.</summary>
public sealed class BatchNormTests
{
    [Fact]
    public void Statistics_lie_behind_everything_that_learns()
    {
        AnalyzedNetwork network = Analyzed.Network(Shape.Of(3, 8, 8), Conv(20), Norm, new Flatten(), new Dense(5, Bias: true), Norm);

        Assert.Equal(["conv1", "batchnorm1", "flatten1", "dense1", "batchnorm2"], network.Layers.Select(static layer => layer.Name));
        Assert.Equal(
            ["weight", "bias", "running_mean", "running_var"],
            network.Layers[1].Tensors.Select(static tensor => tensor.Name));
        Assert.Equal(
            [new InitialValue.Constant(1), new InitialValue.Constant(0), new InitialValue.Constant(0), new InitialValue.Constant(1)],
            network.Layers[1].Tensors.Select(static tensor => tensor.Initial));
        Assert.All(network.Tensors, entry => Assert.Equal(entry.Tensor.IsTrainable, entry.Tensor.Offset < network.TrainableLength));
        Assert.Equal(network.TrainableLength + (2 * 32) + (2 * 16), network.ParameterLength);
        Assert.Equal(2 * 20, network.Layers[1].ParameterCount);
        Assert.Equal(0, network.Layers[1].MultiplyAdds);
        Assert.Equal([3, 3, 3], network.Layers[1].ReceptiveField);
        Assert.Equal("(20, 6, 6)", network.Layers[1].Output.ToString());
    }

    [Fact]
    public void Prediction_folds_it_and_the_activation_behind_it_into_the_convolution()
    {
        Pass pass = Plan(Conv(20), Norm, new ReLU()).Inference;
        Convolution convolution = Assert.Single(pass.Steps.Select(static call => call.Kernel).OfType<Convolution>());
        Assert.Equal([new StoreFunction.Affine(1e-5f, IsOfBatch: false), new StoreFunction.Activate(new ReLU())], convolution.Functions);
        Assert.False(pass.TakesWholeBatch);
        Assert.DoesNotContain(pass.Steps, static call => call.Kernel is GridElementwise);
    }

    [Fact]
    public void Training_fuses_the_activation_where_it_needs_no_input_and_keeps_statistics_out_of_the_samples()
    {
        Pass pass = Plan(Conv(20), Norm, new ReLU(), new Flatten(), new Dense(5, Bias: true), Norm, new GELU()).Training!;
        GridElementwise[] norms = [.. pass.Steps.Select(static call => call.Kernel).OfType<GridElementwise>()];
        Assert.Equal([2, 1], norms.Select(static kernel => kernel.Functions.Count));
        Assert.True(pass.TakesWholeBatch);
        Assert.Equal((2 * 32) + (2 * 16), pass.BatchLength);
        Assert.Equal(["batchnorm1Statistics", "batchnorm2Statistics"], pass.Values.Where(static value => value.Home == Home.Batch).Select(static value => value.Name));
        Assert.Equal((long)pass.ScratchLength * sizeof(float), pass.BytesPerSample);
        Assert.False(Plan(Conv(20), new ReLU()).Training!.TakesWholeBatch);
    }

    [Fact]
    public void The_verifier_sees_statistics_that_lie_on_each_other_or_behind_their_end()
    {
        Pass pass = Plan(Conv(20), Norm, new ReLU(), Conv(20), Norm).Training!;
        Pass broken = pass with { Values = pass.Values.Select(static value => value.Home == Home.Batch ? value with { Offset = 0 } : value).ToEquatableArray() };
        Assert.Empty(PlanVerifier.Faults(pass));
        Assert.Contains(PlanVerifier.Faults(broken), static fault => fault.Contains("'batchnorm1Statistics'", StringComparison.Ordinal));
        Assert.Contains(PlanVerifier.Faults(pass with { BatchLength = 64 }), static fault => fault.Contains("'batchnorm2Statistics' behind the end", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("BatchNorm({|STN0008:Epsilon = 0|})", "Epsilon of [BatchNorm] is 0, but has to be a finite number more than 0")]
    [InlineData("BatchNorm({|STN0008:Epsilon = float.NaN|})", "Epsilon of [BatchNorm] is NaN, but has to be a finite number more than 0")]
    [InlineData("BatchNorm({|STN0008:Momentum = 1.5f|})", "Momentum of [BatchNorm] is 1.5, but has to be a number from 0 to 1")]
    [InlineData("BatchNorm({|STN0008:Momentum = -0.1f|})", "Momentum of [BatchNorm] is -0.1, but has to be a number from 0 to 1")]
    [InlineData("BatchNorm({|STN0008:Momentum = float.NaN|})", "Momentum of [BatchNorm] is NaN, but has to be a number from 0 to 1")]
    public Task An_argument_out_of_range(string layer, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(6, 8, 8)] [{{layer}}] [ReLU] [Flatten] [Dense(1)]
        public sealed partial class Net;
        """,
        "The argument " + message);

    private static BatchNorm Norm => new(1e-5f, 0.1f);

    private static Conv2D Conv(int channels) => new(channels, 3, 3, Moving.By(1, PaddingMode.None, 0, 1), 1, Bias: false);

    private static NetworkPlan Plan(params Layer[] layers)
        => NetworkLowering.Lower(Analyzed.Network(Shape.Of(3, 8, 8), layers).WithLoss(new MeanSquaredError()), TestContext.Current.CancellationToken);
}
