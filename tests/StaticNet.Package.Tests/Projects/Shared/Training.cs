using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using StaticNet;

namespace Shared;

/// <summary>What every project does with its network of two inputs and one output.</summary>
public static class Training
{
    /// <summary>
    /// Trains exclusive or, saves the network, loads it, and says how it predicts: the same words for every network with the layers of
    /// <see cref="Xor"/>, wherever and however it was built.
    /// </summary>
    /// <typeparam name="TNetwork">A network of two inputs and one output.</typeparam>
    /// <returns>The predictions, and a hash of the weights' and the predictions' bits.</returns>
    public static string Run<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        float[] inputs = { 0, 0, 0, 1, 1, 0, 1, 1 };
        float[] targets = { 0, 1, 1, 0 };
        var trainer = new Trainer<TNetwork>(TNetwork.Create(1), new Adam(0.03));
        for (int step = 0; step < 1000; step++)
        {
            trainer.Step(inputs, targets);
        }

        float[] outputs = new float[4];
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            trainer.Network.Save(path);
            TNetwork.Load(path).Forward(inputs, outputs);
        }
        finally
        {
            File.Delete(path);
        }

        uint hash = Hash(Hash(2166136261, trainer.Network.Parameters.Flat), outputs);
        string predictions = string.Join(" ", Array.ConvertAll(outputs, output => output.ToString("0.00", CultureInfo.InvariantCulture)));
        return TNetwork.ParameterCount.ToString(CultureInfo.InvariantCulture) + " parameters: " + predictions + ", " + hash.ToString("x8", CultureInfo.InvariantCulture);
    }

    // FNV-1a.
    private static uint Hash(uint hash, ReadOnlySpan<float> values)
    {
        foreach (byte value in MemoryMarshal.AsBytes(values))
        {
            hash = unchecked((hash ^ value) * 16777619);
        }

        return hash;
    }
}
