using System.Globalization;
using StaticNet.Fuzz;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int cases = 100_000;
int seed = Environment.TickCount & 0x3fffffff;
bool isSingle = false;
for (int i = 0; i < args.Length; i++)
{
    if (args[i] is "--seed" or "--from" && i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out seed))
    {
        isSingle = args[i] == "--seed";
        i++;
    }
    else if (!int.TryParse(args[i], CultureInfo.InvariantCulture, out cases) || cases < 1)
    {
        Console.Error.WriteLine("""
            [cases]        tries at least so many projects, 100,000 if left out
            --from <seed>  with seeds from this one on, and not from a random one
            --seed <seed>  tries what one seed gives once more, and shows every project
            """);
        return 2;
    }
}

if (isSingle)
{
    return Fuzzer.Replay(seed, Console.Out) ? 0 : 1;
}

Console.WriteLine($"seeds from {seed} on");
FuzzReport report = Fuzzer.Run(cases, seed, Environment.ProcessorCount, Console.Out.WriteLine);
Console.WriteLine(report);
return report.Failures.IsEmpty ? 0 : 1;
