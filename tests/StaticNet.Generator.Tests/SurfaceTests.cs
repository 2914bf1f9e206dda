using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests;

public sealed class SurfaceTests
{
    [Fact]
    public void A_network_has_its_constants()
    {
        string text = Run.Generate("""
            using StaticNet;
            namespace MyApp;
            [Network(64)]
            [Dense(32)] [PReLU]
            [Dense(10, Bias = false, Name = "head")] [Softmax]
            [CrossEntropy]
            public sealed partial class Digits;
            """).Text("MyApp.Digits.g.cs");

        Assert.Contains("public const int InputLength = 64;", text);
        Assert.Contains("public const int OutputLength = 10;", text);
        Assert.Contains("public const int ParameterCount = 2401;", text); // 64 * 32 + 32, 1, 32 * 10
        Assert.Contains("public const long MultiplyAdds = 2368;", text); // 64 * 32 + 32 * 10
    }
}
