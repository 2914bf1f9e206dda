using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Witnesses;

/// <summary>
/// Calls of a network on spans that end, or begin, at a page that may not be touched. They have the bits of the same calls on arrays, whatever the number
/// of threads, and leave alone what lies beside the spans.
/// </summary>
internal static class GuardedCalls
{
    private static readonly Lock Threads = new();

    /// <summary>Checks a prediction.</summary>
    public static void CheckForward<TNetwork>(TNetwork network, float[] inputs, float[] outputs, GuardedEnd end, int threads)
        where TNetwork : class, INetwork<TNetwork>
    {
        using var x = new GuardedMemory<float>(inputs, end);
        using var y = new GuardedMemory<float>(outputs.Length, end);
        WithThreads(threads, () => network.Forward(x.Span, y.Span));
        NetworkComparison.AssertSameBits(outputs, y.Span, $"outputs with a page at their {end}, by {threads} threads,");
        NetworkComparison.AssertSameBits(inputs, x.Span, "inputs after a call");
        x.AssertUntouched("the inputs");
        y.AssertUntouched("the outputs");
    }

    /// <summary>Checks a gradient; labels take the place of targets where there are some.</summary>
    public static void CheckGradient<TNetwork>(
        TNetwork network, float[] inputs, float[] targets, int[]? labels, float loss, ParameterSet gradients, GuardedEnd end, int threads)
        where TNetwork : class, INetwork<TNetwork>
    {
        using var x = new GuardedMemory<float>(inputs, end);
        using var t = new GuardedMemory<float>(targets, end);
        using var l = new GuardedMemory<int>(labels, end);
        ParameterSet found = TNetwork.CreateParameters();
        float foundLoss = float.NaN;
        WithThreads(threads, () => foundLoss = labels is null ? network.Gradient(x.Span, t.Span, found) : network.Gradient(x.Span, l.Span, found));
        Assert.Equal(BitConverter.SingleToInt32Bits(loss), BitConverter.SingleToInt32Bits(foundLoss));
        NetworkComparison.AssertSameBits(gradients.Flat, found.Flat, $"gradients of inputs with a page at their {end}, by {threads} threads,");
        NetworkComparison.AssertSameBits(inputs, x.Span, "inputs after a call");
        NetworkComparison.AssertSameBits(targets, t.Span, "targets after a call");
        x.AssertUntouched("the inputs");
        t.AssertUntouched("the targets");
        l.AssertUntouched("the labels");
    }

    /// <summary>Checks a product, with the gradients of the inputs and without.</summary>
    public static void CheckBackward<TNetwork>(
        Func<TNetwork> network, float[] inputs, float[] outputGradients, float[] inputGradients, ParameterSet gradients, GuardedEnd end, int threads)
        where TNetwork : class, INetwork<TNetwork>
    {
        using var x = new GuardedMemory<float>(inputs, end);
        using var dy = new GuardedMemory<float>(outputGradients, end);
        using var dx = new GuardedMemory<float>(inputs.Length, end);
        ParameterSet found = TNetwork.CreateParameters();
        WithThreads(threads, () => network().Backward(x.Span, dy.Span, found, dx.Span));
        NetworkComparison.AssertSameBits(gradients.Flat, found.Flat, $"Backward's gradients with a page at their {end}, by {threads} threads,");
        NetworkComparison.AssertSameBits(inputGradients, dx.Span, $"gradients of the inputs with a page at their {end}, by {threads} threads,");
        NetworkComparison.AssertSameBits(inputs, x.Span, "inputs after a call");
        NetworkComparison.AssertSameBits(outputGradients, dy.Span, "gradients of the outputs after a call");
        found.Flat.Fill(float.NaN);
        WithThreads(threads, () => network().Backward(x.Span, dy.Span, found, []));
        NetworkComparison.AssertSameBits(gradients.Flat, found.Flat, $"Backward's gradients without those of the inputs, by {threads} threads,");
        x.AssertUntouched("the inputs");
        dy.AssertUntouched("the gradients of the outputs");
        dx.AssertUntouched("the gradients of the inputs");
    }

    // The number is one for the whole process.
    private static void WithThreads(int threads, Action call)
    {
        lock (Threads)
        {
            int before = Parallelism.Threads;
            Parallelism.Threads = threads;
            try
            {
                call();
            }
            finally
            {
                Parallelism.Threads = before;
            }
        }
    }
}
