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
