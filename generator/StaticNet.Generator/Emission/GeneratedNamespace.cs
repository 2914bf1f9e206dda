using System.Collections.Generic;

namespace StaticNet.Generator.Emission;

/// <summary>
/// The namespace of generated kernels, with its own usings: outside of the user's class, so that the kernels are written in short names
/// that nothing of the user's can capture.
/// </summary>
internal static class GeneratedNamespace
{
    /// <summary>The types that kernels and passes name by their short names.</summary>
    public static readonly IReadOnlyCollection<string> ShortNames =
    [
        "Activation", "BatchPart", "BatchShard", "ChannelGroups", "Check", "CrossEntropyOfLabels", "DropoutMask", "ForwardShards", "Lanes", "LayerTensors", "Math", "MathF", "MemoryMarshal",
        "MethodImpl", "MethodImplOptions",
        "ReadOnlySpan", "SampleMask", "SampleMemory", "Span", "Unsafe", "Vector128", "Vector256", "Vector512", "VectorMath", "Winograd", "Workspace", "nint", "nuint", "uint",
    ];

    /// <summary>The constant that says how the methods of a class are compiled.</summary>
    public const string OptimizedConstant = "Optimized";

    /// <summary>What stands before a kernel and before a method that calls kernels.</summary>
    public const string Optimized = $"[MethodImpl({OptimizedConstant})]";

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
