using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace StaticNet.Generator.Tests.Support;

/// <summary>Generated code that runs.</summary>
internal static class Generated
{
    /// <summary>Compiles as a release build does, and loads what comes out.</summary>
    public static Assembly Load(AssemblyLoadContext context, Compilation compilation)
    {
        using var image = new MemoryStream();
        EmitResult result = compilation
            .WithOptions(((CSharpCompilation)compilation).Options
                .WithOptimizationLevel(OptimizationLevel.Release)
                .WithSpecificDiagnosticOptions([new("CS1591", ReportDiagnostic.Suppress)]))
            .Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        return context.LoadFromStream(image);
    }
}
