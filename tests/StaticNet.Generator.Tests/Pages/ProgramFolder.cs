using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Pages;

/// <summary>A temporary folder in which programs of a page run, one after another: what one writes, the next one reads.</summary>
internal sealed class ProgramFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("staticnet-page-");
    private int _programs;

    /// <summary>A folder with the assemblies that programs need, and some files.</summary>
    /// <param name="files">Paths in the repository, with slashes.</param>
    public ProgramFolder(params string[] files)
    {
        Type[] types = [typeof(NetworkAttribute), typeof(OnnxModel), typeof(System.Numerics.Tensors.Tensor), typeof(Google.Protobuf.IMessage)];
        foreach (string file in types.Select(static type => type.Assembly.Location).Concat(files.Select(static file => Path.Combine([Repository.Root, .. file.Split('/')]))))
        {
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        }
    }

    /// <summary>Compiles a program as a release build does, and runs it. What its lines with <c>Console.WriteLine</c> have as a comment at their end, it has to write.</summary>
    /// <returns>What it wrote.</returns>
    public async Task<string> Run(PageBlock block)
    {
        string program = Path.Combine(_folder.FullName, $"Program{_programs++}.dll");
        var compilation = (CSharpCompilation)PageProgram.Generate(block, [block], isWhole: true).Compiles().Output;
        EmitResult result = compilation
            .WithAssemblyName(Path.GetFileNameWithoutExtension(program))
            .WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release).WithSpecificDiagnosticOptions([new("CS1591", ReportDiagnostic.Suppress)]))
            .Emit(program);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        await File.WriteAllTextAsync(Path.ChangeExtension(program, ".runtimeconfig.json"), $$"""
            {
              "runtimeOptions": {
                "tfm": "net10.0",
                "framework": { "name": "{{(PageProgram.IsWeb(block) ? "Microsoft.AspNetCore.App" : "Microsoft.NETCore.App")}}", "version": "10.0.0" },
                "configProperties": { "System.Globalization.Invariant": true }
              }
            }
            """);
        string output = await Start(program);
        foreach (string line in block.Text.Split('\n').Where(static line => line.Contains("Console.WriteLine(", StringComparison.Ordinal) && line.Contains(");    // ", StringComparison.Ordinal)))
        {
            Assert.Contains(line.Split(");    // ")[1] + "\n", output);
        }

        return output;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> Start(string program)
    {
        string command = Path.Combine(PageProgram.Dotnet, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        var start = new ProcessStartInfo(File.Exists(command) ? command : "dotnet", ["exec", program])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        try
        {
            CancellationToken token = TestContext.Current.CancellationToken;
            Task<string> output = process.StandardOutput.ReadToEndAsync(token);
            Task<string> error = process.StandardError.ReadToEndAsync(token);
            await process.WaitForExitAsync(token);
            Assert.True(process.ExitCode == 0, await output + await error);
            return (await output).ReplaceLineEndings("\n");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
