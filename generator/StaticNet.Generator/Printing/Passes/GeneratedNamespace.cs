using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>
/// The namespace of generated kernels, with its own usings: outside of the user's class, so that the kernels are written in short names
/// that nothing of the user's can capture.
/// </summary>
internal static class GeneratedNamespace
{
    /// <summary>
    /// The types of the runtime that end as generated types do. Beside a class called Network a NetworkSummary would hide the runtime's: it gets a number.
    /// </summary>
    public static readonly IReadOnlyCollection<string> TypesOfRuntime = ["BranchSummary", "FunctionSummary", "InputSummary", "LayerSummary", "LayerTensors", "NetworkSummary", "OutputSummary", "ParameterLayout"];

    /// <summary>The constant that says how the methods of a class are compiled.</summary>
    public const string OptimizedConstant = "Optimized";

    /// <summary>What stands before a kernel and before a method that calls kernels.</summary>
    public const string Optimized = $"[MethodImpl({OptimizedConstant})]";

    /// <summary>The name of a type that is generated beside a network's class: <c>LeNetForward</c>.</summary>
    public static string TypeName(TypeDeclaration type, string suffix)
        => type.PlainName + suffix is var name && TypesOfRuntime.Contains(name) ? name + "_2" : name;

    /// <summary>Declares the constant, first thing in a class.</summary>
    public static void DeclareOptimized(SourceWriter writer)
    {
        writer.Line("// A network is often called too few times for tiered compilation to get there.");
        writer.Line($"private const MethodImplOptions {OptimizedConstant} = MethodImplOptions.AggressiveOptimization;");
        writer.Line();
    }

    public static SourceWriter.Block Open(SourceWriter writer)
    {
        writer.Line("#nullable disable // numbers only: there is nothing to analyze, and it takes the compiler time");
        SourceWriter.Block block = writer.Braces("namespace StaticNet.Generated");
        writer.Line("using global::System;");
        writer.Line("using global::System.Runtime.CompilerServices;");
        writer.Line("using global::System.Runtime.InteropServices;");
        writer.Line("using global::System.Runtime.Intrinsics;");
        writer.Line("using global::StaticNet.Kernels;");
        writer.Line();
        return block;
    }
}
