namespace StaticNet.Benchmarks;

/// <summary>The networks that are measured, and each one's call for the timed loop.</summary>
internal static partial class Networks
{
    /// <summary>What is trained beside PyTorch; its script knows the networks by the same names.</summary>
    public static IReadOnlyList<TrainingComparison> Trained { get; } =
    [
        new TrainingComparison<LeNet>("LeNet-5"),
        new TrainingComparison<ResNet8>("ResNet-8"),
    ];

    public static IReadOnlyList<Comparison> All { get; } =
    [
        new Comparison<Dense2x2x1, Calls2x2x1>("2-2-1", static network => new Calls2x2x1(network)),
        new Comparison<Dense4x16x3, Calls4x16x3>("4-16-3", static network => new Calls4x16x3(network)),
        new Comparison<Dense6x64x8x4, Calls6x64x8x4>("6-64-8-4", static network => new Calls6x64x8x4(network)),
        new Comparison<Tanh1x32x32x1, Calls1x32x32x1>("1-32-32-1 tanh", static network => new Calls1x32x32x1(network)),
        new Comparison<Dense784x128x64x10, Calls784x128x64x10>("784-128-64-10", static network => new Calls784x128x64x10(network)),
        new Comparison<Dense1024x1024x1024x10, Calls1024x1024x1024x10>("1024-1024-1024-10", static network => new Calls1024x1024x1024x10(network)),
        new Comparison<LeNet, CallsLeNet>("LeNet-5", static network => new CallsLeNet(network)),
        new Comparison<ResNet8, CallsResNet8>("ResNet-8", static network => new CallsResNet8(network)),
        new Comparison<ResNet20, CallsResNet20>("ResNet-20", static network => new CallsResNet20(network)),
    ];

    [Network(2)]
    [Dense(2), ReLU]
    [Dense(1)]
    internal sealed partial class Dense2x2x1;

    [Network(4)]
    [Dense(16), ReLU]
    [Dense(3)]
    internal sealed partial class Dense4x16x3;

    [Network(6)]
    [Dense(64), ReLU]
    [Dense(8), ReLU]
    [Dense(4)]
    internal sealed partial class Dense6x64x8x4;

    [Network(1)]
    [Dense(32), Tanh]
    [Dense(32), Tanh]
    [Dense(1)]
    internal sealed partial class Tanh1x32x32x1;

    [Network(784)]
    [Dense(128), ReLU]
    [Dense(64), ReLU]
    [Dense(10)]
    [CrossEntropy]
    internal sealed partial class Dense784x128x64x10;

    [Network(1024)]
    [Dense(1024), ReLU]
    [Dense(1024), ReLU]
    [Dense(10)]
    internal sealed partial class Dense1024x1024x1024x10;

    internal readonly struct Calls2x2x1(Dense2x2x1 network) : ICalls
    {
        public void Forward(float[] inputs, float[] outputs) => network.Forward(inputs, outputs);
    }

    internal readonly struct Calls4x16x3(Dense4x16x3 network) : ICalls
    {
        public void Forward(float[] inputs, float[] outputs) => network.Forward(inputs, outputs);
    }

    internal readonly struct Calls6x64x8x4(Dense6x64x8x4 network) : ICalls
    {
        public void Forward(float[] inputs, float[] outputs) => network.Forward(inputs, outputs);
    }

    internal readonly struct Calls1x32x32x1(Tanh1x32x32x1 network) : ICalls
    {
        public void Forward(float[] inputs, float[] outputs) => network.Forward(inputs, outputs);
    }

    internal readonly struct Calls784x128x64x10(Dense784x128x64x10 network) : ICalls
    {
        public void Forward(float[] inputs, float[] outputs) => network.Forward(inputs, outputs);
    }

    internal readonly struct Calls1024x1024x1024x10(Dense1024x1024x1024x10 network) : ICalls
    {
        public void Forward(float[] inputs, float[] outputs) => network.Forward(inputs, outputs);
    }
}
