namespace StaticNet.Benchmarks;

/// <summary>What more threads bring: calls on one thread and on several in turn, and whether their bits are the same.</summary>
internal static class Scaling
{
    private const int Samples = 64;

    // Of two threads.
    private const double Bar = 1.8;

    // The calls on several threads that follow each other, as in training: helpers that were asleep while one thread was timed are late for the first.
    private const int InARow = 8;

    // The calls before results are compared.
    private const int Compared = 3;

    private const double Rate = 0.01;

    /// <summary>Prints the table.</summary>
    /// <param name="threads">The threads to compare with one.</param>
    /// <returns>1 where results differ, and 0.</returns>
    public static int Run(int threads)
    {
        // On no core of their own: the threads are to run side by side.
        Console.WriteLine($"{threads} threads beside one, {Samples} samples a call; the machine has {Environment.ProcessorCount} cores");
        Console.WriteLine();
        Console.WriteLine($"{"network",-16} {"call",-10} {"one",11} {threads + " threads",11} {"times",7}  bits");
        Console.WriteLine(new string('-', 70));
        Row[] rows =
        [
            .. Measure<Networks.LeNet>("LeNet-5", threads),
            .. Measure<Networks.ResNet20>("ResNet-20", threads),
            .. Measure<Networks.Dense784x128x64x10>("784-128-64-10", threads),
        ];
        Console.WriteLine();
        Console.WriteLine($"{rows.Count(static row => row.Times >= Bar)} of {rows.Length} at {Bar} times or more");
        return rows.All(static row => row.IsSame) ? 0 : 1;
    }

    private static IEnumerable<Row> Measure<TNetwork>(string name, int threads)
        where TNetwork : class, INetwork<TNetwork>
    {
        var network = TNetwork.Create(1);
        var random = new Random(1);
        float[] inputs = GC.AllocateArray<float>(Samples * TNetwork.InputLength, pinned: true);
        foreach (ref float input in inputs.AsSpan())
        {
            input = (2 * random.NextSingle()) - 1;
        }

        int[] labels = [.. Enumerable.Range(0, Samples).Select(_ => random.Next(TNetwork.OutputLength))];
        float[] outputs = GC.AllocateArray<float>(Samples * TNetwork.OutputLength, pinned: true);
        ParameterSet gradients = TNetwork.CreateParameters();
        yield return Race("Forward", () => network.Forward(inputs, outputs), () => [.. outputs]);
        yield return Race("Gradient", () => network.Gradient(inputs, labels, gradients), () => gradients.Flat.ToArray());

        // Each goes on from its own weights; they are the same before, and so they have to be behind.
        var trainer = new Trainer<TNetwork>(TNetwork.Create(1), new Sgd(Rate));
        yield return Race("Step", () => trainer.Step(inputs, labels), () =>
        {
            float[] weights = trainer.Network.Parameters.Flat.ToArray();
            trainer = new Trainer<TNetwork>(TNetwork.Create(1), new Sgd(Rate));
            return weights;
        });

        Row Race(string call, Action run, Func<float[]> result)
        {
            float[][] results = [.. new[] { 1, threads }.Select(count =>
            {
                Repeat(run, Compared, count);
                return result();
            })];
            (double one, double several) = Clock.Race(count => Repeat(run, InARow * count, 1), count => Repeat(run, InARow * count, threads));
            (one, several) = (one / InARow, several / InARow);
            var row = new Row(one / several, results[0].AsSpan().SequenceEqual(results[1]));
            Console.WriteLine($"{name,-16} {call,-10} {Speed.Time(one),11} {Speed.Time(several),11} {row.Times,6:0.00}x  {(row.IsSame ? "the same" : "DIFFER")}");
            return row;
        }
    }

    private static void Repeat(Action run, int count, int threads)
    {
        Parallelism.Threads = threads;
        for (int i = 0; i < count; i++)
        {
            run();
        }

        Parallelism.Threads = 1;
    }

    /// <summary>A call on one thread and on several.</summary>
    /// <param name="Times">How much faster.</param>
    /// <param name="IsSame">Whether the results have the same bits.</param>
    private readonly record struct Row(double Times, bool IsSame);
}
