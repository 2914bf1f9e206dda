namespace StaticNet.Tests.Extremes;

/// <summary>Where a layer differs from PyTorch.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="What">What differs: <c>y</c>, <c>dx</c>, <c>loss</c>; several with spaces between.</param>
/// <param name="Where">At which inputs.</param>
/// <param name="Allows">Of the first input and our value: whether that is what the page says.</param>
/// <param name="Page">The page of <c>docs/layers</c>.</param>
/// <param name="Line">What stands there, word by word.</param>
internal sealed record Exemption(string Layer, string What, Func<float[], bool> Where, Func<float, float, bool> Allows, string Page, string Line);

/// <summary>All differences from PyTorch at extreme values, each with the line that says it to the user.</summary>
internal static class Exemptions
{
    public static Exemption[] All { get; } =
    [
        new("ELU", "dx", Below, Zero, "elu", "Below -87.34, where exp(x) would be subnormal, it counts as 0, and with it the derivative"),
        new("ELU", "y", static x => x[0] is < 0 and > -1e-8f, static (x, y) => Math.Abs(y - (1.3 * x)) <= (1e-6 * -x) + float.Epsilon, "elu", "Next to 0, y keeps its digits; PyTorch's is 0 there"),
        new("GELU", "dx", Infinite, Limit, "gelu", Limits),
        new("SiLU", "dx", Infinite, Limit, "silu", Limits),
        new("SiLU", "y", Below, Zero, "silu", "Below -87.34, where the sigmoid would be subnormal, it counts as 0, and y with it; PyTorch's y is some 1e-36 down to -88.7"),
        new("Mish", "dx", Infinite, Limit, "mish", Limits),
        new("Mish", "y dx", Below, Zero, "mish", "Below -87.34, where exp(x) would be subnormal, it counts as 0, and y and its derivative with it"),
        new("Exp", "y dx", Below, Zero, "exp", "Below -87.34, where it would be subnormal, it is 0"),
        new("Sigmoid", "y dx", Below, Zero, "sigmoid", "Below -87.34, where y would be subnormal, it is 0"),
        new("Softplus", "y dx", Below, Zero, "softplus", "Below -87.34, where y and its derivative would be subnormal, they are 0"),
        new("HardSwish", "dx", static x => x[0] == 3, static (_, dx) => dx == 1.5f, "hardswish", "At 3 the derivative is 3/2, as for single values in PyTorch, whose kernels for whole vectors have 1"),
        new("HardSwish", "y", static x => x[0] is > 5.7e37f and < float.PositiveInfinity, static (x, y) => y == x, "hardswish", "PyTorch multiplies by 6 first, so that its y is infinite from 5.7e37 on"),
        new("LayerNorm", "y loss dx", TooFar, NotANumber, "layernorm", Variance + "PyTorch gives NaN for some of them and 0 for others"),
        new("RMSNorm", "y loss dx", TooLarge, NotANumber, "rmsnorm", "Values of 1.8e19 and more, whose square no float holds, make NaN of the outputs; PyTorch's are 0, and NaN for an infinite value only"),
        new("GroupNorm", "y loss dx", TooFar, NotANumber, "groupnorm", Variance + "PyTorch gives NaN for some of them and 0 for others"),
        new("BatchNorm", "loss dweight dbias running_var", TooFar, NotANumber, "batchnorm", Variance + "PyTorch, which sums up in double precision, does not"),
        new("BatchNorm", "running_mean", static x => x.Any(float.IsInfinity), NotANumber, "batchnorm", "An infinite input makes NaN of the running mean; PyTorch's is infinite"),
    ];

    private const string Limits = "At infinity and -infinity the derivative is 1 and 0, its limits; PyTorch's is NaN";

    private const string Variance = "Values that are further apart than 1.8e19, whose variance no float holds, make NaN of the outputs; ";

    public static Exemption? Of(string layer, string what, float[] x)
        => Array.Find(All, exemption => exemption.Layer == layer && exemption.What.Split(' ').Contains(what) && exemption.Where(x));

    private static bool Below(float[] x) => x[0] is < -87.34f and > float.NegativeInfinity;

    private static bool Infinite(float[] x) => float.IsInfinity(x[0]);

    private static bool TooFar(float[] x) => x.All(float.IsFinite) && x.Max() - (double)x.Min() > 1.8e19;

    private static bool TooLarge(float[] x) => x.Any(static value => MathF.Abs(value) > 1.8e19f);

    private static bool Zero(float x, float value) => value == 0;

    private static bool Limit(float x, float value) => value == (x > 0 ? 1 : 0);

    private static bool NotANumber(float x, float value) => float.IsNaN(value);

    public static void AssertDocumented(string page, string line)
        => Assert.Contains(line, File.ReadAllText(Path.Combine(Repository.Root, "docs", "layers", page + ".md")).ReplaceLineEndings(" "), StringComparison.Ordinal);
}
