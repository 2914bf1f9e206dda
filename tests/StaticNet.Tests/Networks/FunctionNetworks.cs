namespace StaticNet.Tests.Networks;

/// <summary>Functions of every kind, in a network whose bits are committed.</summary>
public abstract class EveryFunction
{
    [Activation]
    public static float Elementary(float x) => (x * F.Tanh(F.Softplus(x))) + (F.Erf(x) * F.Sigmoid(x)) + F.Exp(F.Min(x, 1f)) + F.Log(1f + F.Abs(x));

    [Activation]
    public static float Periodic(float x) => x + F.Pow(F.Sin(3f * x), 2f) + (0.1f * F.Cos(x)) + F.Pow(1f + (x * x), -0.3f);

    [Activation]
    public static float Cheap(float x) => x > 0.25f ? x : F.Max(0.5f * x, -1f);

    [Loss]
    public static float Charbonnier(float y, float t) => F.Sqrt(((y - t) * (y - t)) + 0.01f) / (1f + (0.1f * F.Abs(t)));
}

[Network(7)]
[Dense(20), Activation<EveryFunction>(nameof(EveryFunction.Elementary))]
[Dense(33), Activation<EveryFunction>(nameof(EveryFunction.Periodic))]
[Dense(18), Activation<EveryFunction>(nameof(EveryFunction.Cheap))]
[Dense(3)]
[Loss<EveryFunction>(nameof(EveryFunction.Charbonnier))]
public sealed partial class OfFunctions;
