using System.Reflection;
using StaticNet.Kernels;

namespace StaticNet.Tests.Networks;

/// <summary>
/// A steady state allocates nothing, whatever the network, and in Debug builds too: there the JIT leaves in what it optimises away elsewhere, such as an
/// object that does not escape.
/// </summary>
[Trait(Width.Trait, Width.Any)]
public sealed class AllocationTests
{
    private const int MostRounds = 5;

    private static readonly MethodInfo AllocatedMethod = typeof(AllocationTests).GetMethod(nameof(Allocated), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static TheoryData<string> Networks => [.. Declared.Select(static type => type.Name)];

    private static IEnumerable<Type> Declared
        => typeof(AllocationTests).Assembly.GetTypes().Where(static type => type.GetCustomAttribute<NetworkAttribute>() is not null).OrderBy(static type => type.Name, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Networks))]
    public void Forward_and_Step_allocate_nothing_after_warm_up(string network)
        => Assert.Equal(0, (long)AllocatedMethod.MakeGenericMethod(Declared.Single(type => type.Name == network)).Invoke(null, null)!);

    [Fact]
    public void The_networks_have_every_layer()
    {
        IEnumerable<string> met = Declared
            .Select(static type => (NetworkSummary)type.GetProperty("Summary", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!)
            .SelectMany(static summary => summary.AllLayers.Select(static layer => Kind(layer.Layer.GetType())));
        IEnumerable<string> all = typeof(LayerAttribute).Assembly.GetExportedTypes()
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(LayerAttribute)))
            .Select(Kind);
        Assert.Empty(all.Except(met));

        // Of how many blocks a concatenation is makes no difference.
        static string Kind(Type layer) => layer.Name.Split('`')[0];
    }

    // What one round of calls allocates after two others. Which thread takes which samples is not the same in every call: memory for all of them may be there only some calls later.
    private static long Allocated<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        int samples = TNetwork.MultiplyAdds > 1_000_000 ? 2 : 29;
        NetworkSummary summary = TNetwork.Summary;
        TNetwork network = TNetwork.Create(5);
        Trainer<TNetwork>? trainer = !summary.IsTrained ? null : new(network, new Adam());
        float[] inputs = new float[samples * TNetwork.InputLength];
        var random = new RandomSource(1);
        foreach (ref float input in inputs.AsSpan())
        {
            input = random.NextSingle();
        }

        float[] outputs = new float[samples * TNetwork.OutputLength];
        int[]? labels = summary.Loss is CrossEntropyAttribute ? new int[samples * summary.LabelLength] : null;
        Call();
        Call();
        long allocated = long.MaxValue;
        for (int round = 0; round < MostRounds && allocated > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Call();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return allocated;

        void Call()
        {
            network.Forward(inputs.AsSpan(0, TNetwork.InputLength), outputs.AsSpan(0, TNetwork.OutputLength));
            network.Forward(inputs, outputs);
            trainer?.Step(inputs, outputs.AsSpan(0, samples * TNetwork.TargetLength));
            if (labels is not null)
            {
                trainer?.Step(inputs, labels);
            }
        }
    }
}
