namespace StaticNet.Benchmarks;

/// <summary>A network beside ONNX Runtime on the same weights, which went there by our own export.</summary>
internal abstract class Comparison(string name)
{
    /// <summary>The largest difference that is put down to rounding.</summary>
    public const double Allowed = 1e-5;

    public string Name { get; } = name;

    /// <summary>The floating-point operations of one sample, a multiply-add counted as two.</summary>
    public abstract long Operations { get; }

    /// <summary>The bytes of weights that one call reads.</summary>
    public abstract long WeightBytes { get; }

    /// <summary>Times one call of some samples on either side.</summary>
    /// <returns>Seconds.</returns>
    public abstract (double Ours, double Peer) Race(int samples, bool dependent);

    /// <summary>Times one call of one sample of ours, and of each peer that was built natively.</summary>
    /// <returns>Seconds, and those of the peers in their order.</returns>
    public abstract (double Ours, double[] Peers) Race(IReadOnlyList<NativePeer> peers, bool dependent);

    /// <summary>Gives the largest difference of the outputs, relative to the larger of the value and a tenth of the largest output.</summary>
    public abstract double Difference(int samples);

    /// <inheritdoc cref="Difference(int)"/>
    public abstract double Difference(NativePeer peer);

    /// <summary>Writes the network as an ONNX model.</summary>
    public abstract void Save(string path);

    /// <inheritdoc cref="Difference(int)"/>
    public static double Difference(float[] ours, float[] peers)
    {
        float scale = 0.1f * peers.Max(MathF.Abs);
        return ours.Zip(peers, (our, theirs) => Math.Abs((double)our - theirs) / Math.Max(Math.Abs(theirs), scale)).Max();
    }
}

/// <inheritdoc/>
internal sealed class Comparison<TNetwork, TCalls>(string name, Func<TNetwork, TCalls> calls) : Comparison(name)
    where TNetwork : class, INetwork<TNetwork>
    where TCalls : struct, ICalls
{
    private TNetwork Network => field ??= TNetwork.Create(1);

    public override long Operations => 2 * TNetwork.MultiplyAdds;

    public override long WeightBytes => sizeof(float) * (long)TNetwork.ParameterCount;

    public override (double Ours, double Peer) Race(int samples, bool dependent)
    {
        float[] ourInputs = Inputs(samples), peerInputs = Inputs(samples);
        float[] ourOutputs = Outputs(samples), peerOutputs = Outputs(samples);
        using var peer = new OnnxPeer(OnnxModel.ToBytes(Network), peerInputs, peerOutputs, TNetwork.Summary);
        TCalls ourCalls = calls(Network);
        var peerCalls = new OnnxPeer.Calls(peer);
        return Clock.Race(
            count => Clock.Loop(ourCalls, ourInputs, ourOutputs, count, dependent),
            count => Clock.Loop(peerCalls, peerInputs, peerOutputs, count, dependent));
    }

    public override double Difference(int samples)
    {
        float[] inputs = Inputs(samples);
        float[] ours = Outputs(samples), peers = Outputs(samples);
        using var peer = new OnnxPeer(OnnxModel.ToBytes(Network), inputs, peers, TNetwork.Summary);
        Clock.Loop(calls(Network), inputs, ours, 2, dependent: false);
        Clock.Loop(new OnnxPeer.Calls(peer), inputs, peers, 2, dependent: false);
        peer.Gather();
        return Difference(ours, peers);
    }

    public override (double Ours, double[] Peers) Race(IReadOnlyList<NativePeer> peers, bool dependent)
    {
        TCalls ourCalls = calls(Network);
        float[] ourInputs = Inputs(1), ourOutputs = Outputs(1);
        double[] medians = Clock.Race(
        [
            count => Clock.Loop(ourCalls, ourInputs, ourOutputs, count, dependent),
            .. peers.Select<NativePeer, Action<int>>(peer =>
            {
                NativePeer.Loop loop = peer.Load(Name, Network.Parameters);
                float[] inputs = Inputs(1), outputs = Outputs(1);
                return count => loop(inputs, outputs, count, dependent);
            }),
        ]);
        return (medians[0], medians[1..]);
    }

    public override double Difference(NativePeer peer)
    {
        float[] inputs = Inputs(1);
        float[] ours = Outputs(1), peers = Outputs(1);
        Clock.Loop(calls(Network), inputs, ours, 1, dependent: false);
        peer.Load(Name, Network.Parameters)(inputs, peers, 1, dependent: false);
        return Difference(ours, peers);
    }

    public override void Save(string path) => OnnxModel.Save(Network, path);

    private static float[] Inputs(int samples)
    {
        var random = new Random(1);
        float[] inputs = GC.AllocateArray<float>(samples * TNetwork.InputLength, pinned: true);
        foreach (ref float input in inputs.AsSpan())
        {
            input = (2f * random.NextSingle()) - 1f;
        }

        return inputs;
    }

    private static float[] Outputs(int samples) => GC.AllocateArray<float>(samples * TNetwork.OutputLength, pinned: true);
}
