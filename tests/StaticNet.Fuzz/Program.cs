using System.Globalization;
using StaticNet.Fuzz;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int cases = 100_000;
int seed = Environment.TickCount & 0x3fffffff;
bool single = false;
for (int i = 0; i < args.Length; i++)
{
    if (args[i] == "--seed" && i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out seed))
    {
        i++;
        single = true;
    }
    else if (!int.TryParse(args[i], CultureInfo.InvariantCulture, out cases) || cases < 1)
    {
        Console.Error.WriteLine("""
            [cases]        tries at least so many texts, 100,000 if left out, with seeds from a random one on
            --seed <seed>  tries what one seed gives once more, and shows every text
            """);
        return 2;
    }
}

if (single)
{
    return Fuzzer.Replay(seed, Console.Out) ? 0 : 1;
}

Console.WriteLine($"seeds from {seed} on");
FuzzReport report = Fuzzer.Run(cases, seed, Environment.ProcessorCount);
Console.WriteLine(report);
return report.Failures.IsEmpty ? 0 : 1;
