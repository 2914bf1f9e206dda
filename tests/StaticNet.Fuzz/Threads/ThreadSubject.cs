namespace StaticNet.Fuzz.Threads;

/// <summary>What threads call.</summary>
internal enum ThreadCall
{
    /// <summary><c>Forward</c> of a network that all threads share.</summary>
    Forward,

    /// <summary><c>Gradient</c> of a network that all threads share, or of a copy where a call changes the network.</summary>
    Gradient,

    /// <summary>Two steps of a trainer, on a copy.</summary>
    Steps,

    /// <summary><c>Fit</c> on a copy, whose progress throws in the middle.</summary>
    FailingFit,
}

/// <summary>A network with data, and what each call gives when nothing disturbs it.</summary>
internal abstract class ThreadSubject
{
    /// <summary>The numbers of samples of calls, some of them shared among threads and some not.</summary>
    public static readonly int[] Sizes = [1, 2, 7, 16, 17, 40, 70];

    /// <summary>The name of the network.</summary>
    public abstract string Name { get; }

    /// <summary>Makes a call and compares every bit of its result.</summary>
    /// <param name="call">Which.</param>
    /// <param name="size">The index of the number of samples.</param>
    /// <param name="written">Gets what the call has written, and the caller may write since.</param>
    /// <returns>What is wrong; null for nothing.</returns>
    public abstract string? Try(ThreadCall call, int size, List<float[]> written);
}

/// <summary>A network with data, and what each call gives when nothing disturbs it.</summary>
/// <typeparam name="TNetwork">The network class.</typeparam>
internal sealed class ThreadSubject<TNetwork> : ThreadSubject
    where TNetwork : class, INetwork<TNetwork>
{
    private const string Failure = "The progress has failed.";

    private readonly TNetwork _network = TNetwork.Create(1);
    private readonly float[][] _inputs;
    private readonly int[][] _labels;
    private readonly float[][][] _expected;

    /// <summary>Finds out what is right, on one thread.</summary>
    public ThreadSubject()
    {
        var random = new Random(1);
        _inputs = [.. Sizes.Select(samples => Enumerable.Range(0, samples * TNetwork.InputLength).Select(_ => (random.NextSingle() * 2) - 1).ToArray())];
        _labels = [.. Sizes.Select(samples => Enumerable.Range(0, samples).Select(_ => random.Next(TNetwork.OutputLength)).ToArray())];
        _expected = [.. Enum.GetValues<ThreadCall>().Select(call => Sizes.Select((_, size) => Result(call, size)).ToArray())];
    }

    /// <inheritdoc/>
    public override string Name => TNetwork.Summary.Name;

    private static bool ChangesByGradient { get; } = TNetwork.Summary.AllLayers.Any(static layer => layer.Layer is BatchNormAttribute or DropoutAttribute);

    /// <inheritdoc/>
    public override string? Try(ThreadCall call, int size, List<float[]> written)
    {
        float[] expected = _expected[(int)call][size];
        float[] result = Result(call, size, written);
        return result.AsSpan().SequenceEqual(expected)
            ? null
            : $"{call} of {Sizes[size]} samples of {Name} differs from a call by itself in {result.Zip(expected).Count(static pair => !pair.First.Equals(pair.Second))} of {result.Length} values";
    }

    private float[] Result(ThreadCall call, int size, List<float[]>? written = null)
    {
        switch (call)
        {
            case ThreadCall.Forward:
                float[] outputs = new float[Sizes[size] * TNetwork.OutputLength];
                _network.Forward(_inputs[size], outputs);
                written?.Add(outputs);
                return [.. outputs];
            case ThreadCall.Gradient:
                TNetwork network = ChangesByGradient ? Copy() : _network;
                ParameterSet gradients = TNetwork.CreateParameters();
                float loss = network.Gradient(_inputs[size], _labels[size], gradients);
                return [loss, .. gradients.Flat, .. network.Parameters.Flat];
            case ThreadCall.Steps:
                Trainer<TNetwork> trainer = new(Copy(), new Adam(1e-2));
                float first = trainer.Step(_inputs[size], _labels[size]);
                float second = trainer.Step(_inputs[size], _labels[size]);
                return [first, second, .. trainer.Network.Parameters.Flat];
            default:
                return Fit(size);
        }
    }

    // What is learnt before a callback fails stays.
    private float[] Fit(int size)
    {
        // A last batch of one sample is no batch to a batch norm.
        Trainer<TNetwork> trainer = new(Copy(), new Sgd(1e-2));
        int batches = 0;
        try
        {
            trainer.Fit(new Dataset(_inputs[^1], TNetwork.InputLength, _labels[^1]), 2, 2 * (size + 1), new Progress(_ =>
            {
                if (++batches == 2)
                {
                    throw new InvalidOperationException(Failure);
                }
            }));
        }
        catch (InvalidOperationException exception) when (exception.Message == Failure)
        {
            return [batches, .. trainer.Network.Parameters.Flat];
        }

        throw new InvalidOperationException("Fit went on although its progress failed.");
    }

    private TNetwork Copy()
    {
        TNetwork copy = TNetwork.Create(2);
        copy.CopyFrom(_network);
        return copy;
    }

    private sealed class Progress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
