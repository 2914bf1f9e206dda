using System.Runtime.InteropServices;
using StaticNet.Onnx.Schema;

namespace StaticNet.Onnx.Tests.Models;

/// <summary>A model of a package of the npm registry, which <c>.ci/models</c> gets; tests of models that are not there are skipped.</summary>
internal static class ModelFile
{
    /// <summary>Reads a model; skips the test where it is not there.</summary>
    public static GraphProto Read(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "artifacts", "models", name);
            if (File.Exists(path))
            {
                return ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)).Graph;
            }
        }

        Assert.Skip($"{name} is not there: .ci/models gets it from the npm registry.");
        return null!;
    }

    /// <summary>Fills a network's tensors with the constants that the nodes of a graph read, both in their order.</summary>
    public static void Fill(ParameterSet parameters, GraphProto graph)
    {
        Dictionary<string, TensorProto> constants = graph.Initializer.ToDictionary(static tensor => tensor.Name);
        foreach (NodeProto constant in graph.Node.Where(static node => node.OpType == "Constant"))
        {
            constants[constant.Output[0]] = constant.Attribute[0].T;
        }

        using IEnumerator<(TensorProto Tensor, bool IsTransposed)> given = graph.Node
            .Where(static node => node.OpType is "Conv" or "BatchNormalization" or "MatMul" or "Add")
            .SelectMany(node => node.Input.Where(input => constants.TryGetValue(input, out TensorProto? tensor) && tensor.Dims.Count > 0).Select(input => (constants[input], node.OpType == "MatMul")))
            .GetEnumerator();
        foreach (string name in parameters.Names)
        {
            Assert.True(given.MoveNext(), $"The model has no more constants: {name} is left.");
            float[] values = Values(given.Current.Tensor);
            System.Numerics.Tensors.TensorSpan<float> tensor = parameters[name];
            nint[] lengths = tensor.Lengths.ToArray();
            if (given.Current.IsTransposed)
            {
                (int rows, int columns) = ((int)lengths[0], (int)lengths[1]);
                values = [.. Enumerable.Range(0, rows * columns).Select(i => values[(i % columns * rows) + (i / columns)])];
            }

            Assert.True(values.Length == tensor.FlattenedLength, $"{name} has {tensor.FlattenedLength} values, the model's {given.Current.Tensor.Name} {values.Length}.");
            System.Numerics.Tensors.Tensor.Create(values, lengths).AsReadOnlyTensorSpan().CopyTo(tensor);
        }

        Assert.False(given.MoveNext());
    }

    private static float[] Values(TensorProto tensor) => MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();
}
