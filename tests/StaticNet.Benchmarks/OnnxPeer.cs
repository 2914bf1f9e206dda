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
    private readonly (OutputSummary Output, float[] Values, OrtValue Tensor)[] _outputs;
    private readonly OrtIoBinding _binding;
    private readonly float[] _all;

    /// <summary>Binds the model to the caller's memory; several outputs are bound to memory of their own, see <see cref="Gather"/>.</summary>
    public OnnxPeer(byte[] model, float[] inputs, float[] outputs, NetworkSummary summary)
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
        _all = outputs;
        _input = Tensor(inputs, summary.InputShape.AsSpan());
        _binding = _session.CreateIoBinding();
        _binding.BindInput("input", _input);
        int samples = outputs.Length / summary.Outputs.Sum(static output => output.Length);
        _outputs =
        [
            .. summary.Outputs.Select(output =>
            {
                float[] values = summary.Outputs.Length == 1 ? outputs : GC.AllocateArray<float>(samples * output.Length, pinned: true);
                return (output, values, Tensor(values, output.Shape.AsSpan()));
            }),
        ];
        foreach ((OutputSummary output, _, OrtValue tensor) in _outputs)
        {
            _binding.BindOutput(_outputs.Length == 1 ? "output" : output.Name, tensor);
        }
    }

    /// <summary>Puts several outputs one behind another, sample by sample, as ours are.</summary>
    public void Gather()
    {
        int length = _outputs.Sum(static part => part.Output.Length);
        foreach ((OutputSummary output, float[] values, _) in _outputs.Where(part => part.Values != _all))
        {
            for (int sample = 0; sample < values.Length / output.Length; sample++)
            {
                values.AsSpan(sample * output.Length, output.Length).CopyTo(_all.AsSpan((sample * length) + output.Offset));
            }
        }
    }

    public void Run() => _session.RunWithBinding(_runOptions, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        foreach ((_, _, OrtValue tensor) in _outputs)
        {
            tensor.Dispose();
        }

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
