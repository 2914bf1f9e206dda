using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Diagnostics;

/// <summary>Layers that share the parameters of another one: what can be shared, and what is said where it cannot.</summary>
public sealed class TiedLayerTests
{
    [Theory]
    [InlineData("""[Dense(4, Name = "a")] [ReLU] [Dense(4, Tied = "a")]""")]
    [InlineData("""[Dense(4, Name = "a")] [ReLU] [Dense(4, Bias = false, Tied = "a")]""")]
    [InlineData("""[Dense(4, Bias = false, Name = "a")] [ReLU] [Dense(4, Tied = "a")]""")]
    [InlineData("""[Dense(4)] [ReLU] [Dense(4, Tied = "dense1")] [ReLU] [Dense(4, Tied = "dense2")]""")]
    [InlineData("""[LayerNorm(Name = "a")] [Dense(4)] [LayerNorm(Tied = "a")]""")]
    [InlineData("""[Apply<Part>(Name = "a")] [Tanh] [Apply<Part>(Tied = "a")]""")]
    [InlineData("""[Residual<Part>(Name = "a")] [Tanh] [Apply<Part>(Tied = "a")]""")]
    [InlineData("""[Repeat<Part>(2, Name = "a")] [Tanh] [Repeat<Part>(2, Tied = "a")]""")]
    [InlineData("""[Apply<Within>]""")]
    public Task Parameters_are_shared(string layers) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(4)] {{layers}} [MeanSquaredError]
        public sealed partial class Net;
        [Block] [Dense(4)] [PReLU]
        public abstract class Part;
        [Block] [Dense(4, Name = "a")] [ReLU] [Dense(4, Tied = "a")]
        public abstract class Within;
        """);

    [Theory]
    [InlineData("""[Dense(4, Name = "coder")] [ReLU] [Dense(4, {|STN0045:Tied = "code"|})]""", "Dense", "code", "no layer before it has that name: do you mean 'coder'?")]
    [InlineData("""[Dense(4, {|STN0045:Tied = "later"|})] [ReLU] [Dense(4, Name = "later")]""", "Dense", "later", "no layer before it has that name")]
    [InlineData("""[Dense(4, {|STN0045:Tied = "dense1"|})]""", "Dense", "dense1", "no layer before it has that name")]
    [InlineData("""[Dense(5, Name = "a")] [ReLU] [Dense(4, {|STN0045:Tied = "a"|})]""", "Dense", "a", "its weight has the shape (4, 5), and that of 'a' (5, 4)")]
    [InlineData("""[Dense(4)] [ReLU] [Dense(4, {|STN0045:Tied = "relu1"|})]""", "Dense", "relu1", "'relu1' has none for it")]
    [InlineData("""[Dense(4)] [ReLU({|STN0045:Tied = "dense1"|})]""", "ReLU", "dense1", "it has none itself")]
    [InlineData("""[Apply<Part>(Name = "a")] [Apply<Other>({|STN0045:Tied = "a"|})]""", "Apply", "a", "'a' consists of other layers")]
    public Task Parameters_cannot_be_shared(string layers, string kind, string name, string reason) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(4)] {{layers}} [MeanSquaredError]
        public sealed partial class Net;
        [Block] [Dense(4)] [PReLU]
        public abstract class Part;
        [Block] [Dense(4)] [PReLU] [Dense(4)]
        public abstract class Other;
        """,
        $"[{kind}] cannot share the parameters of '{name}': {reason}");
}
