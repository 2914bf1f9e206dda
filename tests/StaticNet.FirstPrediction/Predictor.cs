using Microsoft.ML.OnnxRuntime;

namespace StaticNet.FirstPrediction;

/// <summary>The two sides: each loads a file, predicts one sample, and gives the outputs.</summary>
internal static class Predictor
{
    /// <summary>With the network's own class.</summary>
    /// <param name="weights">A safetensors file; where it is <c>-</c>, the weights are those of a seed.</param>
    public static float[] StaticNet<TNetwork>(string weights)
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = weights == "-" ? TNetwork.Create(1) : TNetwork.Load(weights);
        float[] outputs = new float[TNetwork.OutputLength];
        network.Forward(Inputs(TNetwork.InputLength), outputs);
        return outputs;
    }

    /// <summary>With a session of ONNX Runtime on one thread.</summary>
    /// <param name="model">An ONNX file.</param>
    /// <param name="shape">The shape of a sample.</param>
    public static float[] OnnxRuntime(string model, params ReadOnlySpan<int> shape)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var session = new InferenceSession(model, options);
        using var runOptions = new RunOptions();
        long[] dimensions = new long[shape.Length + 1];
        dimensions[0] = 1;
        int length = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            dimensions[i + 1] = shape[i];
            length *= shape[i];
        }

        using OrtValue input = OrtValue.CreateTensorValueFromMemory(Inputs(length), dimensions);
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(runOptions, ["input"], [input], ["output"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static float[] Inputs(int length)
    {
        float[] inputs = new float[length];
        for (int i = 0; i < length; i++)
        {
            inputs[i] = ((i * 7 % 31) - 15) / 16f;
        }

        return inputs;
    }
}
