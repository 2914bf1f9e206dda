using StaticNet.Kernels;

namespace StaticNet.Tests.Parameters;

public sealed class InitialWeightsTests
{
    [Fact]
    public void The_generator_is_xoshiro256_starstar_seeded_by_splitmix64()
    {
        RandomSource random = new(1234567UL);
        ulong[] drawn = [random.NextUInt64(), random.NextUInt64(), random.NextUInt64(), random.NextUInt64()];

        // From an implementation in another language, which gives the published values of both generators.
        Assert.Equal([0x30A3A1C363600467, 0x19405F0F579929CA, 0x115BEAAC046DDBD9, 0xEB17CAF48F27D7F6], drawn);
        Assert.Equal(0x99EC5F36CB75F2B4, new RandomSource(0).NextUInt64());
    }

    [Fact]
    public void Singles_are_multiples_of_2_to_the_minus_24_below_1()
    {
        RandomSource random = new(1);
        double sum = 0;
        for (int i = 0; i < 100_000; i++)
        {
            float value = random.NextSingle();
            Assert.InRange(value, 0, 1 - (1f / (1 << 24)));
            Assert.Equal(0, value * (1 << 24) % 1);
            sum += value;
        }

        Assert.InRange(sum / 100_000, 0.495, 0.505);
    }

    [Fact]
    public void Integers_are_unbiased_even_for_bounds_that_do_not_divide_2_to_the_32()
    {
        // Without drawing again, the remainders of division by 3 would come as 3 : 3 : 2.
        RandomSource random = new(2);
        int[] remainders = new int[3];
        for (int i = 0; i < 30_000; i++)
        {
            int value = random.NextInt(3 << 29);
            Assert.InRange(value, 0, (3 << 29) - 1);
            remainders[value % 3]++;
        }

        Assert.All(remainders, static count => Assert.InRange(count, 9_700, 10_300));
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(0, random.NextInt(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt(0));
    }

    [Fact]
    public void Shuffling_gives_every_order_equally_often()
    {
        RandomSource random = new(3);
        Dictionary<string, int> orders = [];
        for (int i = 0; i < 6_000; i++)
        {
            char[] items = ['a', 'b', 'c'];
            random.Shuffle<char>(items);
            string order = new(items);
            orders[order] = orders.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(6, orders.Count);
        Assert.All(orders.Values, static count => Assert.InRange(count, 880, 1_120));
    }

    [Fact]
    public void The_places_in_memory_do_not_change_the_weights()
    {
        ParameterSet one = Initialized(Layouts.OutputLanes, 7);
        ParameterSet other = Initialized(Layouts.InputLanes, 7);
        for (int tensor = 0; tensor < 3; tensor++)
        {
            Assert.Equal(Values(one, tensor), Values(other, tensor));
        }

        Assert.NotEqual(Values(one, 0), Values(Initialized(Layouts.OutputLanes, 8), 0));
        Assert.All(Layouts.Padding(Layouts.OutputLanes), place => Assert.Equal(0, one.Flat[place]));
    }

    [Fact]
    public void Weights_are_uniform_within_one_over_the_root_of_the_fan_in()
    {
        ParameterSet set = new(new ParameterLayout(16_000, 16_000, new TensorDescription("w", [160, 100], [100, 1], 0)));
        new InitialWeights(1).UniformByFanIn(set, 0, 100);
        float[] values = Values(set, 0);
        Assert.InRange(values.Max(), 0.0999f, 0.1f);
        Assert.InRange(values.Min(), -0.1f, -0.0999f);
        Assert.InRange(values.Average(), -0.002, 0.002);
        Assert.InRange(values.Average(static value => value * value), 0.0033 * 0.97, 0.0034 * 1.03);
        Assert.Throws<ArgumentOutOfRangeException>(() => new InitialWeights(1).UniformByFanIn(set, 0, 0));
    }

    [Fact]
    public void Tensors_are_filled_in_order_as_their_descriptions_say()
    {
        ParameterSet set = new(new ParameterLayout(
            80, 64, new("a", [4, 5], [1, 4], 0) { FanIn = 5 }, new("b", [3], [1], 32) { InitialValue = 0.25f }, new("c", [2], [1], 64, isTrainable: false), new("d", [7], [1], 48) { FanIn = 9 }));
        ParameterSet expected = new(set.Layout);
        InitialWeights weights = new(11);
        weights.UniformByFanIn(expected, 0, 5);
        weights.Constant(expected, 1, 0.25f);
        weights.UniformByFanIn(expected, 3, 9);

        new InitialWeights(11).Fill(set);

        Assert.Equal(expected.Flat.ToArray(), set.Flat.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(static () => new TensorDescription("a", [1], [1], 0) { FanIn = -1 });
    }

    [Fact]
    public void Constants_leave_the_padding_alone()
    {
        ParameterSet set = new(Layouts.OutputLanes);
        new InitialWeights(1).Constant(set, 0, 0.25f);
        Assert.Equal(Enumerable.Repeat(0.25f, 15), Values(set, 0));
        Assert.Equal(15 * 0.25f, set.Flat.ToArray().Sum());
    }

    // A seed has to mean the same weights for ever.
    [Fact]
    public void The_first_weights_of_a_seed_are_fixed()
        => Assert.Equal([0xBEBE918Fu, 0xBDDDAEB5u, 0x3E24E68Cu], Values(Initialized(Layouts.OutputLanes, 42), 0)[..3].Select(BitConverter.SingleToUInt32Bits));

    private static ParameterSet Initialized(ParameterLayout layout, int seed)
    {
        ParameterSet set = new(layout);
        InitialWeights initial = new(seed);
        initial.UniformByFanIn(set, 0, 5);
        initial.UniformByFanIn(set, 1, 5);
        initial.Constant(set, 2, 1);
        return set;
    }

    private static float[] Values(ParameterSet set, int tensor)
    {
        float[] values = new float[set.Layout.Tensors[tensor].Count];
        System.Numerics.Tensors.TensorSpan<float> view = set[tensor];
        view.FlattenTo(values);
        return values;
    }
}
