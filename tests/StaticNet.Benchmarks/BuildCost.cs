using System.Diagnostics;

namespace StaticNet.Benchmarks;

/// <summary>What building a network costs as it gets deeper: generated text, generator, compiler, and the JIT in the first calls.</summary>
internal static class BuildCost
{
    private const string Stem = "[Network(3, 32, 32)] [Conv2D(16, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]";
    private const string Head = "[GlobalAveragePool, Dense(10), Softmax] [CrossEntropy]";

    // Layers with weights along the longest path. 20, 56 and 110 are those of He, Zhang, Ren and Sun (2015), section 4.2; 5 is their beginning.
    private static readonly (int Layers, string Declaration)[] Depths =
    [
        (5, $"{Stem} [Apply<Unit>(16)] [Conv2D(32, 3, Stride = 2, Padding = Padding.Same, Bias = false), BatchNorm, ReLU] {Head}"),
        (20, Residual(3)),
        (56, Residual(9)),
        (110, Residual(18)),
    ];

    public static int Run()
    {
        Speed.PrintMachine();
        _ = new BuiltNetwork("[Network(2)] [Dense(2), Softmax] [CrossEntropy]");
        Console.WriteLine();
        Console.WriteLine($"{"layers",6} {"generated",11} {"a layer",9} {"generator",11} {"a layer",9} {"compiler",11} {"a layer",9} {"first Forward",14} {"a layer",9} {"first Gradient",15} {"a layer",9}");
        Console.WriteLine(new string('-', 126));
        double[]? last = null;
        var linear = new bool[5];
        linear.AsSpan().Fill(true);
        foreach ((int layers, string declaration) in Depths)
        {
            var network = new BuiltNetwork(declaration);
            float[] inputs = new float[network.InputLength], outputs = new float[network.OutputLength];
            double forward = FirstCall(() => network.Forward(inputs, outputs));
            double gradient = FirstCall(() => network.Gradient(inputs, [1]));
            double[] costs = [network.GeneratedBytes, network.GeneratorSeconds, network.CompilerSeconds, forward, gradient];
            double[] each = [.. costs.Select(cost => cost / layers)];
            Console.WriteLine(
                $"{layers,6} {network.GeneratedBytes / 1024.0,7:N0} KiB {each[0] / 1024,5:0.0} KiB {Speed.Time(costs[1]),11} {Speed.Time(each[1]),9} {Speed.Time(costs[2]),11} {Speed.Time(each[2]),9} {Speed.Time(forward),14} {Speed.Time(each[3]),9} {Speed.Time(gradient),15} {Speed.Time(each[4]),9}");
            for (int i = 0; i < linear.Length; i++)
            {
                linear[i] &= last is null || each[i] <= 1.25 * last[i];
            }

            last = each;
        }

        string[] names = ["generated text", "generator", "compiler", "JIT of Forward", "JIT of Gradient"];
        Console.WriteLine();
        Console.WriteLine($"linear or better (what a layer costs grows by no more than a quarter from row to row): {string.Join(", ", names.Select((name, i) => $"{name} {(linear[i] ? "yes" : "NO")}"))}");
        ProjectCost.Run();
        return 0;
    }

    /// <summary>What a first call takes beyond what a later one takes.</summary>
    private static double FirstCall(Action call)
    {
        double first = Time(call);
        return Math.Max(0, first - Math.Min(Time(call), Time(call)));
    }

    private static double Time(Action call)
    {
        long start = Stopwatch.GetTimestamp();
        call();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string Residual(int blocks)
        => $"{Stem} [Repeat<Unit>({blocks}, 16)] [Apply<Halving>(32), Repeat<Unit>({blocks - 1}, 32)] [Apply<Halving>(64), Repeat<Unit>({blocks - 1}, 64)] {Head}";
}
