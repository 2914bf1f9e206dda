using StaticNet.Generator.Printing;
using StaticNet.Generator.Tests.Support;
using StaticNet.Kernels;

namespace StaticNet.Generator.Tests.Printing;

/// <summary>What is generated for losses: one text for targets and labels where they are compared alike.</summary>
public sealed class LossTextTests
{
    [Fact]
    public void The_generator_leaves_as_many_classes_to_the_runtime_as_it_takes()
        => Assert.Equal(CrossEntropyOfLabels.MostClasses, LossEmitter.FewClasses);

    [Theory]
    [InlineData(CrossEntropyOfLabels.MostClasses, true)]
    [InlineData(CrossEntropyOfLabels.MostClasses + 1, false)]
    public void Cross_entropy_of_labels_is_the_runtimes_for_few_classes(int classes, bool isOfRuntime)
    {
        string text = Generate($"[Dense({classes})] [CrossEntropy]");

        Assert.Equal(isOfRuntime, text.Contains(": CrossEntropyOfLabels.Run(", StringComparison.Ordinal));
        Assert.Equal(!isOfRuntime, text.Contains("double LossOfLabels(", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Dense(1)] [MeanSquaredError]", "(y - t)^2", "Vector512<float> d = y - t;")]
    [InlineData("[Dense(40)] [MeanAbsoluteError]", "|y - t|", "return Vector512.Abs(d);")]
    [InlineData("[Dense(3)] [Huber]", "clamp", "Vector512<float> inside = ")]
    [InlineData("[Dense(1)] [Sigmoid] [BinaryCrossEntropy]", "log(1 + exp(y)) - t y", "Activation.Softplus(-Vector512.Abs(y))")]
    public void The_terms_of_a_loss_stand_once_for_targets_and_labels(string end, string equation, string term)
    {
        string text = Generate(end);

        Assert.Equal(2, text.Split(term).Length);
        Assert.True(text.Split("LossTerms(").Length >= 4, $"{equation} is not shared:\n{text}");
    }

    private static string Generate(string end)
        => Run.Generate($"""
            using StaticNet;
            [Network(20)] [Dense(30)] [Tanh] {end}
            public sealed partial class Net;
            """).Compiles().Text("Net.Backward.g.cs");
}
