namespace StaticNet.Generator.Emission;

/// <summary>
/// The namespace of generated kernels, with its own usings: outside of the user's class, so that the kernels are written in short names
/// that nothing of the user's can capture.
/// </summary>
internal static class GeneratedNamespace
{
    public static SourceWriter.Block Open(SourceWriter writer)
    {
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
