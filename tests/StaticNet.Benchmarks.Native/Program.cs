using System.Globalization;
using System.Runtime.Intrinsics;
using StaticNet;
using StaticNet.Benchmarks;

// The time of a prediction and of a gradient of every network of the table, of those whose names contain a text if there is one.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string text = args is [string part] ? part : "";
Console.WriteLine($"vectors: 512 bits {Vector512.IsHardwareAccelerated}, 256 bits {Vector256.IsHardwareAccelerated}, 128 bits {Vector128.IsHardwareAccelerated}");
Forward<Networks.Dense2x2x1>("2-2-1");
Forward<Networks.Dense4x16x3>("4-16-3");
Gradient<Networks.Dense4x16x3>("4-16-3");
Forward<Networks.Dense6x64x8x4>("6-64-8-4");
Forward<Networks.Tanh1x32x32x1>("1-32-32-1 tanh");
Forward<Networks.Dense784x128x64x10>("784-128-64-10");
Gradient<Networks.Dense784x128x64x10>("784-128-64-10");
Forward<Networks.Dense1024x1024x1024x10>("1024-1024-1024-10");
Forward<Networks.LeNet>("LeNet-5");
Gradient<Networks.LeNet>("LeNet-5");
Forward<Networks.ResNet8>("ResNet-8");
Gradient<Networks.ResNet8>("ResNet-8");
Forward<Networks.ResNet20>("ResNet-20");
Gradient<Networks.ResNet20>("ResNet-20");
Forward<Networks.DepthwiseSeparable>("DS-CNN");
Forward<Networks.Autoencoder>("autoencoder");

void Forward<TNetwork>(string name)
    where TNetwork : class, INetwork<TNetwork>
{
    TNetwork network = TNetwork.Create(1);
    foreach (int samples in (ReadOnlySpan<int>)[1, 64])
    {
        float[] inputs = Inputs(samples * TNetwork.InputLength), outputs = new float[samples * TNetwork.OutputLength];
        Print($"{name}, forward", samples, () => network.Forward(inputs, outputs));
    }
}

void Gradient<TNetwork>(string name)
    where TNetwork : class, INetwork<TNetwork>
{
    TNetwork network = TNetwork.Create(1);
    ParameterSet gradients = TNetwork.CreateParameters();
    foreach (int samples in (ReadOnlySpan<int>)[1, 64])
    {
        float[] inputs = Inputs(samples * TNetwork.InputLength);
        int[] labels = new int[samples];
        Print($"{name}, gradient", samples, () => network.Gradient(inputs, labels, gradients));
    }
}

void Print(string name, int samples, Action call)
{
    if (!name.Contains(text, StringComparison.OrdinalIgnoreCase))
    {
        return;
    }

    double seconds = Clock.Alone(count =>
    {
        for (int i = 0; i < count; i++)
        {
            call();
        }
    });
    Console.WriteLine($"{name + (samples == 1 ? ", 1 sample" : $", {samples} samples"),-42} {seconds * 1e9 / samples,12:N0} ns a sample");
}

static float[] Inputs(int length)
{
    float[] inputs = new float[length];
    for (int i = 0; i < length; i++)
    {
        inputs[i] = ((i * 7 % 31) - 15) / 16f;
    }

    return inputs;
}
