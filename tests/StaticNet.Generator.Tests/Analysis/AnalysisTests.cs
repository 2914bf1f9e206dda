using CsCheck;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Analysis;

/// <summary>Shapes, costs and places, straight from models.</summary>
public sealed class AnalysisTests
{
    private static readonly Gen<Layer> AnyLayer = Gen.OneOf(
        Gen.Select(Gen.Int[1, 700], Gen.Bool, static (units, bias) => (Layer)new Dense(units, bias)),
        Gen.Int[0, 6].Select(static kind => new Layer[] { new ReLU(), new PReLU(0.25f), new Flatten(), new LeakyReLU(0.01f), new ELU(1), new Softmax(), new Tanh() }[kind]));

    [Fact]
    public void Tensors_lie_aligned_one_after_another_and_keep_within_their_places()
        => Gen.Select(Gen.Int[1, 700], AnyLayer.Array[1, 8]).Sample(static (inputs, layers) =>
        {
            AnalyzedNetwork network = Analyzed.Network(Shape.Of(inputs), layers);
            int end = 0;
            foreach ((_, TensorModel tensor) in network.Tensors)
            {
                Assert.Equal(end, tensor.Offset);
                Assert.Equal(0, tensor.Offset % 16);
                Assert.Equal(0, tensor.Length % 16);
                int last = tensor.Shape.Zip(tensor.Strides, static (length, stride) => (length - 1) * stride).Sum();
                Assert.InRange(last, tensor.Count - 1, tensor.Length - 1);
                end += tensor.Length;
            }

            Assert.Equal(end, network.ParameterLength);
            Assert.Equal(end, network.TrainableLength);
        });

    [Fact]
    public void No_two_elements_of_a_weight_share_a_place()
        => Gen.Select(Gen.Int[1, 300], Gen.Int[1, 300]).Sample(static (inputs, units) =>
        {
            TensorModel weight = Analyzed.Network(Shape.Of(inputs), new Dense(units, Bias: false)).Layers[0].Tensor("weight")!;
            var places = new HashSet<int>();
            for (int i = 0; i < units; i++)
            {
                for (int j = 0; j < inputs; j++)
                {
                    Assert.True(places.Add((i * weight.Strides[0]) + (j * weight.Strides[1])));
                }
            }
        }, iter: 30);

    [Fact]
    public void Shapes_and_costs_follow_the_layers()
    {
        AnalyzedNetwork network = Analyzed.Network(Shape.Of(3, 4, 5), new ReLU(), new Flatten(), new Dense(7, Bias: true), new PReLU(0.1f), new Dense(2, Bias: false), new LogSoftmax());

        Assert.Equal(["(3, 4, 5)", "(60)", "(7)", "(7)", "(2)", "(2)"], network.Layers.Select(static layer => layer.Output.ToString()));
        Assert.Equal(["relu1", "flatten1", "dense1", "prelu1", "dense2", "logsoftmax1"], network.Layers.Select(static layer => layer.Name));
        Assert.Equal([0, 0, 420, 0, 14, 0], network.Layers.Select(static layer => layer.MultiplyAdds));
        Assert.Equal([0, 0, 427, 1, 14, 0], network.Layers.Select(static layer => layer.ParameterCount));
        Assert.Equal(["dense1.weight", "dense1.bias", "prelu1.weight", "dense2.weight"], network.Tensors.Select(static tensor => tensor.Name));
        Assert.Equal([1, 1, 1], network.Layers[1].ReceptiveField);
        Assert.Equal([3, 4, 5], network.Layers[2].ReceptiveField);
        Assert.Equal([3, 4, 5], network.Layers[^1].ReceptiveField);
        Assert.Equal(442, network.ParameterCount);
        Assert.Equal(434, network.MultiplyAdds);
    }

    [Fact]
    public void Initial_values_are_those_of_PyTorch()
    {
        AnalyzedNetwork network = Analyzed.Network(Shape.Of(9), new Dense(4, Bias: true), new PReLU(0.1f));

        Assert.Equal(
            [new InitialValue.UniformByFanIn(9), new InitialValue.UniformByFanIn(9), new InitialValue.Constant(0.1f)],
            network.Tensors.Select(static entry => entry.Tensor.Initial));
    }

    [Theory]
    [InlineData("dense1", "Dense1")]
    [InlineData("output_head", "OutputHead")]
    [InlineData("conv1_2", "Conv1_2")]
    [InlineData("_hidden", "Hidden")]
    [InlineData("_1", "_1")]
    [InlineData("_", "_")]
    [InlineData("__", "__")]
    [InlineData("a__b", "A_B")]
    [InlineData("ABC", "ABC")]
    [InlineData("camelCase", "CamelCase")]
    [InlineData("ığ", "ığ")] // the invariant culture knows no other dotless i
    [InlineData("層", "層")]
    [InlineData("class", "Class")]
    public void A_property_is_the_name_in_pascal_case(string name, string property)
    {
        Assert.Equal(property, Naming.Pascal(name));
        Assert.True(LayerNames.IsValid(property));
    }

    [Theory]
    [InlineData("dense1", "dense1")]
    [InlineData("Hidden", "hidden")]
    [InlineData("output_head", "outputHead")]
    [InlineData("_1", "_1")]
    [InlineData("__", "__")]
    [InlineData("ABC", "aBC")]
    [InlineData("層", "層")]
    public void A_local_is_the_name_in_camel_case(string name, string local)
    {
        Assert.Equal(local, Naming.Camel(name));
        Assert.True(LayerNames.IsValid(local));
    }
}
