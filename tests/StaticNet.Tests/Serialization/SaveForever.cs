using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace StaticNet.Tests.Serialization;

/// <summary>This test program once more, as a process that saves until it is killed.</summary>
internal static class SaveForever
{
    private const string Variable = "STATICNET_TESTS_SAVE_FOREVER";

    /// <summary>What it saves: a million equal values, others each time.</summary>
    public static readonly ParameterLayout Layout = new(1 << 20, 1 << 20, new TensorDescription("w", [1 << 20], [1], 0));

    public static Process Start(string path)
    {
        string program = Environment.ProcessPath!;
        ProcessStartInfo start = new(program, Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Assembly.GetExecutingAssembly().Location] : [])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[Variable] = path;
        return Process.Start(start)!;
    }

    [ModuleInitializer]
    internal static void SaveIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } path)
        {
            ParameterSet set = new(Layout);
            for (int i = 0; ; i++)
            {
                set.Flat.Fill(i);
                set.Save(path);
                if (i == 0)
                {
                    Console.WriteLine("saving");
                }
            }
        }
    }
}
