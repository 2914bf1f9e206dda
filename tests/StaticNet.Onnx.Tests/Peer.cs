using Microsoft.ML.OnnxRuntime;

namespace StaticNet.Onnx.Tests;

/// <summary>ONNX Runtime, which knows nothing of this project: what it computes from an exported model.</summary>
internal static class Peer
{
    public static float[] Run(byte[] model, int[] inputShape, float[] inputs)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(model, options);
        int length = inputShape.Aggregate((product, dimension) => product * dimension);
        long[] shape = [inputs.Length / length, .. inputShape.Select(static dimension => (long)dimension)];
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(inputs, shape);
        using var run = new RunOptions(); // has to live as long as the call: native code reads it
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, ["input"], [input], ["output"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <summary>The same for a network of several inputs or outputs, which lie one behind another in a sample.</summary>
    public static float[] Run(byte[] model, NetworkSummary summary, float[] inputs)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(model, options);
        int length = summary.Inputs.Sum(static input => input.Length);
        int samples = inputs.Length / length;
        Dictionary<string, OrtValue> parts = summary.Inputs.ToDictionary(
            static input => input.Name,
            input => OrtValue.CreateTensorValueFromMemory(
                Enumerable.Range(0, samples).SelectMany(n => inputs.Skip((n * length) + input.Offset).Take(input.Length)).ToArray(),
                [samples, .. input.Shape.Select(static dimension => (long)dimension)]));
        using var run = new RunOptions(); // has to live as long as the call: native code reads it
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, parts, session.OutputNames);
        foreach (OrtValue part in parts.Values)
        {
            part.Dispose();
        }

        float[][] values = [.. outputs.Select(static output => output.GetTensorDataAsSpan<float>().ToArray())];
        return [.. Enumerable.Range(0, samples).SelectMany(n => values.SelectMany(value => value.Skip(n * (value.Length / samples)).Take(value.Length / samples)))];
    }

    /// <summary>
    /// Asserts that two outputs agree within 1e-5 of the value, or of the largest output where the value itself is what is left
    /// of a difference of larger ones. Below a tenth it is the rounding of the hidden values, which are of the order of 1,
    /// that decides: 1e-6.
    /// </summary>
    public static void AssertAgrees(IReadOnlyList<double> expected, IReadOnlyList<float> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        double scale = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Count; i++)
        {
            double allowed = 1e-5 * Math.Max(Math.Abs(expected[i]), Math.Max(0.1 * scale, 0.1));
            Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed, $"Output {i}: expected {expected[i]:R}, got {actual[i]:R}.");
        }
    }
}
