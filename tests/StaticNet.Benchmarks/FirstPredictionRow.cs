namespace StaticNet.Benchmarks;

/// <summary>
/// From the start of a process to the end of its first prediction, weights read from a file: ResNet-8, beside the same .NET program that
/// makes an ONNX Runtime session of the model and runs it once.
/// </summary>
/// <param name="call">What the row is called.</param>
/// <param name="ours">How our side is compiled.</param>
/// <param name="peer">How the peer's side is compiled; its library is native in any case.</param>
/// <param name="bar">What has to be reached; null for nothing.</param>
internal sealed class FirstPredictionRow(string call, FirstPrediction ours, FirstPrediction peer, Bar? bar)
    : Row("ResNet-8", $"first prediction, {call}", "ONNX Runtime", bar)
{
    private const int Processes = 21;

    public override Measurement Measure(string? python)
    {
        string ourProgram, peerProgram;
        try
        {
            (ourProgram, peerProgram) = (ours.Executable, peer.Executable);
        }
        catch (InvalidOperationException e)
        {
            return new Measurement(double.NaN, null, e.Message);
        }

        (double ourTime, double peerTime, double difference) = Race(ourProgram, peerProgram, Processes);
        return new Measurement(ourTime, peerTime, difference <= Comparison.Allowed ? null : $"the outputs differ by {difference:0.0E+00}");
    }

    /// <summary>Starts processes of either side in turn.</summary>
    /// <returns>The median seconds of each, and the largest difference of their outputs.</returns>
    public static (double Ours, double Peer, double Difference) Race(string ours, string peer, int processes)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("staticnet-");
        try
        {
            var network = new Networks.ResNet8(seed: 1);
            string weights = Path.Combine(folder.FullName, "weights.safetensors");
            string model = Path.Combine(folder.FullName, "model.onnx");
            network.Save(weights);
            OnnxModel.Save(network, model);

            float[] ourOutputs = new float[Networks.ResNet8.OutputLength], peerOutputs = new float[Networks.ResNet8.OutputLength];
            double[] ourTimes = new double[processes], peerTimes = new double[processes];

            // The first of each reads its files from the disk.
            FirstPrediction.Run(ours, "staticnet", weights, ourOutputs);
            FirstPrediction.Run(peer, "onnx", model, peerOutputs);
            for (int i = 0; i < processes; i++)
            {
                ourTimes[i] = FirstPrediction.Run(ours, "staticnet", weights, ourOutputs);
                peerTimes[i] = FirstPrediction.Run(peer, "onnx", model, peerOutputs);
            }

            return (Clock.Median(ourTimes), Clock.Median(peerTimes), Comparison.Difference(ourOutputs, peerOutputs));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
