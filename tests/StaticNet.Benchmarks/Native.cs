namespace StaticNet.Benchmarks;

/// <summary>The dense networks beside C++ and C that were built for this machine: RTNeural's compile-time interface, and what onnx2c writes.</summary>
internal static class Native
{
    private const string RTNeural = nameof(RTNeural);
    private const string Onnx2C = "onnx2c";

    /// <summary>Prints the table.</summary>
    /// <param name="folder">The libraries, as <c>native/build.sh</c> leaves them: one for each of RTNeural's backends, and one for onnx2c.</param>
    /// <returns>0; 1 where a peer gives other outputs than we; 2 where there are no libraries.</returns>
    public static int Run(string folder)
    {
        string[] files = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.so").Order(StringComparer.Ordinal)] : [];
        if (files.Length == 0)
        {
            Console.Error.WriteLine($"There are no libraries in '{folder}'; tests/StaticNet.Benchmarks/native/build.sh makes them.");
            return 2;
        }

        Speed.PrintMachine();
        NativePeer[] peers = [.. files.Select(static file => new NativePeer(file))];
        Console.WriteLine($"peers: {string.Join(", ", peers.Select(static peer => peer.Name))}; of RTNeural's the fastest in each row");
        Console.WriteLine();
        Console.WriteLine($"{"row, 1 sample",-32} {"ours",10}   {RTNeural,10} {"ratio",7}  {"backend",-16} {Onnx2C,10} {"ratio",7}");
        Console.WriteLine(new string('-', 104));
        int rows = 0, ahead = 0, differing = 0;
        foreach ((Comparison comparison, bool isSmall) in Rows.Native)
        {
            foreach (bool dependent in isSmall ? (ReadOnlySpan<bool>)[false, true] : [false])
            {
                Print(comparison, dependent);
            }
        }

        Console.WriteLine();
        Console.WriteLine($"ahead of every peer on {ahead} of {rows} rows");
        Array.ForEach(peers, static peer => peer.Dispose());
        return differing == 0 ? 0 : 1;

        void Print(Comparison comparison, bool dependent)
        {
            (double ours, double[] theirs) = comparison.Race(peers, dependent);
            (string Peer, double Seconds)[] timed = [.. peers.Select(static peer => peer.Name).Zip(theirs).OrderBy(static side => side.Second)];
            (string backend, double rtneural) = Fastest(timed, RTNeural);
            (_, double onnx2c) = Fastest(timed, Onnx2C);
            string[] wrong =
            [
                .. peers.Select(peer => (peer.Name, Difference: comparison.Difference(peer)))
                    .Where(static peer => !(peer.Difference <= Comparison.Allowed))
                    .Select(static peer => $"the outputs of {peer.Name} differ by {peer.Difference:0.0E+00}"),
            ];
            bool isAhead = ours <= timed[0].Seconds;
            rows++;
            ahead += isAhead && wrong.Length == 0 ? 1 : 0;
            differing += wrong.Length > 0 ? 1 : 0;
            string name = $"{comparison.Name}, {(dependent ? "dependent" : "independent")}";
            string mark = wrong.Length > 0 ? $"FAIL {string.Join(", ", wrong)}" : isAhead ? "" : $"behind {timed[0].Peer}";
            Console.WriteLine($"{name,-32} {Speed.Time(ours),10}   {Speed.Time(rtneural),10} {Ratio(rtneural)}  {backend[RTNeural.Length..].Trim(),-16} {Speed.Time(onnx2c),10} {Ratio(onnx2c)}  {mark}".TrimEnd());

            string Ratio(double seconds) => double.IsNaN(seconds) ? $"{"-",7}" : $"{seconds / ours,6:0.00}x";
        }
    }

    /// <summary>Writes the networks as ONNX models, named as the libraries name them.</summary>
    /// <param name="folder">Where to; it is made if there is none.</param>
    public static int SaveModels(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((Comparison comparison, _) in Rows.Native)
        {
            comparison.Save(Path.Combine(folder, $"{NativePeer.NameOf(comparison.Name)}.onnx"));
        }

        return 0;
    }

    /// <summary>Gives the first of those that are sorted by time whose name begins so; seconds that are no number if there is none.</summary>
    private static (string Peer, double Seconds) Fastest((string Peer, double Seconds)[] timed, string name)
        => timed.Where(side => side.Peer.StartsWith(name, StringComparison.Ordinal)).FirstOrDefault((name, double.NaN));
}
