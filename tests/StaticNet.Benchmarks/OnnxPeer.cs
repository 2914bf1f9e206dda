using Microsoft.ML.OnnxRuntime;

namespace StaticNet.Benchmarks;

/// <summary>
/// ONNX Runtime on the exported weights, set up as favourably as its interface allows: one thread, all graph optimisations, and
/// inputs and outputs bound once to pinned memory, so that a call allocates and copies nothing.
/// </summary>
internal sealed class OnnxPeer : IDisposable
{
    private readonly SessionOptions _options;
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly OrtValue _input;
    private readonly OrtValue _output;
    private readonly OrtIoBinding _binding;

    public OnnxPeer(byte[] model, float[] inputs, float[] outputs, ReadOnlySpan<int> inputShape, ReadOnlySpan<int> outputShape)
    {
        _options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            EnableCpuMemArena = true,
            EnableMemoryPattern = true,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _session = new InferenceSession(model, _options);
        _input = Tensor(inputs, inputShape);
        _output = Tensor(outputs, outputShape);
        _binding = _session.CreateIoBinding();
        _binding.BindInput("input", _input);
        _binding.BindOutput("output", _output);
    }

    public void Run() => _session.RunWithBinding(_runOptions, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        _output.Dispose();
        _input.Dispose();
        _runOptions.Dispose();
        _session.Dispose();
        _options.Dispose();
    }

    private static OrtValue Tensor(float[] values, ReadOnlySpan<int> shape)
    {
        long sample = 1;
        foreach (int dimension in shape)
        {
            sample *= dimension;
        }

        return OrtValue.CreateTensorValueFromMemory(values, [values.Length / sample, .. shape.ToArray()]);
    }

    /// <summary>The peer as the timed loop sees it; the buffers are those it was bound to.</summary>
    public readonly struct Calls(OnnxPeer peer) : ICalls
    {
        public void Forward(float[] inputs, float[] outputs) => peer.Run();
    }
}
