using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Printing;

/// <summary>Writes the kernels that put channels together and take them apart: calls of the runtime.</summary>
internal static class ChannelEmitter
{
    /// <summary>The name of one of the values that are put together.</summary>
    public static string Part(int index) => "x" + Literal.Of(index);

    // In order: what the last vector of a part writes too much, the next part overwrites.
    public static void Write(SourceWriter writer, ChannelConcat kernel)
    {
        int start = 0;
        writer.Line($"PixelView ys = {GridWriter.View("y", kernel.Y)};");
        for (int i = 0; i < kernel.Parts.Count; i++)
        {
            writer.Line($"Loops.Insert({GridWriter.View(Part(i), kernel.Parts[i])}, ys, {Literal.Of(start)}, samples);");
            start += kernel.Parts[i].Channels;
        }
    }

    public static void Write(SourceWriter writer, ChannelCombine kernel)
        => writer.Line($"Loops.{(kernel.Combination == Combination.Add ? "AddChannels" : "MultiplyChannels")}({GridWriter.View("x", kernel.X)}, {GridWriter.View("g", kernel.G)}, {GridWriter.View("y", kernel.Y)}, samples);");

    public static void Write(SourceWriter writer, ChannelSum kernel)
        => writer.Line($"Loops.SumOfPixels({GridWriter.View("dy", kernel.Dy)}, {GridWriter.View("dg", kernel.Dg)}, samples);");

    public static void Write(SourceWriter writer, ChannelDot kernel)
        => writer.Line($"Loops.SumOfProducts({GridWriter.View("dy", kernel.Dy)}, {GridWriter.View("x", kernel.X)}, {GridWriter.View("dg", kernel.Dg)}, samples);");

    public static void Write(SourceWriter writer, ChannelPad kernel)
        => writer.Line($"Loops.Pad({GridWriter.View("x", kernel.X)}, {GridWriter.View("y", kernel.Y)}, {Literal.Of(kernel.Channel)}, samples);");

    public static void Write(SourceWriter writer, ChannelSlice kernel)
        => writer.Line($"Loops.Extract({GridWriter.View("x", kernel.X)}, {GridWriter.View("y", kernel.Y)}, {Literal.Of(kernel.Channel)}, samples);");
}
