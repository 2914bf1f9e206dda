namespace StaticNet.Benchmarks;

/// <summary>
/// One side of a comparison. Implemented by structs, so that the JIT compiles the timed loop once a side, with the call in it
/// direct: classes would share one loop, and pay for finding the method in every round.
/// </summary>
internal interface ICalls
{
    /// <summary>Computes the outputs from the inputs that lie in the buffers.</summary>
    void Forward(float[] inputs, float[] outputs);
}
