namespace StaticNet.Tests.Data;

[Trait(Width.Trait, Width.Any)]
public sealed class FeatureScalingTests : IDisposable
{
    private static readonly FeatureScaling Scaling = new([1f, 10], [2f, 0.1f]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Given_numbers_scale_samples_in_place_and_copies_and_back()
    {
        float[] values = [1, 20, 3, 0];
        float[] scaled = new float[4];
        Scaling.Apply(values, scaled);
        Assert.Equal([0f, 1, 4, -1], scaled);
        Assert.Equal([1f, 20, 3, 0], values);
        Scaling.Apply(values.AsSpan());
        Assert.Equal(scaled, values);
        Scaling.Invert(scaled, values);
        Assert.Equal([1f, 20, 3, 0], values);
        Scaling.Invert(scaled);
        Assert.Equal([1f, 20, 3, 0], scaled);
        Assert.Equal(2, Scaling.Length);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Scaling.Apply(values);
        Scaling.Invert(values);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Targets_are_scaled_by_themselves()
    {
        Dataset data = new([1, 2, 3], 1, [10, 5, 20, 5, 30, 5], 2);
        FeatureScaling range = FeatureScaling.MinMaxTargets(data);
        Dataset scaled = range.ApplyToTargets(data);
        Assert.Equal([0f, 0, 0.5f, 0, 1, 0], scaled.Targets);
        Assert.Equal([1f, 2, 3], scaled.Inputs);
        Assert.Equal(10, data.Targets[0]);
        float[] outputs = [0.5f, 0];
        range.Invert(outputs);
        Assert.Equal([20f, 5], outputs);

        FeatureScaling standard = FeatureScaling.StandardizeTargets(data);
        Assert.Equal([20f, 5], standard.Offsets);
        Assert.Equal((float)(1 / Math.Sqrt(200 / 3.0)), standard.Factors[0]);
    }

    [Fact]
    public void A_file_keeps_the_bits()
    {
        FeatureScaling odd = new([0.1f, -0f, float.MaxValue, 1 / 3f], [float.Epsilon, -1.1f, float.MinValue, 1e-20f]);
        odd.Save(_folder["scaling.safetensors"]);
        FeatureScaling loaded = FeatureScaling.Load(_folder["scaling.safetensors"]);
        Assert.Equal(odd.Offsets.Select(BitConverter.SingleToInt32Bits), loaded.Offsets.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(odd.Factors.Select(BitConverter.SingleToInt32Bits), loaded.Factors.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_its_numbers()
    {
        Refused("got 2 offsets and 1 factors", static () => _ = new FeatureScaling([1f, 2], [1f]));
        Refused("got 0 offsets and 0 factors", static () => _ = new FeatureScaling([], []));
        Refused("Factor 1 is 0; a finite number other than 0", static () => _ = new FeatureScaling([1f, 2], [1f, 0]));
        Refused("Factor 0 is NaN", static () => _ = new FeatureScaling([1f], [float.NaN]));
        Refused("Offset 0 is -Infinity", static () => _ = new FeatureScaling([float.NegativeInfinity], [1f]));
        Refused("samples of 2 values, and 3 values are not", static () => Scaling.Apply(new float[3]));
        Refused("samples of 2 values, and 3 values are not", static () => Scaling.Invert(new float[3]));
        Refused("room for 4 values, but got 2", static () => Scaling.Apply(new float[4], new float[2]));
        Refused("overlaps", static () =>
        {
            float[] memory = new float[5];
            Scaling.Invert(memory.AsSpan(0, 4), memory.AsSpan(1, 4));
        });
        Refused("for 2 values, but the samples have 3 inputs", static () => Scaling.Apply(new Dataset(new float[3], 3, [0])));
        Refused("for 2 values, but the samples have 1 targets", static () => Scaling.ApplyToTargets(new Dataset(new float[3], 3, [1f], 1)));
        Refused("have labels, not targets", static () => Scaling.ApplyToTargets(new Dataset(new float[3], 3, [0])));
        Refused("have labels, not targets", static () => FeatureScaling.StandardizeTargets(new Dataset(new float[3], 3, [0])));
        Refused("Value 1 of the target of sample 0 is Infinity", static () => FeatureScaling.MinMaxTargets(new Dataset(new float[3], 3, [0, float.PositiveInfinity], 2)));
        Refused("no samples", static () => FeatureScaling.MinMaxTargets(new Dataset([], 3, [], 2)));

        static void Refused(string message, Action action) => Assert.Contains(message, Assert.Throws<ArgumentException>(action).Message);
    }
}
