using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Google.Protobuf;
using StaticNet.Onnx.Schema;

namespace StaticNet.Onnx;

/// <summary>
/// A graph under construction, in which every layer reads <see cref="Current"/>, unless it reads several values, and leaves the name of its own output
/// there. Nodes are named after the layer (<c>gelu1</c>, <c>gelu1.erf</c>) and weights as in the network (<c>dense1.weight</c>).
/// </summary>
internal sealed class GraphBuilder
{
    private const string OutputName = "output";

    // Protobuf counts a message's bytes in a signed 32-bit number; the last 16 MiB are for everything but the weights.
    private const long LargestWeights = int.MaxValue - (16L << 20);

    private readonly NetworkSummary _summary;
    private readonly ParameterSet _parameters;
    private readonly Dictionary<string, TensorDescription> _stored;
    private readonly Dictionary<string, int> _written = [];
    private readonly GraphProto _graph;

    public GraphBuilder(NetworkSummary summary, ParameterSet parameters)
    {
        long bytes = summary.AllLayers.SelectMany(static layer => layer.Parameters).Sum(static tensor => (long)tensor.Count * sizeof(float));
        if (bytes > LargestWeights)
        {
            throw new NotSupportedException($"{summary.Name} has {bytes} bytes of weights; an ONNX file holds at most 2 GiB.");
        }

        _summary = summary;
        _parameters = parameters;
        _stored = parameters.Layout.Tensors.ToDictionary(static tensor => tensor.Name);
        _graph = new GraphProto { Name = summary.Name, DocString = summary.ToString() };
        foreach (InputSummary input in summary.Inputs)
        {
            _graph.Input.Add(Value(input.Name, input.Shape));
        }

        Current = summary.Inputs[0].Name;
    }

    /// <summary>The value that the next node reads: the network's input, or the output of an earlier node; it is set to what a layer reads before the layer is written.</summary>
    public string Current { get; set; }

    /// <summary>Adds a node of one output, which becomes <see cref="Current"/>.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="operation">The ONNX operator.</param>
    /// <param name="inputs">The values it reads.</param>
    /// <param name="attributes">Its attributes, made by <see cref="Number(string, float)"/> and the methods next to it.</param>
    public void Node(string name, string operation, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        // Not the bare name: a layer may be called "input" or "output" too.
        Current = $"{name}.y";
        var node = new NodeProto { Name = name, OpType = operation, Output = { Current } };
        foreach (string input in inputs)
        {
            node.Input.Add(input);
        }

        foreach (AttributeProto attribute in attributes)
        {
            node.Attribute.Add(attribute);
        }

        _graph.Node.Add(node);
    }

    /// <summary>Adds a layer's tensor as an initializer, in the logical shape and order whatever its place in memory.</summary>
    /// <returns>The name of the value.</returns>
    public string Parameter(TensorDescription tensor) => Parameter(tensor, pixelRank: 0);

    /// <summary>Adds a tensor with one value per channel as an initializer that broadcasts over pixels.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="pixelRank">The dimensions after the channels.</param>
    /// <returns>The name of the value.</returns>
    public string Parameter(TensorDescription tensor, int pixelRank)
    {
        if (!_stored.TryGetValue(tensor.Name, out TensorDescription? stored) || !stored.Shape.SequenceEqual(tensor.Shape))
        {
            string found = stored is null ? "there is none" : $"it has {TensorDescription.Format(stored.Shape)}";
            throw new ArgumentException(
                $"The parameters are not those of {Quote.Name(_summary.Name)}: expected {Quote.Text(tensor.Name)} of shape {TensorDescription.Format(tensor.Shape)}, but {found}.");
        }

        // Layers may share it, and with another number of pixels' dimensions it is another value.
        string name = _written.GetValueOrDefault(tensor.Name, pixelRank) == pixelRank ? tensor.Name : $"{tensor.Name}.{pixelRank}";
        if (!_written.TryAdd(name, pixelRank))
        {
            return name;
        }

        float[] values = new float[tensor.Count];
        _parameters[tensor.Name].FlattenTo(values);
        return Initializer(name, [.. tensor.Shape, .. Enumerable.Repeat(1, pixelRank)], values);
    }

    /// <summary>Adds a vector of constants of a layer.</summary>
    /// <returns>The name of the value.</returns>
    public string Vector(string name, IEnumerable<float> values)
    {
        float[] all = [.. values];
        return Initializer(name, [all.Length], all);
    }

    /// <summary>Adds a scalar constant of a layer.</summary>
    /// <returns>The name of the value.</returns>
    public string Scalar(string name, float value) => Initializer(name, [], [value]);

    /// <summary>Adds a list of integers, such as the sizes that an operator takes as a value.</summary>
    /// <returns>The name of the value.</returns>
    public string Integers(string name, params ReadOnlySpan<long> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(long)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        }

        var tensor = new TensorProto
        {
            Name = name,
            DataType = (int)TensorProto.Types.DataType.Int64,
            Dims = { values.Length },
            RawData = UnsafeByteOperations.UnsafeWrap(bytes),
        };
        _graph.Initializer.Add(tensor);
        return name;
    }

    public static AttributeProto Number(string name, float value)
        => new() { Name = name, F = value, Type = AttributeProto.Types.AttributeType.Float };

    public static AttributeProto Number(string name, long value)
        => new() { Name = name, I = value, Type = AttributeProto.Types.AttributeType.Int };

    public static AttributeProto Text(string name, string value)
        => new() { Name = name, S = ByteString.CopyFromUtf8(value), Type = AttributeProto.Types.AttributeType.String };

    public static AttributeProto Numbers(string name, params ReadOnlySpan<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        foreach (long value in values)
        {
            attribute.Ints.Add(value);
        }

        return attribute;
    }

    /// <summary>Makes <see cref="Current"/> an output of the graph, under a name that is then that of the value.</summary>
    /// <param name="name">The name.</param>
    /// <param name="shape">The shape of one sample.</param>
    public void Output(string name, ImmutableArray<int> shape)
    {
        Node(name, "Identity", [Current]);
        _graph.Node[^1].Output[0] = Current = name;
        _graph.Output.Add(Value(name, shape));
    }

    /// <summary>Names the last node's output <c>output</c>, where no output has a name, and returns the graph.</summary>
    public GraphProto Finish()
    {
        if (_graph.Output.Count > 0)
        {
            return _graph;
        }

        if (_graph.Node.Count == 0)
        {
            // The network has only layers that are left out of predictions, but a graph needs a node.
            Node("identity", "Identity", [Current]);
        }

        if (_graph.Node[^1].Output[0] != Current || _graph.Node.Any(node => node.Input.Contains(Current)))
        {
            // The last layer is left out of predictions, and what it reads has other readers.
            Node("identity", "Identity", [Current]);
        }

        string name = OutputName;
        while (_graph.Input.Any(input => input.Name == name))
        {
            name += "_";
        }

        _graph.Node[^1].Output[0] = name;
        _graph.Output.Add(Value(name, _summary.OutputShape));
        return _graph;
    }

    private static ValueInfoProto Value(string name, ImmutableArray<int> shape)
    {
        var dimensions = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "N" } } };
        foreach (int dimension in shape)
        {
            dimensions.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = dimension });
        }

        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = dimensions };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }

    private string Initializer(string name, ReadOnlySpan<int> shape, float[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)TensorProto.Types.DataType.Float, RawData = LittleEndian(values) };
        foreach (int dimension in shape)
        {
            tensor.Dims.Add(dimension);
        }

        _graph.Initializer.Add(tensor);
        return name;
    }

    private static ByteString LittleEndian(float[] values)
    {
        byte[] bytes = new byte[values.Length * sizeof(float)];
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(bytes);
        }
        else
        {
            for (int i = 0; i < values.Length; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
            }
        }

        return UnsafeByteOperations.UnsafeWrap(bytes);
    }
}
