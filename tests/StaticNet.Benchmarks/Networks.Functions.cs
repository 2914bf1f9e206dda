namespace StaticNet.Benchmarks;

/// <content>Networks with functions of their own beside the same with built-in ones.</content>
internal static partial class Networks
{
    /// <summary>Built-in activations as a user would write them.</summary>
    internal abstract class Functions
    {
        [Activation]
        public static float Mish(float x) => x * F.Tanh(F.Softplus(x));

        [Activation]
        public static float GELU(float x) => 0.5f * x * (1f + F.Erf(0.707106781f * x));

        [Activation]
        public static float GELUTanh(float x) => 0.5f * x * (1f + F.Tanh(0.797884561f * (x + (0.044715f * x * x * x))));

        [Activation]
        public static float SiLU(float x) => x * F.Sigmoid(x);

        [Activation]
        public static float LeakyReLU(float x) => x > 0f ? x : 0.01f * x;

        [Loss]
        public static float Squared(float y, float t) => (y - t) * (y - t);
    }

    [Network(784), Dense(128), Activation<Functions>("Mish"), Dense(10), MeanSquaredError]
    internal sealed partial class MishOfUser;

    [Network(784), Dense(128), Mish, Dense(10), MeanSquaredError]
    internal sealed partial class MishBuiltIn;

    [Network(784), Dense(128), Activation<Functions>("GELUTanh"), Dense(10), MeanSquaredError]
    internal sealed partial class GELUTanhOfUser;

    [Network(784), Dense(128), Activation<Functions>("GELU"), Dense(10), MeanSquaredError]
    internal sealed partial class GELUOfUser;

    [Network(784), Dense(128), GELU, Dense(10), MeanSquaredError]
    internal sealed partial class GELUBuiltIn;

    [Network(784), Dense(128), Activation<Functions>("SiLU"), Dense(10), Loss<Functions>("Squared")]
    internal sealed partial class SiLUOfUser;

    [Network(784), Dense(128), SiLU, Dense(10), MeanSquaredError]
    internal sealed partial class SiLUBuiltIn;

    [Network(784), Dense(128), Activation<Functions>("LeakyReLU"), Dense(10), MeanSquaredError]
    internal sealed partial class LeakyReLUOfUser;

    [Network(784), Dense(128), LeakyReLU, Dense(10), MeanSquaredError]
    internal sealed partial class LeakyReLUBuiltIn;
}
