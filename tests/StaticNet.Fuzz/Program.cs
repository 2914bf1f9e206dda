using System.Globalization;
using StaticNet.Fuzz;
using StaticNet.Fuzz.Files;
using StaticNet.Fuzz.Hostile;
using StaticNet.Fuzz.Threads;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["hostile", .. var rest])
{
    return HostileProgram.Run(rest);
}

if (args is ["threads", ..])
{
    return ThreadProgram.Run(args[1..]);
}

bool isFiles = args is ["files", ..];
args = isFiles ? args[1..] : args;
int cases = isFiles ? 200_000 : 100_000;
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
            files [cases]  tries so many files, 200,000 if left out
            [cases]        tries at least so many projects, 100,000 if left out
            --from <seed>  with seeds from this one on, and not from a random one
            --seed <seed>  tries what one seed gives once more, and shows every project, or the file
            hostile [n]    tries declarations that are small as text and large as what they mean, and n random ones; behind it [--from seed] and [--only part of a name]
            threads        calls on several threads at once; behind it [calls], 100,000 if left out, and --from <seed>
            """);
        return 2;
    }
}

if (isSingle)
{
    return (isFiles ? FileFuzzer.Replay(seed, Console.Out) : Fuzzer.Replay(seed, Console.Out)) ? 0 : 1;
}

Console.WriteLine($"seeds from {seed} on");
if (isFiles)
{
    FileReport files = FileFuzzer.Run(cases, seed, Environment.ProcessorCount, Console.Out.WriteLine);
    Console.WriteLine(files);
    return files.Failures.Count == 0 ? 0 : 1;
}

FuzzReport report = Fuzzer.Run(cases, seed, Environment.ProcessorCount, Console.Out.WriteLine);
Console.WriteLine(report);
return report.Failures.IsEmpty ? 0 : 1;
