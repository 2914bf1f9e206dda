namespace StaticNet.Benchmarks;

/// <summary>A prediction beside ONNX Runtime.</summary>
internal sealed class ForwardRow(Comparison comparison, string call, int samples, bool dependent, Bar? bar)
    : Row(comparison.Name, call, "ONNX Runtime", bar)
{
    public override double Operations => (double)comparison.Operations * samples;

    public override long Bytes => comparison.WeightBytes;

    public override Measurement Measure(string? python)
    {
        (double ours, double peer) = comparison.Race(samples, dependent);
        double difference = comparison.Difference(samples);
        return new Measurement(ours, peer, difference <= Comparison.Allowed ? null : $"the outputs differ by {difference:0.0E+00}");
    }
}
