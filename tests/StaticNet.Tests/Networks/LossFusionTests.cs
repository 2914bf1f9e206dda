using StaticNet.Reference;

namespace StaticNet.Tests.Networks;

/// <summary>A change of shape between the last layer and the loss changes nothing: both are still fused.</summary>
public sealed partial class LossFusionTests
{
    [Network(3)]
    [Dense(4)]
    [Softmax]
    [CrossEntropy]
    internal sealed partial class Classes;

    [Network(3)]
    [Dense(4)]
    [Softmax]
    [Flatten]
    [Flatten]
    [CrossEntropy]
    internal sealed partial class FlattenedClasses;

    [Network(3)]
    [Dense(4)]
    [LogSoftmax]
    [CrossEntropy]
    internal sealed partial class Logarithms;

    [Network(3)]
    [Dense(4)]
    [LogSoftmax]
    [Flatten]
    [CrossEntropy]
    internal sealed partial class FlattenedLogarithms;

    [Network(3)]
    [Dense(4)]
    [Sigmoid]
    [BinaryCrossEntropy]
    internal sealed partial class Questions;

    [Network(3)]
    [Dense(4)]
    [Sigmoid]
    [Flatten]
    [BinaryCrossEntropy]
    internal sealed partial class FlattenedQuestions;

    [Fact]
    public void Softmax_and_cross_entropy() => AssertSame(new Classes(3), new FlattenedClasses(3));

    [Fact]
    public void Logarithms_of_softmax_and_cross_entropy() => AssertSame(new Logarithms(3), new FlattenedLogarithms(3));

    [Fact]
    public void Sigmoid_and_binary_cross_entropy() => AssertSame(new Questions(3), new FlattenedQuestions(3));

    private static void AssertSame<TPlain, TFlattened>(TPlain plain, TFlattened flattened)
        where TPlain : class, INetwork<TPlain>
        where TFlattened : class, INetwork<TFlattened>
    {
        // The second sample's probabilities are 0 and 1 as floats: without the logits its loss is lost.
        float[] inputs = [0.5f, -1f, 2f, 900f, -700f, 800f];
        int[] labels = [1, 2];

        ParameterSet plainGradients = TPlain.CreateParameters();
        ParameterSet flattenedGradients = TFlattened.CreateParameters();
        float loss = plain.Gradient(inputs, labels, plainGradients);
        Assert.InRange(loss, 5, 10_000);
        Assert.Equal(loss, flattened.Gradient(inputs, labels, flattenedGradients));
        Assert.Equal(plainGradients.Flat.ToArray(), flattenedGradients.Flat.ToArray());

        var data = new Dataset(inputs, 3, labels);
        Assert.Equal(Evaluator.Evaluate(plain, data).Loss, Evaluator.Evaluate(flattened, data).Loss);

        var reference = new ReferenceNetwork(TFlattened.Summary);
        Dictionary<string, double[]> expected = reference.Gradient(
            [.. inputs.Select(static value => (double)value)], labels, ReferenceNetwork.Tensors(flattened.Parameters), out double expectedLoss);
        Assert.Equal(expectedLoss, loss, 1e-5 * expectedLoss);
        foreach ((string name, double[] gradient) in ReferenceNetwork.Tensors(flattenedGradients))
        {
            Assert.All(gradient.Zip(expected[name]), static pair => Assert.Equal(pair.Second, pair.First, 1e-3));
        }
    }
}
