using System.Globalization;
using CsCheck;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Witnesses;

/// <summary>Networks of every layer in every place against the reference interpreter.</summary>
public sealed class AnyNetworkTests
{
    private static readonly int Compilations = LongRun.Cases(2, 3);
    private const int Many = 150;
    private const int MostComposed = 20_000;

    private static readonly Gen<RandomNetwork> Networks = Gen.Int[0, int.MaxValue - 1].Select(static seed => new AnyNetwork(seed).Make());

    [Fact]
    public void Networks_of_any_layers_are_the_reference()
        => NetworkComparison.Check(Networks, Compilations);

    // A step may write in place of what it reads: a function that reads the same again must not be applied behind that, in another loop.
    [Fact]
    public void Functions_of_what_a_layer_makes_and_of_what_it_reads_are_the_reference()
    {
        string[] layers = ["InstanceNorm", "GroupNorm(3)", "BatchNorm", "LayerNorm", "ReLU", "PReLU", "Dropout", "Conv2D(6, 1)"];
        string[][] functions =
        [
            ["Add(\"b\", Name = \"c\")", "Subtract(\"a\")"],
            ["BatchNorm", "Multiply(\"b\", Name = \"c\")", "Add(\"a\")"],
            ["Multiply(\"b\", Name = \"c\")", "Maximum(\"a\", Name = \"d\")", "Subtract(\"a\", Name = \"e\")", "Add(\"b\")"],
            ["Add(\"n\", \"a\", \"b\")"],
        ];
        RandomNetwork[] networks =
        [
            .. from layer in layers
               from tail in functions
               let named = layer.EndsWith(')') ? layer[..^1] + ", From = \"a\", Name = \"n\")" : layer + "(From = \"a\", Name = \"n\")"
               select new RandomNetwork([6, 3, 5], ["Conv2D(6, 1, Name = \"a\")", "GELU(Name = \"b\")", named, .. tail], "MeanSquaredError", 3, UsesLabels: false, Seed: 7),
        ];
        string[] failures = [.. NetworkComparison.Failures(networks)];
        Assert.True(failures.Length == 0, string.Join("\n", failures));
    }

    // STATICNET_LONG=1 asks for it, and STATICNET_SEEDS=1000,600 for 600 networks from the seed 1000 on. It goes on behind a failure, and names all of them.
    [Fact]
    public void Many_networks_of_any_layers_are_the_reference()
    {
        Assert.SkipUnless(LongRun.IsAskedFor, "only with STATICNET_LONG=1");
        int[] seeds = [.. (Environment.GetEnvironmentVariable("STATICNET_SEEDS") ?? $"{Random.Shared.Next(int.MaxValue / 2)},{Many}")
            .Split(',').Select(static text => int.Parse(text, CultureInfo.InvariantCulture))];
        string[] failures = [.. NetworkComparison.Failures(Enumerable.Range(seeds[0], seeds[1]).Select(static seed => new AnyNetwork(seed).Make()))];
        Assert.True(failures.Length == 0, $"{failures.Length} of {seeds[1]} networks from the seed {seeds[0]} on are not the reference:\n{string.Join("\n", failures)}");
    }

    // A layer that the generator of networks forgets is named here.
    [Fact]
    public void Every_layer_is_drawn_first_last_and_in_the_middle()
    {
        // Of inputs on both sides of 0 these two are not a number: a clamp is before them.
        HashSet<Type> first = [typeof(LogAttribute), typeof(SqrtAttribute)];
        HashSet<Type> middle = [];
        HashSet<Type> last = [];
        for (int seed = 0; seed < MostComposed && first.Count + middle.Count + last.Count < 3 * AnyNetwork.Kinds.Length; seed++)
        {
            var network = new AnyNetwork(seed);
            network.Make();
            first.UnionWith(network.Places.First);
            middle.UnionWith(network.Places.Middle);
            last.UnionWith(network.Places.Last);
        }

        Assert.NotEmpty(AnyNetwork.Kinds);
        Assert.Equal([], AnyNetwork.Kinds.Except(first).Select(static kind => $"{kind.Name} is never first"));
        Assert.Equal([], AnyNetwork.Kinds.Except(middle).Select(static kind => $"{kind.Name} is never in the middle"));
        Assert.Equal([], AnyNetwork.Kinds.Except(last).Select(static kind => $"{kind.Name} is never last"));
    }

    [Fact]
    public void Inputs_and_outputs_are_drawn_in_any_number()
    {
        (int Inputs, int Outputs)[] ends = [.. Enumerable.Range(0, 3_000).Select(static seed =>
        {
            var network = new AnyNetwork(seed);
            network.Make();
            return network.Ends;
        })];
        Assert.All(Enumerable.Range(0, 4), inputs => Assert.Contains(ends, end => end.Inputs == inputs));
        Assert.All(Enumerable.Range(0, 6), outputs => Assert.Contains(ends, end => end.Outputs == outputs));
        Assert.Contains(ends, static end => end is { Inputs: > 1, Outputs: > 1 });
    }
}
