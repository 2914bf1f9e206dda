namespace StaticNet.Generator.Tests.Functions;

/// <summary>Published activations and losses as a user writes them, one expression each. What PyTorch makes of them is in <c>published.json</c>.</summary>
public abstract class Published
{
    [Activation] public static float Mish(float x) => x * F.Tanh(F.Softplus(x));

    [Activation] public static float Softsign(float x) => x / (1f + F.Abs(x));

    [Activation] public static float SELU(float x) => 1.05070098f * (x > 0f ? x : 1.67326324f * (F.Exp(x) - 1f));

    [Activation] public static float CELU(float x) => x > 0f ? x : 1.5f * (F.Exp(x / 1.5f) - 1f);

    [Activation] public static float ELU(float x) => x > 0f ? x : 0.7f * (F.Exp(x) - 1f);

    [Activation] public static float Hardtanh(float x) => F.Min(F.Max(x, -1f), 1f);

    [Activation] public static float Hardswish(float x) => x * F.Min(F.Max(x + 3f, 0f), 6f) / 6f;

    [Activation] public static float Hardsigmoid(float x) => F.Min(F.Max(x / 6f + 0.5f, 0f), 1f);

    [Activation] public static float Hardshrink(float x) => F.Abs(x) > 0.5f ? x : 0f;

    [Activation] public static float Softshrink(float x) => x > 0.5f ? x - 0.5f : x < -0.5f ? x + 0.5f : 0f;

    [Activation] public static float Tanhshrink(float x) => x - F.Tanh(x);

    [Activation] public static float LeakyReLU(float x) => F.Max(x, 0.01f * x);

    [Activation] public static float LogSigmoid(float x) => -F.Softplus(-x);

    [Activation] public static float GELU(float x) => 0.5f * x * (1f + F.Erf(x * 0.707106781f));

    [Activation] public static float GELUTanh(float x) => 0.5f * x * (1f + F.Tanh(0.797884561f * (x + 0.044715f * x * x * x)));

    [Activation] public static float Swish(float x) => x * F.Sigmoid(1.5f * x);

    [Activation] public static float Softplus(float x) => F.Softplus(2f * x) / 2f;

    [Activation] public static float ReLU6(float x) => F.Min(F.Max(x, 0f), 6f);

    [Activation] public static float SquaredReLU(float x) => F.Pow(F.Max(x, 0f), 2f);

    [Activation] public static float StarReLU(float x) => 0.8944f * F.Pow(F.Max(x, 0f), 2f) - 0.4472f;

    [Activation] public static float Snake(float x) => x + F.Pow(F.Sin(1.3f * x), 2f) / 1.3f;

    [Activation] public static float Gaussian(float x) => F.Exp(-x * x);

    [Activation] public static float LeCunTanh(float x) => 1.7159f * F.Tanh(2f / 3f * x);

    [Activation] public static float BentIdentity(float x) => (F.Sqrt(x * x + 1f) - 1f) / 2f + x;

    [Activation] public static float ISRLU(float x) => x < 0f ? x / F.Sqrt(1f + 3f * x * x) : x;

    [Activation] public static float Serf(float x) => x * F.Erf(F.Softplus(x));

    [Activation] public static float TanhExp(float x) => x * F.Tanh(F.Exp(x));

    [Activation] public static float Phish(float x) => x * F.Tanh(GELU(x));

    [Loss] public static float Huber(float y, float t) => F.Abs(y - t) <= 0.5f ? (y - t) * (y - t) / 2f : 0.5f * (F.Abs(y - t) - 0.25f);

    [Loss] public static float SmoothL1(float y, float t) => F.Abs(y - t) < 0.5f ? (y - t) * (y - t) : F.Abs(y - t) - 0.25f;

    [Loss] public static float Quantile(float y, float t) => F.Max(0.9f * (t - y), -0.1f * (t - y));

    [Loss] public static float LogCosh(float y, float t) => F.Softplus(2f * (y - t)) - (y - t) - 0.693147181f;

    [Loss] public static float Poisson(float y, float t) => F.Exp(y) - t * y;

    [Loss] public static float PoissonOfRate(float y, float t) => F.Abs(y) - t * F.Log(F.Abs(y) + 1e-8f);

    [Loss] public static float GaussianNLL(float y, float t) => 0.5f * ((y - t) * (y - t) / 0.3f + F.Log(0.3f)) + 0.918938533f;

    [Loss] public static float Focal(float y, float t) => (0.75f - 0.5f * t) * CrossEntropy(y, t) * F.Pow(1f - (F.Sigmoid(y) * t + F.Sigmoid(-y) * (1f - t)), 2f);

    [Loss] public static float BinaryCrossEntropy(float y, float t) => CrossEntropy(y, t);

    [Loss] public static float SoftMargin(float y, float t) => F.Softplus((1f - 2f * t) * y);

    [Loss] public static float Hinge(float y, float t) => F.Max(1f - (2f * t - 1f) * y, 0f);

    [Loss] public static float SquaredHinge(float y, float t) => F.Pow(F.Max(1f - (2f * t - 1f) * y, 0f), 2f);

    [Loss] public static float Cauchy(float y, float t) => F.Log(1f + F.Pow((y - t) / 0.7f, 2f));

    [Loss] public static float Charbonnier(float y, float t) => F.Sqrt((y - t) * (y - t) + 1e-3f);

    [Loss] public static float Epsilon(float y, float t) => F.Max(F.Abs(y - t) - 0.1f, 0f);

    [Loss] public static float Output(float y, float t) => y;

    private static float CrossEntropy(float y, float t) => F.Softplus(y) - t * y;
}
