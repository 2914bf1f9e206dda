using System.Reflection;
using StaticNet.Generator.Tests.Support;
using StaticNet.Generator.Tests.Witnesses;

namespace StaticNet.Generator.Tests.Functions;

/// <summary>Networks with functions that the user has written, from source text to numbers.</summary>
public sealed class FunctionNetworkTests
{
    /// <summary>Every construct that a function may contain.</summary>
    public const string Functions = """
        public abstract class $Functions
        {
            private const float Half = 1f / 2;
            private const int Three = 3;

            [Activation] public static float Mish(float x) => x * F.Tanh(F.Softplus(x));
            [Activation] public static float Snake(float x) => x + F.Pow(F.Sin(2 * x), 2) / 2;
            [Activation] public static float Line(float x) => 2f * x;
            [Activation] public static float Same(float x) => x;
            [Activation] public static float Constant(float x) => 3f;
            [Activation] public static float Clamp(float v) => F.Min(F.Max(v, -1f), +1f);
            [Activation] public static float Relu6(float x) => F.Min(F.Max(0f, x), 6f);
            [Activation] public static float Odd(float x) => x * x * x / Three - (float)0.25 * x;
            [Activation] public static float Rational(float x) => (1f + x) / (1f + x * x);
            [Activation] public static float Logs(float x) => F.Log(F.Abs(x) + Half) * F.Exp(-x * x) + F.Erf(x) * F.Cos(x);
            [Activation] public static float Root(float x) => x > 0f ? F.Sqrt(x) : 0f;
            [Activation] public static float Inner(float x) => F.Sqrt(x > 0f ? x : 0f) + F.Sqrt(F.Max(x, 0f));
            [Activation] public static float Powers(float x) => F.Pow(F.Abs(x) + 1f, 1.7f) + F.Pow(x, 3f) - F.Pow(x, 5f) / 50f + F.Pow(F.Abs(x) + 1f, -0.5f);
            [Activation] public static float @class(float @event) => Twice(@event) + Twice(t: 1f, u: @event);
            [Activation] public static float VectorMath(float x) => Line(x) - Same(-x);
            [Activation]
            public static float Statements(float x)
            {
                const float one = 1f;
                float a = x, b;
                var isLarge = x > one || x < -one;
                a *= 2f;
                if (isLarge) { b = a; a = a - one; }
                else b = -a;
                if (x != 0.5f && !(x >= 3f)) { { float c = b * b; a += c; } }
                return isLarge ? a : a + b;
            }

            [Activation]
            public static float Ladder(float x)
            {
                if (x < -2f) return -1f;
                if (x < 0f)
                {
                    float y = x / 2f;
                    if (y < -Half) { return y; }
                }
                else if (x <= 1f) return x * x;

                return F.Sigmoid(x);
            }

            [Activation] public static float Rounded(float x) => x + 0f * x;
            [Derivative("Rounded")] public static float Straight(float x) => F.Abs(x) <= 1f ? 1f : 0f;
            [Activation] public static float UsesRounded(float x) => Rounded(3f * x) * Rounded(x);

            [Loss] public static float Pinball(float y, float t) => F.Max(0.9f * (t - y), -0.1f * (t - y));
            [Loss] public static float LogCosh(float y, float t) { float d = y - t; return d + F.Softplus(-2f * d) - 0.6931472f; }
            [Loss] public static float Squared(float y, float t) => (y - t) * (y - t);
            [Derivative(nameof(Squared))] public static float SquaredSlope(float y, float t) => 2f * (y - t);
            [Loss] public static float Ratio(float y, float t) => (y - t) / (1f + F.Abs(y));

            private static float Twice(float t, float u = 2f) => t * u + t;
        }
        """;

    [Fact]
    public void Every_function_is_the_reference() => NetworkComparison.Check(
    [
        Of([4], "Pinball", "Dense(20)", "Mish", "Dense(17)", "Snake", "Dense(3)"),
        Of([4], "LogCosh", "Dense(20)", "Clamp", "Dense(17)", "Odd", "Dense(3)", "Line"),
        Of([3], "Squared", "Dense(5)", "Logs", "Dense(33)", "Powers", "Dense(1)"),
        Of([3], "Ratio", "Dense(5)", "Rational", "Dense(16)", "Statements", "Dense(2)", "Same"),
        Of([2, 6, 5], "LogCosh", "Conv2D(5, 3, Padding = Padding.Same)", "Relu6", "Conv2D(17, 3)", "Mish", "Flatten", "Dense(3)"),
        Of([3, 5], "Pinball", "Conv1D(4, 3)", "class", "Conv1D(3, 2)", "VectorMath"),
        Of([7], "Squared", "Dense(9)", "Ladder", "Dense(9)", "Inner", "Dense(2)"),
        Of([7], "Squared", "Dense(9)", "Root", "Dense(9)", "Constant", "Dense(2)", "Line"),
        Of([7], "Squared", "Dense(9)", "Rounded", "Dense(9)", "UsesRounded", "Dense(2)"),
        Of([1], "", "Mish"),
        Of([40], "", "Snake", "Root", "Dense(1)", "Logs"),
    ]);

    [Fact]
    public void Forward_has_the_bits_of_the_method()
    {
        string own = Functions.Replace("$", "", StringComparison.Ordinal);
        string[] names = [.. own.Split("[Activation]").Skip(1).Select(static text => text.Split("float ")[1].Split('(')[0])];
        Run run = Run.Generate("using StaticNet;\n" + string.Concat(names.Select(static (name, i)
            => $"[Network(19)] [Activation<Functions>(\"{name.TrimStart('@')}\")] public sealed partial class Net{i};\n")) + own).Compiles();
        using var loaded = new Loaded(run, "Functions");
        float[] inputs = [.. Enumerable.Range(0, 19 * 21).Select(static i => i switch { 0 => 0f, 1 => -0f, 2 => float.NaN, 3 => float.PositiveInfinity, 4 => float.NegativeInfinity, 5 => 1e-41f, 6 => 3e38f, _ => -6f + (i * 0.03f) })];
        for (int i = 0; i < names.Length; i++)
        {
            float[] outputs = new float[inputs.Length];
            Method.MakeGenericMethod(loaded.Type.Assembly.GetType($"Net{i}")!).Invoke(null, [inputs, outputs]);
            var method = loaded.Type.GetMethod(names[i].TrimStart('@'))!.CreateDelegate<Func<float, float>>();
            Assert.Equal(inputs.Select(x => Bits(method(x))), outputs.Select(Bits));
        }

        Assert.True(names.Length > 15);
    }

    [Fact]
    public async Task Functions_are_found_wherever_they_stand()
    {
        Run run = Run.Generate(
            """
            using StaticNet;
            namespace App;
            [Network(3)] [Activation<Outer.Inner>("Twice")] [Activation<Twins>("Twice")] [Activation<Net>("Own")] [Apply<Part>] [Loss<Contract>("Gap")]
            public sealed partial class Net { [Activation] private static float Own(float x) => Outer.Inner.Twice(x) + 1f; }
            [Block] [Activation<Twins>("Half")] public abstract class Part;
            """,
            """
            namespace App;
            public static partial class Outer { internal sealed class Inner { [StaticNet.Activation] internal static float Twice(float x) => x + x; } }
            public partial struct Twins { [StaticNet.ActivationAttribute] private static float Twice(float x) => 2f * x; }
            """,
            """
            using static StaticNet.F;
            namespace App;
            public partial struct Twins { [StaticNet.Activation] static float Half(float x) => x / Abs(2f); }
            public interface Contract { [StaticNet.Loss] static float Gap(float y, float t) => Abs(y - t); }
            """).Compiles();
        Assert.Empty(await Diagnosis.Find(run));
        using var loaded = new Loaded(run, "App.Net");
        Assert.Equal(["twice1", "twice2", "own1", "apply1"], loaded.Summary.Layers.Select(static layer => layer.Name));
        Assert.Equal("Activation<Twins>(\"Twice\")", loaded.Summary.Layers[1].Declaration);
        Assert.Equal("Twice(x) = 2f * x", loaded.Summary.Layers[1].Function!.Text);
        Assert.Contains("loss Loss<Contract>(\"Gap\")", loaded.Summary.ToString());
        Assert.Contains("Gap(y, t) = Abs(y - t)", run.Text("App.Net.g.cs"));
        float[] outputs = new float[3];
        Method.MakeGenericMethod(loaded.Type).Invoke(null, [new[] { 1f, 2f, -3f }, outputs]);
        Assert.Equal([4.5f, 8.5f, -11.5f], outputs);
    }

    // Where values are padded to whole vectors, a function may be infinite or NaN of the padding.
    [Fact]
    public void What_a_function_makes_of_padding_is_of_no_consequence() => NetworkComparison.Check(
    [
        Of([5], "PoleLoss", "Dense(3)", "Pole", "Dense(18)", "Pole", "Dense(2)") with { Blocks = [Poles] },
        Of([5], "PoleLoss", "Dense(3)", "Pole", "LayerNorm", "Dense(7)", "Pole", "Dense(2)", "Pole") with { Blocks = [Poles] },
        Of([2, 4, 4], "PoleLoss", "Conv2D(3, 3, Padding = Padding.Same)", "Pole", "Conv2D(18, 3, Padding = Padding.Same)", "Pole", "MaxPool2D(2)", "Flatten", "Dense(2)") with { Blocks = [Poles] },
        Of([3, 9], "PoleLoss", "Conv1D(3, 3)", "Pole", "GlobalAveragePool", "Pole", "Dense(3)") with { Blocks = [Poles] },
    ]);

    private const string Poles = """
        public abstract class $Functions
        {
            [Activation] public static float Pole(float x) => x == 0f ? F.Log(x) / x : x;
            [Loss] public static float PoleLoss(float y, float t) => y == 0f ? 1f / y : F.Abs(y - t);
        }
        """;

    private static RandomNetwork Of(int[] input, string loss, params string[] layers) => new(
        [.. input],
        [.. layers.Select(static layer => layer.Contains('(', StringComparison.Ordinal) || layer is "Flatten" or "LayerNorm" or "GlobalAveragePool" ? layer : $"Activation<$Functions>(\"{layer}\")")],
        loss.Length == 0 ? "" : $"Loss<$Functions>(\"{loss}\")",
        Samples: 5,
        UsesLabels: false,
        Seed: 7)
    {
        Blocks = [Functions],
    };

    private static uint Bits(float value) => float.IsNaN(value) ? 0x7FC00000u : BitConverter.SingleToUInt32Bits(value);

    private static readonly MethodInfo Method = typeof(FunctionNetworkTests).GetMethod(nameof(Predict), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static void Predict<TNetwork>(float[] inputs, float[] outputs)
        where TNetwork : class, INetwork<TNetwork>
        => TNetwork.Create(1).Forward(inputs, outputs);
}
