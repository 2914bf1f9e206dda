namespace StaticNet.Benchmarks;

/// <content>Networks of some hundred weights at most, each with its call for the timed loop: see <see cref="Calls{TNetwork}"/>.</content>
internal static partial class Networks
{
    [Network(2)]
    [Dense(2), ReLU]
    [Dense(1)]
    internal sealed partial class Dense2x2x1;

    [Network(4)]
    [Dense(16), ReLU]
    [Dense(3)]
    [CrossEntropy]
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
}
