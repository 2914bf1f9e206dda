using System.Reflection;
using System.Runtime.Loader;
using StaticNet.Generator.Tests.Support;
using StaticNet.Tests.Networks;

namespace StaticNet.Generator.Tests.Witnesses;

/// <summary>Networks of hundreds of layers: no method grows with the depth.</summary>
public sealed class LongNetworkTests
{
    [Theory]
    [InlineData("a pass in registers", 1, "[Dense(1)]")]
    [InlineData("a pass in loops", 20, "[Dense(20)] [Softplus]")]
    public void The_methods_of_a_network_of_300_layers_are_as_small_as_any(string what, int inputs, string block)
    {
        int blocks = 300 / block.Count(static c => c == '[');
        Run run = Run.Generate($"""
            using StaticNet;
            [Network({inputs})]
            {string.Concat(Enumerable.Repeat(block, blocks))}
            [MeanSquaredError]
            public sealed partial class Deep;
            """);
        var context = new AssemblyLoadContext(what, isCollectible: true);
        try
        {
            Assembly assembly = run.Load(context);
            MethodBase[] methods = [.. assembly.GetTypes().Where(static type => type.Namespace == "StaticNet.Generated").SelectMany(MethodSize.Declared)];
            Assert.True(methods.Length > 10, $"{what}: only {methods.Length} methods.");
            Assert.All(methods, MethodSize.AssertSmall);
            CheckMethod.MakeGenericMethod(assembly.GetType("Deep")!).Invoke(null, []);
        }
        finally
        {
            context.Unload();
        }
    }

    // With training and batch norms. What is alike is written once, so that a deeper network of the same shapes adds calls and tensors only.
    [Fact]
    public void The_source_of_ResNet_20_takes_at_most_400_kilobytes()
    {
        long bytes = SourceBytes(ResNet(3));
        Assert.True(bytes <= 400_000, $"{bytes:N0} bytes");

        long deeper = SourceBytes(ResNet(6)) - bytes;
        Assert.True(deeper <= bytes / 2, $"18 layers more take {deeper:N0} bytes more");
    }

    private static long SourceBytes(string source)
        => Run.Generate(source).Result.GeneratedSources.Sum(static generated => (long)System.Text.Encoding.UTF8.GetByteCount(generated.SourceText.ToString()));

    // He, Zhang, Ren and Sun (2015), section 4.2.
    private static string ResNet(int units) => $$"""
        using StaticNet;

        [Block]
        [Conv2D(Basic.Width, 3, Stride = Basic.Stride, Padding = Padding.Same, Bias = false)] [BatchNorm] [ReLU]
        [Conv2D(Basic.Width, 3, Padding = Padding.Same, Bias = false)] [BatchNorm]
        public abstract class Basic { public const int Width = 16; public const int Stride = 1; }

        [Block] [MaxPool2D(1, Stride = 2)] [PadChannels(Subsampled.Width / 4, Subsampled.Width / 4)]
        public abstract class Subsampled { public const int Width = 16; }

        [Block] [Residual<Basic>(Same.Width)] [ReLU]
        public abstract class Same { public const int Width = 16; }

        [Network(3, 32, 32)]
        [Conv2D(16, 3, Padding = Padding.Same, Bias = false)] [BatchNorm] [ReLU]
        [Repeat<Same>({{units}}, 16)]
        [Residual<Basic, Subsampled>(32, 2)] [ReLU] [Repeat<Same>({{units - 1}}, 32)]
        [Residual<Basic, Subsampled>(64, 2)] [ReLU] [Repeat<Same>({{units - 1}}, 64)]
        [GlobalAveragePool]
        [Dense(10)] [Softmax]
        [CrossEntropy]
        public sealed partial class ResNet;
        """;

    private static readonly MethodInfo CheckMethod = typeof(LongNetworkTests).GetMethod(nameof(CheckRuns), BindingFlags.NonPublic | BindingFlags.Static)!;

    // No part is left out: the loss is that of what Forward predicts, and the gradient reaches every tensor.
    private static void CheckRuns<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(1);
        foreach (TensorDescription weight in network.Parameters.Layout.Tensors.Where(static tensor => tensor.Shape.Length == 2))
        {
            // Means, so that the last layer still hears the first.
            network.Parameters[weight.Name].Fill(1f / TNetwork.InputLength);
        }

        float[] inputs = [.. Enumerable.Range(0, 3 * TNetwork.InputLength).Select(static i => 0.1f * (i % 7))];
        float[] targets = new float[3 * TNetwork.OutputLength];
        float[] outputs = new float[3 * TNetwork.OutputLength];
        network.Forward(inputs, outputs);
        ParameterSet gradients = TNetwork.CreateParameters();
        float loss = network.Gradient(inputs, targets, gradients);
        double expected = outputs.Average(static y => (double)y * y);
        Assert.True(loss > 0 && double.IsFinite(loss));
        Assert.Equal(expected, loss, 1e-5 * expected);
        Assert.All(gradients.Layout.Tensors, tensor => Assert.True(gradients.Flat[tensor.Offset] != 0, $"{tensor.Name} has no gradient."));
    }
}
