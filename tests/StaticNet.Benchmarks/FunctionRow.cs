namespace StaticNet.Benchmarks;

/// <summary>A network with functions of the user beside the same network with built-in ones: prediction, or the gradient.</summary>
internal sealed class FunctionRow<TOurs, TPeer>(string name, int samples, bool isTraining, Bar? bar)
    : Row(name, isTraining ? $"gradient, {samples}" : samples == 1 ? "1 sample" : $"{samples} samples", "built-in", bar)
    where TOurs : class, INetwork<TOurs>
    where TPeer : class, INetwork<TPeer>
{
    public override double Operations => 2.0 * TOurs.MultiplyAdds * samples * (isTraining ? 3 : 1);

    public override long Bytes => sizeof(float) * (long)TOurs.ParameterCount;

    public override Measurement Measure(string? python)
    {
        (double ours, double peer) = Clock.Race(Loop(TOurs.Create(1)), Loop(TPeer.Create(1)));
        return new Measurement(ours, peer);
    }

    private Action<int> Loop<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        var random = new Random(1);
        float[] inputs = new float[samples * TNetwork.InputLength];
        foreach (ref float input in inputs.AsSpan())
        {
            input = (2f * random.NextSingle()) - 1f;
        }

        float[] outputs = new float[samples * TNetwork.OutputLength];
        ParameterSet gradients = TNetwork.CreateParameters();
        return isTraining
            ? count =>
            {
                for (int i = 0; i < count; i++)
                {
                    network.Gradient(inputs, outputs, gradients);
                }
            }
        : count => Clock.Loop(new Calls<TNetwork>(network), inputs, outputs, count, dependent: false);
    }
}
