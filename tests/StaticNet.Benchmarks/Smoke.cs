namespace StaticNet.Benchmarks;

/// <summary>That the benchmarks run and compare like with like; no time is asserted, so that it holds on any machine.</summary>
internal static class Smoke
{
    /// <summary>Compares every network's outputs with the peer's, and takes some steps of each that is trained.</summary>
    /// <param name="python">The executable that has PyTorch, beside which the steps are taken; null for none.</param>
    public static int Run(string? python)
    {
        int failed = 0;
        foreach (Comparison comparison in Rows.Compared)
        {
            foreach (int samples in (ReadOnlySpan<int>)[1, 33, 64])
            {
                Agrees($"{comparison.Name}, {samples} at once, outputs", comparison.Difference(samples), Comparison.Allowed);
            }
        }

        Report("784-128-64-10, built from text, outputs", "the bits of the same network's in this project", BuiltFromText(), "the same");
        string program = FirstPrediction.Compiled.Executable;
        Agrees("ResNet-8, first prediction, outputs", FirstPredictionRow.Race(program, program, processes: 1).Difference, Comparison.Allowed);
        foreach ((TrainingComparison comparison, _) in Rows.Trained)
        {
            (float before, float after) = comparison.Smoke();
            Report($"{comparison.Name}, training", $"loss {before:0.0000} -> {after:0.0000} in 20 steps", after < before, "learns");
            if (python is not null)
            {
                Agrees($"{comparison.Name}, training, losses", comparison.Compare(python).Difference, TrainingComparison.Allowed);
            }
        }

        Console.WriteLine(failed == 0 ? "smoke: all agree" : $"smoke: {failed} failed");
        return failed == 0 ? 0 : 1;

        // What `growth` and `build` do: generate, compile, load, call.
        static bool BuiltFromText()
        {
            var built = new BuiltNetwork("[Network(784)] [Dense(128), ReLU] [Dense(64), ReLU] [Dense(10)]");
            var declared = new Networks.Dense784x128x64x10(seed: 1);
            float[] inputs = [.. Enumerable.Range(0, built.InputLength).Select(static i => ((i * 7 % 31) - 15) / 16f)];
            float[] expected = new float[Networks.Dense784x128x64x10.OutputLength], outputs = new float[built.OutputLength];
            declared.Forward(inputs, expected);
            built.Forward(inputs, outputs);
            return outputs.AsSpan().SequenceEqual(expected);
        }

        void Agrees(string name, double difference, double allowed)
            => Report(name, $"largest relative difference {difference:0.0E+00}", difference <= allowed, "agrees");

        void Report(string name, string finding, bool holds, string what)
        {
            failed += holds ? 0 : 1;
            Console.WriteLine($"{name,-42} {finding}   {(holds ? what : $"FAILED: {what}")}");
        }
    }
}
