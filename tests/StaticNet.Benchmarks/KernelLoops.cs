using Spectre.Console;
using StaticNet.Benchmarks.MachineCode;

namespace StaticNet.Benchmarks;

/// <summary>
/// The loops of the kernels in machine code that NativeAOT makes for ARM64, and for x64 with AVX2 and FMA, on any machine: instructions for each multiply-add,
/// accesses of the stack, calls, and what LLVM's simulation of a processor says.
/// </summary>
internal static class KernelLoops
{
    private const string Project = "StaticNet.Benchmarks.Native";
    private const int MostCalled = 8;
    private const int RedirectedWidth = 200;

    /// <summary>Prints a table for each architecture.</summary>
    /// <param name="text">Only kernels whose names contain it.</param>
    /// <returns>0; 1 if the program does not compile; 2 if a tool is missing.</returns>
    public static int Run(string text)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = RedirectedWidth;
        }

        foreach (Architecture architecture in (ReadOnlySpan<Architecture>)[Architecture.Arm64, Architecture.X64])
        {
            if (Tool.Find(architecture.Disassemblers) is not { } disassembler)
            {
                Console.Error.WriteLine($"No program on the path disassembles {architecture.Runtime}: install {string.Join(" or ", architecture.Disassemblers)}, from Debian's {architecture.Packages}.");
                return 2;
            }

            if (Compile(architecture) is not { } file)
            {
                return 1;
            }

            Tool.Result listing = Tool.Run(disassembler, [.. Disassembly.Arguments, file]);
            if (listing.ExitCode != 0)
            {
                Console.Error.WriteLine($"{disassembler} does not read {file}: {listing.Errors.Trim()}");
                return 1;
            }

            Print(console, architecture, Disassembly.Read(listing.Output.Split('\n').Select(static line => line.TrimEnd('\r'))), text);
        }

        return 0;
    }

    private static string? Compile(Architecture architecture)
    {
        string folder = Path.Combine(Repository.Root, "artifacts", "kernel-loops", architecture.Runtime) + Path.DirectorySeparatorChar;
        Tool.Result build = Tool.Run(
            "dotnet",
            [
                "msbuild", Path.Combine(Repository.Root, "tests", Project, $"{Project}.csproj"), "-restore", "-t:CompileNativeObject", "-nologo", "-v:quiet",
                "-p:Configuration=Release", "-p:NativeObjectOnly=true", $"-p:RuntimeIdentifier={architecture.Runtime}", $"-p:NativeIntermediateOutputPath={folder}",
                .. architecture.InstructionSet is { } set ? (string[])[$"-p:IlcInstructionSet={set}"] : [],
            ]);
        if (build.ExitCode == 0)
        {
            return Path.Combine(folder, $"{Project}.o");
        }

        Console.Error.WriteLine($"{Project} does not compile for {architecture.Runtime}: {(build.Output + build.Errors).Trim()}");
        return null;
    }

    private static void Print(IAnsiConsole console, Architecture architecture, IReadOnlyList<Method> methods, string text)
    {
        Kernel[] rows =
        [
            .. from method in methods
               where SymbolName.IsOurs(method.Symbol)
               let name = SymbolName.Readable(method.Symbol)
               where name.Contains(text, StringComparison.OrdinalIgnoreCase)
               orderby name, method.Symbol
               from loop in method.Loops(architecture)
               where loop.MultiplyAdds > 0 || loop.CalledMultiplyAdds > 0
               select new Kernel(method.Symbol, name, loop),
        ];
        Loop[] inner = [.. rows.Select(static row => row.Loop).Where(static loop => loop.IsInnermost && loop.MultiplyAdds > 0)];
        Loop[] simulated = [.. inner.Where(static loop => loop.Calls.Count == 0)];
        var pipelines = Pipelines.Find(architecture);
        Dictionary<Loop, double> shares = simulated.Zip(pipelines?.Shares(simulated) ?? []).ToDictionary(static loop => loop.First, static loop => loop.Second);

        string title = $"{architecture.Runtime}{(architecture.InstructionSet is { } set ? $", {set}" : "")}";
        Table table = new Table().Title(title).Border(TableBorder.Minimal);
        table.AddColumn(new TableColumn("kernel"));
        foreach (string column in (ReadOnlySpan<string>)["at", "loop", "multiply-adds", "instructions", "for each", "stack", "calls", .. pipelines is null ? (ReadOnlySpan<string>)[] : [$"of {architecture.Processor}"]])
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        }

        string last = "";
        foreach (Kernel row in rows)
        {
            Loop loop = row.Loop;
            string calls = loop.CalledMultiplyAdds == 0 ? Count(loop.Calls.Count) : $"{loop.Calls.Count}, {loop.CalledMultiplyAdds} of a multiply-add";
            table.AddRow(
            [
                Markup.Escape(row.Symbol == last ? "" : row.Name), $"+0x{loop.Offset:x}", loop.IsInnermost ? "inner" : "outer", Count(loop.MultiplyAdds), $"{loop.Instructions.Count}",
                loop.MultiplyAdds == 0 ? "" : $"{loop.InstructionsEach:0.00}", Count(loop.StackAccesses), calls,
                .. pipelines is null ? (string[])[] : [shares.TryGetValue(loop, out double share) && !double.IsNaN(share) ? $"{share:0 %}" : ""],
            ]);
            last = row.Symbol;
        }

        console.Write(table);
        int dead = rows.Count(static row => row.Loop.MultiplyAdds == 0);
        console.WriteLine(inner.Length == 0
            ? $"{title}: no innermost loop has a multiply-add"
            : $"{title}: {inner.Length} innermost loops with multiply-adds, {(double)inner.Sum(static loop => loop.Instructions.Count) / inner.Sum(static loop => loop.MultiplyAdds):0.00} instructions for each (at most {inner.Max(static loop => loop.InstructionsEach):0.00}), {inner.Count(static loop => loop.StackAccesses > 0)} with accesses of the stack, {inner.Count(static loop => loop.Calls.Count > 0)} with calls; {dead} loops whose multiply-adds are all calls");
        string[] called =
        [
            .. rows.SelectMany(static row => row.Loop.Calls).GroupBy(static symbol => symbol.Length == 0 ? "a method by its address" : SymbolName.Readable(symbol))
                .OrderByDescending(static calls => calls.Count())
                .Select(static calls => $"{calls.Count()} {calls.Key}"),
        ];
        if (called.Length > 0)
        {
            console.WriteLine($"calls in these loops: {string.Join(", ", called.Take(MostCalled))}{(called.Length > MostCalled ? $", and of {called.Length - MostCalled} other methods" : "")}");
        }

        if (pipelines is null)
        {
            console.WriteLine($"No llvm-mca on the path knows {architecture.Processor}: Debian's llvm-19 adds the share of its peak that each innermost loop reaches.");
        }

        console.WriteLine();
    }

    private static string Count(int count) => count == 0 ? "" : $"{count}";

    /// <summary>A loop and the method that has it.</summary>
    private sealed record Kernel(string Symbol, string Name, Loop Loop);
}
