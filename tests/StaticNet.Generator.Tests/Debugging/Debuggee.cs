using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Debugging;

/// <summary>
/// A program with a network, compiled as a Debug build is, with the generated files as the generator names them, and run by <c>dotnet</c>. It writes a
/// line when it is up, and goes on when it reads one.
/// </summary>
internal sealed class Debuggee : IDisposable
{
    private const string Name = "Debuggee";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("staticnet-debuggee-");

    /// <param name="source">The program.</param>
    /// <param name="file">The name of its file.</param>
    public Debuggee(string source, string file)
    {
        Run run = Run.Generate(Compilations.Create(source));
        CSharpCompilationOptions options = ((CSharpCompilation)run.Output).Options
            .WithOutputKind(OutputKind.ConsoleApplication)
            .WithOptimizationLevel(OptimizationLevel.Debug)
            .WithSpecificDiagnosticOptions([new("CS1591", ReportDiagnostic.Suppress)]);
        Compilation program = run.Output.WithOptions(options).WithAssemblyName(Name);
        SyntaxTree own = run.Input.SyntaxTrees.Single();

        // Debug information names the source with a hash, and that takes an encoding.
        program = program.ReplaceSyntaxTree(own, CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), Compilations.ParseOptions, file));
        Emit(program);
        Generated = run;
        Symbols = new Symbols(Path.Combine(_folder.FullName, Name + ".pdb"));

        var start = new ProcessStartInfo(Host, [Path.Combine(_folder.FullName, Name + ".dll")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Debuggers come in by the runtime's diagnostics, which may be off for everything else here.
        start.Environment["DOTNET_EnableDiagnostics"] = "1";
        Process = Process.Start(start)!;
        string? line = Process.StandardOutput.ReadLine();
        Assert.True(line == "up", $"The program says {line ?? Process.StandardError.ReadToEnd()}.");
    }

    /// <summary>The generator's run, with the text of all files.</summary>
    public Run Generated { get; }

    public Symbols Symbols { get; }

    public Process Process { get; }

    /// <summary>Whether a module is the program.</summary>
    public static bool IsProgram(string module) => Path.GetFileNameWithoutExtension(module) == Name;

    public void GoOn() => Process.StandardInput.WriteLine();

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
            Process.WaitForExit();
        }

        Process.Dispose();
        Symbols.Dispose();
        _folder.Delete(recursive: true);
    }

    // The dotnet that this test's runtime is of.
    private static string Host
        => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    private void Emit(Compilation program)
    {
        string path = Path.Combine(_folder.FullName, Name);
        using (FileStream image = File.Create(path + ".dll"))
        using (FileStream symbols = File.Create(path + ".pdb"))
        {
            EmitResult result = program.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb, pdbFilePath: path + ".pdb"));
            Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        }

        File.WriteAllText(path + ".runtimeconfig.json", $$"""
            { "runtimeOptions": { "tfm": "net10.0", "framework": { "name": "Microsoft.NETCore.App", "version": "{{Environment.Version}}" } } }
            """);
        foreach (string library in new[] { typeof(NetworkAttribute).Assembly.Location, typeof(System.Numerics.Tensors.TensorSpan<>).Assembly.Location })
        {
            File.Copy(library, Path.Combine(_folder.FullName, Path.GetFileName(library)));
        }
    }
}
