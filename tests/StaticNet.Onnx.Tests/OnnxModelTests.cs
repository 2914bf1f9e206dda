using StaticNet.Onnx.Schema;

namespace StaticNet.Onnx.Tests;

/// <summary>The file as a whole: what stands in it, and what happens when it cannot be written.</summary>
public sealed class OnnxModelTests
{
    [Fact]
    public void A_model_names_its_producer_its_versions_and_its_dynamic_batch()
    {
        (NetworkSummary summary, ParameterSet parameters) = Described.Network([1, 2, 4], new FlattenAttribute(), new DenseAttribute(3));
        ModelProto model = ModelProto.Parser.ParseFrom(OnnxModel.ToBytes(summary, parameters, new SaveOptions { AllowNonFinite = true }));

        Assert.Equal("StaticNet", model.ProducerName);
        Assert.Equal("0.1.0", model.ProducerVersion);
        Assert.Equal(8, model.IrVersion);
        OperatorSetIdProto operators = Assert.Single(model.OpsetImport);
        Assert.Equal(17, operators.Version);

        Assert.Equal("input (N, 1, 2, 4)", Describe(Assert.Single(model.Graph.Input)));
        Assert.Equal("output (N, 3)", Describe(Assert.Single(model.Graph.Output)));
        Assert.Equal(["Flatten", "Gemm"], model.Graph.Node.Select(static node => node.OpType));
        Assert.Equal(["dense1.weight", "dense1.bias"], model.Graph.Initializer.Select(static tensor => tensor.Name));
    }

    [Fact]
    public void Layers_named_like_the_models_input_and_output_stay_apart()
    {
        (NetworkSummary summary, ParameterSet parameters) = Described.Network(
            [2], new DenseAttribute(2) { Name = "output", Bias = false }, new ReLUAttribute { Name = "input" }, new TanhAttribute());
        parameters.Set("output.weight", 1, 0, 0, -1);

        float[] outputs = Peer.Run(OnnxModel.ToBytes(summary, parameters), [2], [0.5f, 0.25f]);

        Peer.AssertAgrees([Math.Tanh(0.5), 0], outputs);
    }

    [Fact]
    public void Nothing_but_weights_is_exported()
    {
        // The padding between the weights holds NaN here.
        (NetworkSummary summary, ParameterSet parameters) = Described.Network([5], new DenseAttribute(3), new PReLUAttribute());
        parameters.Set("dense1.weight", [.. Enumerable.Range(0, 15).Select(static i => (float)i)]);
        parameters.Set("dense1.bias", 1, 2, 3);
        parameters.Set("prelu1.weight", 0.5f);

        ModelProto model = ModelProto.Parser.ParseFrom(OnnxModel.ToBytes(summary, parameters));

        Assert.All(model.Graph.Initializer, static tensor => Assert.DoesNotContain(float.NaN, Values(tensor)));
        Assert.Equal([.. Enumerable.Range(0, 15).Select(static i => (float)i)], Values(model.Graph.Initializer[0]));
        Assert.Equal([3L, 5L], model.Graph.Initializer[0].Dims);
    }

    [Fact]
    public void A_network_without_layers_is_refused()
    {
        (NetworkSummary summary, ParameterSet parameters) = Described.Network([2]);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => OnnxModel.ToBytes(summary, parameters));
        Assert.Contains("Described has no layers", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_another_network_are_refused_by_name_and_shape()
    {
        (NetworkSummary summary, _) = Described.Network([2], new DenseAttribute(2));
        (_, ParameterSet other) = Described.Network([3], new DenseAttribute(2));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => OnnxModel.ToBytes(summary, other));
        Assert.Contains("expected 'dense1.weight' of shape [2, 2], but it has [2, 3]", exception.Message, StringComparison.Ordinal);

        (_, ParameterSet none) = Described.Network([2], new ReLUAttribute());
        exception = Assert.Throws<ArgumentException>(() => OnnxModel.ToBytes(summary, none));
        Assert.Contains("expected 'dense1.weight' of shape [2, 2], but there is none", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Saving_replaces_a_file_and_leaves_nothing_beside_it()
    {
        (NetworkSummary summary, ParameterSet parameters) = Described.Network([2], new ReLUAttribute());
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            string path = Path.Combine(folder.FullName, "model.onnx");
            File.WriteAllText(path, "something older, and longer than the model that replaces it: " + new string('.', 4096));
            OnnxModel.Save(summary, parameters, path);
            Assert.Equal(OnnxModel.ToBytes(summary, parameters), File.ReadAllBytes(path));
            Assert.Single(folder.GetFileSystemInfos());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Weights_that_have_diverged_are_written_only_if_asked()
    {
        (NetworkSummary summary, ParameterSet parameters) = Described.Network([2], new DenseAttribute(1));
        parameters.Set("dense1.weight", 1, 2);
        parameters.Set("dense1.bias", float.NegativeInfinity);
        using MemoryStream stream = new();
        Assert.Contains("'dense1.bias' holds -Infinity", Assert.Throws<NotFiniteNumberException>(() => OnnxModel.Save(summary, parameters, stream)).Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
        byte[] model = OnnxModel.ToBytes(summary, parameters, new SaveOptions { AllowNonFinite = true });
        Assert.Equal([float.NegativeInfinity], Values(ModelProto.Parser.ParseFrom(model).Graph.Initializer[1]));
    }

    [Fact]
    public void A_failed_save_keeps_the_old_file_and_leaves_nothing_beside_it()
    {
        (NetworkSummary summary, ParameterSet parameters) = Described.Network([2], new ReLUAttribute());
        (NetworkSummary empty, _) = Described.Network([2]);
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            string path = Path.Combine(folder.FullName, "model.onnx");
            File.WriteAllText(path, "old");
            Assert.Throws<ArgumentException>(() => OnnxModel.Save(empty, parameters, path));
            Assert.Equal("old", File.ReadAllText(path));

            // A folder cannot be replaced by a file: the rename fails after everything was written.
            string blocked = Path.Combine(folder.FullName, "folder.onnx");
            Directory.CreateDirectory(blocked);
            Assert.ThrowsAny<Exception>(() => OnnxModel.Save(summary, parameters, blocked));
            Assert.Equal(["folder.onnx", "model.onnx"], folder.GetFileSystemInfos().Select(static entry => entry.Name).Order());

            Assert.Throws<DirectoryNotFoundException>(() => OnnxModel.Save(summary, parameters, Path.Combine(folder.FullName, "none", "model.onnx")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_stream_gets_the_same_bytes_and_stays_open()
    {
        (NetworkSummary summary, ParameterSet parameters) = Described.Network([2], new ReLUAttribute());
        using var stream = new MemoryStream();
        OnnxModel.Save(summary, parameters, stream);
        Assert.True(stream.CanWrite);
        Assert.Equal(OnnxModel.ToBytes(summary, parameters), stream.ToArray());

        using var readOnly = new MemoryStream([], writable: false);
        Assert.Throws<ArgumentException>(() => OnnxModel.Save(summary, parameters, readOnly));
    }

    private static float[] Values(TensorProto tensor)
        => [.. tensor.RawData.Memory.ToArray().Chunk(sizeof(float)).Select(static bytes => BitConverter.ToSingle(bytes))];

    private static string Describe(ValueInfoProto value)
    {
        Assert.Equal((int)TensorProto.Types.DataType.Float, value.Type.TensorType.ElemType);
        IEnumerable<string> dimensions = value.Type.TensorType.Shape.Dim.Select(static dimension => dimension.HasDimParam ? dimension.DimParam : $"{dimension.DimValue}");
        return $"{value.Name} ({string.Join(", ", dimensions)})";
    }
}
