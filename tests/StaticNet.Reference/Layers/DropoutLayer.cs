using System.Text;

namespace StaticNet.Reference.Layers;

/// <summary>
/// In training, drops values where a hash of seed, step, layer, sample and element is low, as docs/layers/dropout.md has it.
/// </summary>
/// <param name="name">The layer's name.</param>
/// <param name="length">The values of a sample.</param>
/// <param name="rate">The probability of a value to be dropped.</param>
/// <param name="state">Seed and step.</param>
internal sealed class DropoutLayer(string name, int length, double rate, DropoutState state) : ReferenceLayer
{
    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights) => x;

    public override double[] ForwardTraining(
        double[] x, int samples, IReadOnlyDictionary<string, double[]> weights, IDictionary<string, double[]> statistics)
        => Mask(x, samples);

    // The mask of the same step.
    public override double[] Backward(
        double[] x,
        double[] y,
        double[] dy,
        int samples,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyDictionary<string, double[]> gradients)
        => Mask(dy, samples);

    private double[] Mask(double[] x, int samples)
    {
        double[] y = new double[x.Length];
        for (int n = 0; n < samples; n++)
        {
            ulong key = Mix(Mix(Mix(Mix(0, (uint)state.Seed), (ulong)state.Step), Hash(name)), (ulong)n);
            for (int i = 0; i < length; i++)
            {
                bool isKept = Hash(key, (uint)i) >= rate * Math.Pow(2, 32);
                y[(n * length) + i] = isKept ? x[(n * length) + i] / (1 - rate) : 0;
            }
        }

        return y;
    }

    private static ulong Mix(ulong key, ulong number)
    {
        ulong z = key + ((number + 1) * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static uint Hash(ulong key, uint element)
    {
        uint h = element ^ (uint)(key & 0xFFFFFFFF);
        h = (h ^ (h >> 16)) * 0x7FEB352D;
        h = (h ^ (h >> 15)) + (uint)(key >> 32);
        h *= 0x846CA68B;
        return h ^ (h >> 16);
    }

    // FNV-1a.
    private static uint Hash(string text)
        => Encoding.UTF8.GetBytes(text).Aggregate(2166136261, static (hash, part) => (hash ^ part) * 16777619);
}
