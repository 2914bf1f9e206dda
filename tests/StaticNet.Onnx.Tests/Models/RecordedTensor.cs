using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace StaticNet.Onnx.Tests.Models;

/// <summary>A tensor that was recorded in NumPy's format: little-endian floats, the last dimension fastest.</summary>
internal sealed partial record RecordedTensor(int[] Shape, float[] Values)
{
    public static RecordedTensor Read(string name)
    {
        byte[] file = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Models", "Recorded", name + ".npy"));
        int length = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8));
        string header = Encoding.ASCII.GetString(file, 10, length);
        Assert.Contains("'<f4'", header);
        Assert.Contains("'fortran_order': False", header);
        int[] shape = [.. ShapeOf().Match(header).Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
        return new RecordedTensor(shape, MemoryMarshal.Cast<byte, float>(file.AsSpan(10 + length)).ToArray());
    }

    [GeneratedRegex(@"\(([\d, ]*)\)")]
    private static partial Regex ShapeOf();
}
