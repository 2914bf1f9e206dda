using ScottPlot;

namespace StaticNet.Benchmarks;

/// <summary>What a multiply-add takes as networks grow: flat, while the weights fit a level of the cache.</summary>
internal static class Growth
{
    // The slowest over the fastest of the networks whose weights fit the same cache, at most.
    private const double Allowed = 1.25;

    private static readonly Sweep[] Sweeps =
    [
        new("width", "dense n-n-n, 64 samples", [16, 32, 64, 128, 256, 512, 1024], static n => $"[Network({n})] [Repeat<Layer>(2, {n})]", static _ => 64),
        new("depth", "n dense layers of 128, 64 samples", [1, 2, 4, 8, 16, 32, 64], static n => $"[Network(128)] [Repeat<Layer>({n}, 128)]", static _ => 64),
        new("channels", "3x3, n to n to n channels, 16x16 pixels", [16, 32, 64, 128, 256], static n => $"[Network({n}, 16, 16)] [Repeat<Pixels>(2, {n})] [GlobalAveragePool]", static _ => 1),
        new("image size", "3x3, 16 to 16 to 16 channels, n x n pixels", [8, 16, 32, 64, 128, 256], static n => $"[Network(16, {n}, {n})] [Repeat<Pixels>(2, 16)] [GlobalAveragePool]", static _ => 1),
        new("image to image", "3x3, 16 to 16 to 16 channels, n x n pixels, which are the outputs", [8, 16, 32, 64, 128, 256], static n => $"[Network(16, {n}, {n})] [Repeat<Pixels>(2, 16)]", static _ => 1),
        new("batch", "784-128-64-10, n samples", [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024], static _ => "[Network(784)] [Dense(128), ReLU] [Dense(64), ReLU] [Dense(10)]", static n => n),
    ];

    /// <summary>Prints the table, and draws it.</summary>
    /// <param name="name">What grows, or a part of its name.</param>
    /// <param name="picture">The file, in the format that its ending names; null for none.</param>
    public static int Run(string name, string? picture)
    {
        Speed.PrintMachine();
        Console.WriteLine($"caches: {string.Join(", ", Core.Caches.Select(static cache => $"{cache.Name} {cache.Bytes >> 10} KiB"))}");
        var curves = new List<(Sweep Sweep, double[] Picoseconds)>();
        foreach (Sweep sweep in Sweeps.Where(sweep => sweep.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))
        {
            Console.WriteLine();
            Console.WriteLine($"{sweep.Name}: {sweep.Network}");
            Console.WriteLine($"{"n",8} {"multiply-adds",14} {"weights",12} {"in",7} {"time",11} {"ps each",9} {"of bound",9}");
            Console.WriteLine(new string('-', 76));
            Point[] points = [.. sweep.Sizes.Select(size => Measure(sweep, size))];
            foreach (IGrouping<string, Point> level in points.GroupBy(static point => point.Level))
            {
                double spread = level.Max(static point => point.Picoseconds) / level.Min(static point => point.Picoseconds);
                Console.WriteLine($"{level.Key}: slowest over fastest {spread:0.00}{(level.Count() > 1 ? $", {(spread <= Allowed ? "flat" : "NOT flat")} within {Allowed - 1:0 %}" : "")}");
            }

            curves.Add((sweep, [.. points.Select(static point => point.Picoseconds)]));
        }

        if (picture is not null)
        {
            Draw(curves, picture);
            Console.WriteLine();
            Console.WriteLine($"drawn: {picture}");
        }

        return 0;
    }

    private static Point Measure(Sweep sweep, int size)
    {
        var network = new BuiltNetwork(sweep.Declaration(size));
        int samples = sweep.Samples(size);
        float[] inputs = GC.AllocateArray<float>(samples * network.InputLength, pinned: true);
        float[] outputs = GC.AllocateArray<float>(samples * network.OutputLength, pinned: true);
        var random = new Random(1);
        foreach (ref float input in inputs.AsSpan())
        {
            input = random.NextSingle();
        }

        double seconds = Clock.Alone(count =>
        {
            for (int i = 0; i < count; i++)
            {
                network.Forward(inputs, outputs);
            }
        });
        double multiplyAdds = (double)network.Summary.MultiplyAdds * samples;
        long weights = sizeof(float) * (long)network.Summary.ParameterCount;
        var point = new Point(Core.Level(weights), seconds / multiplyAdds * 1e12);
        double share = Core.Limits.Measure(weights).Bound(2 * multiplyAdds, weights) / seconds;
        Console.WriteLine($"{size,8} {multiplyAdds,14:N0} {weights,12:N0} {point.Level,7} {Speed.Time(seconds),11} {point.Picoseconds,9:0.00} {share,9:0 %}");
        return point;
    }

    private static void Draw(List<(Sweep Sweep, double[] Picoseconds)> curves, string path)
    {
        using var plot = new Plot();
        foreach ((Sweep sweep, double[] picoseconds) in curves)
        {
            double[] sizes = [.. sweep.Sizes.Select(static size => Math.Log2(size))];
            ScottPlot.Plottables.Scatter curve = plot.Add.Scatter(sizes, [.. picoseconds.Select(Math.Log2)]);
            curve.LegendText = $"{sweep.Name}: {sweep.Network}";
            curve.LineWidth = 2;
            curve.MarkerSize = 6;
        }

        plot.Axes.Bottom.Label.Text = "n";
        plot.Axes.Bottom.TickGenerator = Powers();
        plot.Axes.Left.Label.Text = "picoseconds a multiply-add";
        plot.Axes.Left.TickGenerator = Powers();
        plot.Title("Time a multiply-add as networks grow");
        plot.Legend.FontSize = 11;
        plot.Legend.Orientation = Orientation.Vertical;
        plot.ShowLegend(Edge.Bottom);
        plot.Save(path, width: 900, height: 560);
    }

    private static ScottPlot.TickGenerators.NumericAutomatic Powers()
        => new() { IntegerTicksOnly = true, LabelFormatter = static power => $"{Math.Pow(2, power):0.##}" };

    /// <summary>A network of a size that grows by powers of two.</summary>
    private sealed record Sweep(string Name, string Network, int[] Sizes, Func<int, string> Declaration, Func<int, int> Samples);

    private readonly record struct Point(string Level, double Picoseconds);
}
