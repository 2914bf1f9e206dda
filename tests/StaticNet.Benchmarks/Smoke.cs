namespace StaticNet.Benchmarks;

/// <summary>That the benchmarks run and compare like with like; no time is asserted, so that it holds on any machine.</summary>
internal static class Smoke
{
    private const double Allowed = 1e-5;

    public static int Run()
    {
        int failed = 0;
        foreach (Comparison comparison in Networks.All)
        {
            foreach (int samples in (ReadOnlySpan<int>)[1, 33, 64])
            {
                double difference = comparison.Difference(samples);
                bool agrees = difference <= Allowed;
                failed += agrees ? 0 : 1;
                Console.WriteLine($"{comparison.Name,-20}{samples,4} samples   largest relative difference {difference:0.0E+00}   {(agrees ? "agrees" : "DIFFERS")}");
            }
        }

        Learns(TrainingRow.Name, TrainingRow.Smoke());
        foreach (TrainingComparison row in Networks.Trained)
        {
            Learns(row.Name, row.Smoke());
        }

        Console.WriteLine(failed == 0 ? "smoke: all agree" : $"smoke: {failed} failed");
        return failed == 0 ? 0 : 1;

        void Learns(string name, (float Before, float After) loss)
        {
            bool learned = loss.After < loss.Before;
            failed += learned ? 0 : 1;
            Console.WriteLine($"{name,-20}  64 samples   loss {loss.Before:0.0000} -> {loss.After:0.0000} in 20 steps   {(learned ? "learns" : "DOES NOT LEARN")}");
        }
    }
}
