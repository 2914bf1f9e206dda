using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using CsCheck;
using Microsoft.CodeAnalysis.CSharp;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Printing;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Witnesses;

/// <summary>
/// A forward pass in registers against the same pass in loops over scratch memory, which is also what training computes: the same bits.
/// </summary>
public sealed class RegisterPassTests
{
    [Fact]
    public void A_pass_in_registers_has_the_bits_of_the_pass_in_loops()
    {
        int compared = 0;
        RandomNetwork.Small.Array[12].Sample(networks => Interlocked.Add(ref compared, Compare(networks)), iter: LongRun.Cases(1, 4));
        Assert.True(compared > LongRun.Cases(2, 8), $"Only {compared} networks were small enough.");
    }

    [Fact]
    public void A_pass_in_registers_asks_for_no_scratch_memory()
    {
        (NetworkSurface _, NetworkPlan plan) = Assert.Single(Plans(Declare([new([7], ["Dense(5)", "ReLU", "Dense(2)"], "MeanSquaredError", 1, false, 0)])));
        Assert.True(plan.Inference.IsInRegisters);
        Assert.True(plan.Inference.ScratchLength > 0);
        Assert.Equal(0, plan.InferenceBytes);
        Assert.True(plan.TrainingBytes > 0);
        Assert.Equal(plan.Inference.ScratchLength * sizeof(float), InLoops(plan).InferenceBytes);
    }

    private static int Compare(RandomNetwork[] networks)
    {
        string source = Declare(networks);
        (NetworkSurface Surface, NetworkPlan Plan)[] plans = Plans(source);
        var context = new AssemblyLoadContext("in registers", isCollectible: true);
        var loops = new AssemblyLoadContext("in loops", isCollectible: true);
        try
        {
            Assembly inRegisters = Load(context, source, plans);
            Assembly inLoops = Load(loops, source, plans.Select(static pair => (pair.Surface, InLoops(pair.Plan))));
            int compared = 0;
            for (int i = 0; i < networks.Length; i++)
            {
                if (plans[i].Plan.Inference.IsInRegisters)
                {
                    byte[] expected = Outputs(inLoops.GetType($"Net{i}")!, networks[i]);
                    Assert.True(expected.AsSpan().SequenceEqual(Outputs(inRegisters.GetType($"Net{i}")!, networks[i])), networks[i].ToString());
                    compared++;
                }
            }

            return compared;
        }
        finally
        {
            context.Unload();
            loops.Unload();
        }
    }

    private static string Declare(RandomNetwork[] networks)
        => "using StaticNet;\n\n" + string.Join("\n", networks.Select(static (network, i) => network.Declaration($"Net{i}")));

    private static (NetworkSurface Surface, NetworkPlan Plan)[] Plans(string source)
    {
        CSharpCompilation compilation = Compilations.Create(source);
        CancellationToken token = TestContext.Current.CancellationToken;
        return
        [
            .. compilation.Assembly.GlobalNamespace.GetTypeMembers().OrderBy(static type => int.Parse(type.Name[3..])).Select(type =>
            {
                NetworkSurface surface = NetworkAnalysis.Analyze(NetworkParser.Parse(type, compilation, token).Declaration, token).Surface!;
                Assert.True(surface.IsSound, source);
                return (surface, NetworkLowering.Lower(surface.Network, token));
            }),
        ];
    }

    private static NetworkPlan InLoops(NetworkPlan plan) => plan with { Inference = plan.Inference with { IsInRegisters = false } };

    private static Assembly Load(AssemblyLoadContext context, string source, IEnumerable<(NetworkSurface Surface, NetworkPlan Plan)> plans)
        => Run.Load(context, Compilations.Create(source).AddSyntaxTrees(plans
            .Select(static pair => NetworkSources.Emit(pair.Surface, pair.Plan, TestContext.Current.CancellationToken))
            .SelectMany(static sources => sources.Files.Select(file => CSharpSyntaxTree.ParseText(
                file.Text, Compilations.ParseOptions, sources.Stem + file.Suffix, System.Text.Encoding.UTF8)))));

    private static readonly MethodInfo ForwardMethod = typeof(RegisterPassTests).GetMethod(nameof(Forward), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static byte[] Outputs(Type network, RandomNetwork declaration) => (byte[])ForwardMethod.MakeGenericMethod(network).Invoke(null, [declaration])!;

    private static byte[] Forward<TNetwork>(RandomNetwork declaration)
        where TNetwork : class, INetwork<TNetwork>
    {
        var random = new Random(declaration.Seed);
        float[] inputs = [.. Enumerable.Range(0, declaration.Samples * TNetwork.InputLength).Select(_ => (float)((4 * random.NextDouble()) - 2))];
        float[] outputs = new float[declaration.Samples * TNetwork.OutputLength];
        TNetwork.Create(declaration.Seed).Forward(inputs, outputs);
        return MemoryMarshal.AsBytes<float>(outputs).ToArray();
    }
}
