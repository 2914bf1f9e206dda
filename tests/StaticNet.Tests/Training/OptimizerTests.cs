using System.Globalization;
using System.Text.Json;
using StaticNet.Tests.Parameters;

namespace StaticNet.Tests.Training;

public sealed class OptimizerTests : IDisposable
{
    // 20 weights as [4, 5] in rows of 16, so that padding lies between them.
    private static readonly ParameterLayout Layout = new(80, 80, new TensorDescription("w", [4, 5], [1, 16], 0));

    private static readonly JsonElement Fixture = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Training", "optimizers.json"))).RootElement;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Optimizers.Keys];

    private static Dictionary<string, Func<Optimizer>> Optimizers { get; } = new()
    {
        ["sgd"] = static () => new Sgd(0.1),
        ["sgd decay"] = static () => new Sgd(0.1, weightDecay: 0.05),
        ["sgd momentum"] = static () => new Sgd(0.1, momentum: 0.9),
        ["sgd dampening"] = static () => new Sgd(0.1, momentum: 0.9, dampening: 0.3, weightDecay: 0.01),
        ["sgd nesterov"] = static () => new Sgd(0.1, momentum: 0.8, nesterov: true, weightDecay: 0.01),
        ["adam"] = static () => new Adam(0.01),
        ["adam decay"] = static () => new Adam(0.01, 0.8, 0.99, 1e-6, 0.1),
        ["adamw"] = static () => new AdamW(0.01),
        ["adamw decay"] = static () => new AdamW(0.01, 0.8, 0.99, 1e-6, 0.2),
        ["rmsprop"] = static () => new RmsProp(0.01),
        ["rmsprop centered"] = static () => new RmsProp(0.01, alpha: 0.9, epsilon: 1e-6, centered: true),
        ["rmsprop momentum"] = static () => new RmsProp(0.01, momentum: 0.9, weightDecay: 0.05),
        ["rmsprop all"] = static () => new RmsProp(0.01, 0.9, 1e-2, 0.05, 0.5, centered: true),
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_case_of_the_fixture_is_tested()
        => Assert.Equal(Fixture.GetProperty("cases").EnumerateArray().Select(static item => item.GetProperty("name").GetString()!), Optimizers.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_follow_PyTorch_step_by_step(string name)
    {
        Optimizer optimizer = Optimizers[name]();
        ParameterSet weights = Filled(Fixture.GetProperty("initial"));
        optimizer.Bind(weights);
        int step = 0;
        foreach ((JsonElement gradient, JsonElement expected) in Fixture.GetProperty("gradients").EnumerateArray().Zip(Case(name).GetProperty("steps").EnumerateArray()))
        {
            optimizer.Step(Filled(gradient));
            AssertClose(expected, weights, 1e-6f);
            Assert.Equal(++step, optimizer.StepCount);
        }

        Assert.Equal(6, step);
        Assert.All(Layouts.Padding(Layout), place => Assert.Equal(0, weights.Flat[place]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_follow_PyTorch_for_hundreds_of_steps(string name)
    {
        Optimizer optimizer = Optimizers[name]();
        ParameterSet weights = Filled(Fixture.GetProperty("initial"));
        optimizer.Bind(weights);
        for (int i = 0; i < Fixture.GetProperty("longSteps").GetInt32(); i++)
        {
            optimizer.Step(Pull(weights));
        }

        AssertClose(Case(name).GetProperty("long"), weights, 2e-5f);
        Assert.All(Layouts.Padding(Layout), place => Assert.Equal(0, weights.Flat[place]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_restored_state_goes_on_to_the_bit(string name)
    {
        ParameterSet whole = Filled(Fixture.GetProperty("initial"));
        Run(Optimizers[name](), whole, 20);

        ParameterSet weights = Filled(Fixture.GetProperty("initial"));
        Optimizer first = Optimizers[name]();
        Run(first, weights, 9);
        first.Save(_folder["state.safetensors"]);
        using MemoryStream stream = new();
        first.Save(stream);
        Assert.Equal(File.ReadAllBytes(_folder["state.safetensors"]), stream.ToArray());
        stream.Position = 0;
        Optimizer second = Optimizers[name]();
        second.Bind(weights);
        second.Load(_folder["state.safetensors"]);
        second.Load(stream);
        second.Load(stream.ToArray());
        Assert.Equal(9, second.StepCount);
        Run(second, weights, 11);
        Assert.True(weights.Flat.SequenceEqual(whole.Flat));

        static void Run(Optimizer optimizer, ParameterSet weights, int steps)
        {
            optimizer.Bind(weights);
            for (int i = 0; i < steps; i++)
            {
                optimizer.Step(Pull(weights));
            }
        }
    }

    // The build runs this at every vector width.
    [Fact]
    public void Every_optimizer_has_these_bits()
    {
        ulong hash = 14695981039346656037;
        foreach (Func<Optimizer> make in Optimizers.Values)
        {
            foreach (GradientClipping clipping in new[] { GradientClipping.ByNorm(0.7), GradientClipping.ByValue(0.2) })
            {
                ParameterSet weights = Filled(Fixture.GetProperty("initial"));
                Optimizer optimizer = make();
                optimizer.Bind(weights);
                LearningRateSchedule schedule = new LinearWarmUp(7, new CosineAnnealing(40, 0.1));
                for (int step = 0; step < 50; step++)
                {
                    ParameterSet gradients = Pull(weights);
                    clipping.Apply(gradients);
                    optimizer.Step(gradients, optimizer.LearningRate * schedule.At(step));
                }

                foreach (float weight in weights.Flat)
                {
                    hash = (hash ^ BitConverter.SingleToUInt32Bits(weight)) * 1099511628211;
                }
            }
        }

        Assert.Equal("3b6e943bdc4692fc", hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void State_whose_gradients_have_ended_falls_to_0_and_does_not_stay_denormal()
    {
        foreach (Optimizer optimizer in new Optimizer[] { new Sgd(0.1, momentum: 0.5), new Adam(0.1, 0.5, 0.5), new RmsProp(0.1, 0.5, momentum: 0.5, centered: true) })
        {
            optimizer.Bind(new ParameterSet(Layout));
            optimizer.Step(Filled(Fixture.GetProperty("initial")));
            ParameterSet none = new(Layout);
            for (int i = 0; i < 200; i++)
            {
                optimizer.Step(none);
                foreach (ParameterSet state in optimizer.State.Values)
                {
                    Assert.DoesNotContain(state.Flat.ToArray(), float.IsSubnormal);
                }
            }

            Assert.All(optimizer.State.Values, static state => Assert.True(state.Flat.IndexOfAnyExcept(0f) < 0));
        }
    }

    [Fact]
    public void State_has_PyTorchs_names()
    {
        Check([], new Sgd());
        Check(["momentum_buffer"], new Sgd(momentum: 0.9));
        Check(["exp_avg", "exp_avg_sq"], new AdamW());
        Check(["square_avg", "grad_avg", "momentum_buffer"], new RmsProp(momentum: 0.9, centered: true));

        static void Check(string[] names, Optimizer optimizer)
        {
            Assert.Empty(optimizer.State);
            optimizer.Bind(new ParameterSet(Layout));
            Assert.Equal(names, optimizer.State.Keys);
            Assert.All(optimizer.State.Values, static set => Assert.Same(Layout, set.Layout));
        }
    }

    [Fact]
    public void The_state_of_something_else_is_refused_and_nothing_changes()
    {
        Adam adam = new();
        adam.Bind(Filled(Fixture.GetProperty("initial")));
        adam.Step(Filled(Fixture.GetProperty("gradients")[0]));
        float[] before = adam.State["exp_avg"].Flat.ToArray();

        RmsProp other = new();
        other.Bind(new ParameterSet(Layout));
        other.Save(_folder["other.safetensors"]);
        Check("that of 'Adam' is needed");

        new ParameterSet(Layout).Save(_folder["other.safetensors"]);
        Check("the state of no optimizer");

        SafeTensorsFile.Save(_folder["other.safetensors"], [], new Dictionary<string, string> { ["optimizer"] = "Adam", ["step"] = "-1" });
        Check("'-1' steps");

        SafeTensorsFile.Save(_folder["other.safetensors"], [], new Dictionary<string, string> { ["optimizer"] = "Adam", ["step"] = long.MaxValue.ToString(CultureInfo.InvariantCulture) });
        Check("'9223372036854775807' steps");

        SafeTensorsFile.Save(_folder["other.safetensors"], [], new Dictionary<string, string> { ["optimizer"] = "Adam", ["step"] = "3" });
        Check("missing: w.exp_avg [4, 5], w.exp_avg_sq [4, 5]");

        void Check(string message)
        {
            Assert.Contains(message, Assert.Throws<InvalidDataException>(() => adam.Load(_folder["other.safetensors"])).Message);
            Assert.Equal(1, adam.StepCount);
            Assert.Equal(before, adam.State["exp_avg"].Flat);
        }
    }

    [Fact]
    public void A_power_takes_as_many_products_as_its_exponent_has_bits()
    {
        // A loop over 2^60 steps would not end.
        double beta = 1 - Math.Pow(2, -24);
        Adam adam = new(beta1: beta, beta2: beta);
        adam.Bind(new ParameterSet(Layout));
        using MemoryStream stream = new();
        adam.Save(stream);
        string text = System.Text.Encoding.Latin1.GetString(stream.ToArray()).Replace("\"step\":\"0\"}", "\"step\":\"1152921504606846976\"}", StringComparison.Ordinal);
        byte[] file = System.Text.Encoding.Latin1.GetBytes(text);
        BitConverter.TryWriteBytes(file, (ulong)(file.Length - 8 - (2 * Layout.Tensors.Sum(static tensor => tensor.Count) * sizeof(float))));
        adam.Load(file);
        Assert.Equal(1L << 60, adam.StepCount);
        adam.Step(Filled(Fixture.GetProperty("gradients")[0]));
        Assert.Equal((1L << 60) + 1, adam.StepCount);

        double product = 1;
        for (int exponent = 0; exponent < 3000; exponent++)
        {
            Assert.Equal(product, Power.Of(0.999, exponent), 1e-12);
            product *= 0.999;
        }
    }

    [Fact]
    public void A_state_that_has_diverged_is_saved_only_if_asked()
    {
        Adam adam = new();
        adam.Bind(new ParameterSet(Layout));
        adam.State["exp_avg_sq"].Flat[0] = float.PositiveInfinity;
        Assert.Contains("'w.exp_avg_sq' holds Infinity", Assert.Throws<NotFiniteNumberException>(() => adam.Save(_folder["state.safetensors"])).Message);
        Assert.False(File.Exists(_folder["state.safetensors"]));
        adam.Save(_folder["state.safetensors"], new SaveOptions { AllowNonFinite = true });
        adam.Load(_folder["state.safetensors"]);
        Assert.Equal(float.PositiveInfinity, adam.State["exp_avg_sq"].Flat[0]);
    }

    [Fact]
    public void Statistics_are_left_alone()
    {
        ParameterSet weights = Layouts.Numbered(Layouts.OutputLanes);
        ParameterSet gradients = Layouts.Numbered(Layouts.OutputLanes);
        Sgd sgd = new(1);
        sgd.Bind(weights);
        sgd.Step(gradients);
        Assert.Equal(0, weights["dense1.weight"][2, 4]);
        Assert.Equal(21, weights["norm1.running_mean"][2]);
    }

    [Fact]
    public void An_optimizer_belongs_to_one_network()
    {
        Adam adam = new();
        ParameterSet weights = new(Layout);
        Assert.Throws<InvalidOperationException>(() => adam.Step(weights));
        Assert.Throws<InvalidOperationException>(() => adam.Save(_folder["state.safetensors"]));
        adam.Bind(weights);
        adam.Bind(weights);
        Assert.Throws<InvalidOperationException>(() => adam.Bind(new ParameterSet(Layout)));
        Assert.Contains("dense1.weight [3, 5] there", Assert.Throws<ArgumentException>(() => adam.Step(new ParameterSet(Layouts.OutputLanes))).Message);
        Assert.Equal(0, adam.StepCount);
    }

    [Fact]
    public void Impossible_hyperparameters_are_refused()
    {
        foreach (double bad in new[] { -1e-9, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e39 })
        {
            Check("learningRate", () => new Sgd(bad));
            Check("momentum", () => new Sgd(momentum: bad));
            Check("dampening", () => new Sgd(dampening: bad));
            Check("weightDecay", () => new Sgd(weightDecay: bad));
            Check("learningRate", () => new Adam(bad));
            Check("beta1", () => new Adam(beta1: bad));
            Check("beta2", () => new AdamW(beta2: bad));
            Check("epsilon", () => new Adam(epsilon: bad));
            Check("weightDecay", () => new AdamW(weightDecay: bad));
            Check("learningRate", () => new RmsProp(bad));
            Check("alpha", () => new RmsProp(alpha: bad));
            Check("epsilon", () => new RmsProp(epsilon: bad));
            Check("weightDecay", () => new RmsProp(weightDecay: bad));
            Check("momentum", () => new RmsProp(momentum: bad));
            Check("LearningRate", () => new Adam { LearningRate = bad });
        }

        Check("beta1", static () => new Adam(beta1: 1));
        Check("alpha", static () => new RmsProp(alpha: 1));

        // As a float it would be 0, and 0 / 0 in the padding NaN.
        Check("epsilon", static () => new Adam(epsilon: 1e-60));
        Assert.Throws<ArgumentException>("nesterov", static () => new Sgd(nesterov: true));
        Assert.Throws<ArgumentException>("nesterov", static () => new Sgd(momentum: 0.9, dampening: 0.1, nesterov: true));

        static void Check(string parameter, Func<object> make) => Assert.Throws<ArgumentOutOfRangeException>(parameter, make);
    }

    [Fact]
    public void Clipping_follows_PyTorch()
    {
        foreach (JsonElement item in Fixture.GetProperty("clipping").EnumerateArray())
        {
            double largest = item.GetProperty("largest").GetDouble();
            ParameterSet gradients = Filled(Fixture.GetProperty("initial"));
            Assert.Equal(item.GetProperty("norm").GetDouble(), GradientClipping.Norm(gradients), 1e-6);
            GradientClipping.ByNorm(largest).Apply(gradients);
            AssertClose(item.GetProperty("byNorm"), gradients, 1e-6f);

            gradients = Filled(Fixture.GetProperty("initial"));
            GradientClipping.ByValue(largest).Apply(gradients);
            AssertClose(item.GetProperty("byValue"), gradients, 0);
        }
    }

    [Fact]
    public void Clipping_passes_NaN_through_but_not_into_the_padding()
    {
        foreach (GradientClipping clipping in new[] { GradientClipping.ByNorm(1), GradientClipping.ByValue(1) })
        {
            ParameterSet gradients = Filled(Fixture.GetProperty("initial"));
            gradients["w"][1, 1] = float.NaN;
            clipping.Apply(gradients);
            Assert.True(float.IsNaN(gradients["w"][1, 1]));
            Assert.All(Layouts.Padding(Layout), place => Assert.Equal(0, gradients.Flat[place]));
        }

        Assert.Throws<ArgumentOutOfRangeException>(static () => GradientClipping.ByNorm(-1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => GradientClipping.ByValue(double.NaN));
    }

    [Fact]
    public void The_norm_does_not_overflow()
    {
        ParameterSet gradients = new(Layout);
        gradients["w"][0, 0] = 3e38f;
        gradients["w"][3, 4] = 2.25e38f;
        Assert.Equal(3.75e38, GradientClipping.Norm(gradients), 1e32);
        GradientClipping.ByNorm(5).Apply(gradients);
        Assert.Equal(4, gradients["w"][0, 0], 1e-5f);
        Assert.Equal(3, gradients["w"][3, 4], 1e-5f);
    }

    private static JsonElement Case(string name)
        => Fixture.GetProperty("cases").EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);

    private static ParameterSet Filled(JsonElement values)
    {
        ParameterSet set = new(Layout);
        foreach ((int place, JsonElement value) in Layout.Tensors[0].PlacesInRowMajorOrder().Zip(values.EnumerateArray()))
        {
            set.Flat[place] = value.GetSingle();
        }

        return set;
    }

    // The gradient that pulls every weight to 1.
    private static ParameterSet Pull(ParameterSet weights)
    {
        ParameterSet gradients = new(Layout);
        foreach (int place in Layout.Tensors[0].PlacesInRowMajorOrder())
        {
            gradients.Flat[place] = 0.25f * (weights.Flat[place] - 1);
        }

        return gradients;
    }

    private static void AssertClose(JsonElement expected, ParameterSet actual, float tolerance)
    {
        foreach ((int place, JsonElement value) in Layout.Tensors[0].PlacesInRowMajorOrder().Zip(expected.EnumerateArray()))
        {
            Assert.Equal(value.GetSingle(), actual.Flat[place], tolerance * MathF.Max(1, MathF.Abs(value.GetSingle())));
        }
    }
}
