namespace StaticNet.Benchmarks;

/// <summary>A network's call for the timed loop.</summary>
/// <remarks>
/// For classes the JIT compiles one generic method for all, which finds the network's own in every call: a nanosecond or two. Where
/// that counts, a network has a struct of its own, such as <see cref="Networks.Calls2x2x1"/>.
/// </remarks>
internal readonly struct Calls<TNetwork>(TNetwork network) : ICalls
    where TNetwork : class, INetwork<TNetwork>
{
    public void Forward(float[] inputs, float[] outputs) => network.Forward(inputs, outputs);
}
