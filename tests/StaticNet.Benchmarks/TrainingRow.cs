namespace StaticNet.Benchmarks;

/// <summary>A training step beside PyTorch.</summary>
internal sealed class TrainingRow(TrainingComparison comparison, Bar bar)
    : Row(comparison.Name, $"training step, {TrainingComparison.Samples}", "PyTorch", bar)
{
    public override double Operations => (double)comparison.Operations * TrainingComparison.Samples;

    // The weights are read forward, read backward, and updated by their gradients.
    public override long Bytes => 4 * comparison.WeightBytes;

    public override Measurement Measure(string? python)
    {
        (double ours, double peer) = comparison.Race(python);
        if (python is null)
        {
            return new Measurement(ours, null, "no peer: --torch <python> names an executable that has PyTorch");
        }

        (double difference, bool hasSlowBlas) = comparison.Compare(python);
        string? remark = difference > TrainingComparison.Allowed
            ? $"the losses differ by {difference:0.0E+00}"
            : hasSlowBlas ? "this PyTorch has the plain BLAS: no fair peer (Debian's fast one is libopenblas0-pthread)" : null;
        return new Measurement(ours, peer, remark);
    }
}
