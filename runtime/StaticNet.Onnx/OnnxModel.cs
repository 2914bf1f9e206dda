using Google.Protobuf;
using StaticNet.Onnx;
using StaticNet.Onnx.Layers;
using StaticNet.Onnx.Schema;

namespace StaticNet;

/// <summary>
/// Writes networks as ONNX models (operator set 17, IR version 8), with the weights that they have at that moment. The model has
/// one input named <c>input</c> and one output named <c>output</c>, float32, of the shape of one sample after a dynamic batch
/// dimension: <c>(N, features)</c>, <c>(N, channels, length)</c> or <c>(N, channels, height, width)</c>. Inputs and outputs that the network names
/// (<see cref="InputAttribute"/>, <see cref="OutputAttribute"/>) keep their names. Weights keep their names: <c>dense1.weight</c>. The loss
/// is not part of the model.
/// </summary>
/// <example>
/// <code>
/// OnnxModel.Save(network, "digits.onnx");
/// </code>
/// </example>
public static class OnnxModel
{
    private const long IrVersion = 8;
    private const long OperatorSet = 17;

    /// <summary>Writes a network to a file. An existing file stays unchanged until the new one is complete.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">The network has no layers.</exception>
    /// <exception cref="NotFiniteNumberException">A weight is NaN or infinite; the message names the first such tensor. Nothing is written.</exception>
    /// <exception cref="NotSupportedException">A layer has no ONNX form, or the weights exceed the 2 GiB of an ONNX file.</exception>
    /// <exception cref="IOException">The file cannot be written, or the path names a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or is read-only.</exception>
    public static void Save<TNetwork>(TNetwork network, string path)
        where TNetwork : class, INetwork<TNetwork>
        => Save(network, path, new SaveOptions());

    /// <summary>Writes a network to a file. An existing file stays unchanged until the new one is complete.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Whether weights that are not finite are written.</param>
    /// <exception cref="ArgumentException">The network has no layers.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// A weight is NaN or infinite, and <see cref="SaveOptions.AllowNonFinite"/> is not set; the message names the first such tensor. Nothing is written.
    /// </exception>
    /// <exception cref="NotSupportedException">A layer has no ONNX form, or the weights exceed the 2 GiB of an ONNX file.</exception>
    /// <exception cref="IOException">The file cannot be written, or the path names a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or is read-only.</exception>
    public static void Save<TNetwork>(TNetwork network, string path, SaveOptions options)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        Save(TNetwork.Summary, network.Parameters, path, options);
    }

    /// <summary>Writes a network to a stream.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="stream">A stream that can be written; it stays open.</param>
    /// <exception cref="ArgumentException">The network has no layers, or the stream cannot be written.</exception>
    /// <exception cref="NotFiniteNumberException">A weight is NaN or infinite; the message names the first such tensor. Nothing is written.</exception>
    /// <exception cref="NotSupportedException">A layer has no ONNX form, or the weights exceed the 2 GiB of an ONNX file.</exception>
    public static void Save<TNetwork>(TNetwork network, Stream stream)
        where TNetwork : class, INetwork<TNetwork>
        => Save(network, stream, new SaveOptions());

    /// <summary>Writes a network to a stream.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="stream">A stream that can be written; it stays open.</param>
    /// <param name="options">Whether weights that are not finite are written.</param>
    /// <exception cref="ArgumentException">The network has no layers, or the stream cannot be written.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// A weight is NaN or infinite, and <see cref="SaveOptions.AllowNonFinite"/> is not set; the message names the first such tensor. Nothing is written.
    /// </exception>
    /// <exception cref="NotSupportedException">A layer has no ONNX form, or the weights exceed the 2 GiB of an ONNX file.</exception>
    public static void Save<TNetwork>(TNetwork network, Stream stream, SaveOptions options)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        Save(TNetwork.Summary, network.Parameters, stream, options);
    }

    /// <summary>Returns a network as the bytes of an ONNX file.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <param name="network">The network.</param>
    /// <exception cref="ArgumentException">The network has no layers.</exception>
    /// <exception cref="NotFiniteNumberException">A weight is NaN or infinite; the message names the first such tensor. Nothing is written.</exception>
    /// <exception cref="NotSupportedException">A layer has no ONNX form, or the weights exceed the 2 GiB of an ONNX file.</exception>
    public static byte[] ToBytes<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
        => ToBytes(network, new SaveOptions());

    /// <summary>Returns a network as the bytes of an ONNX file.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="options">Whether weights that are not finite are written.</param>
    /// <exception cref="ArgumentException">The network has no layers.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// A weight is NaN or infinite, and <see cref="SaveOptions.AllowNonFinite"/> is not set; the message names the first such tensor. Nothing is written.
    /// </exception>
    /// <exception cref="NotSupportedException">A layer has no ONNX form, or the weights exceed the 2 GiB of an ONNX file.</exception>
    public static byte[] ToBytes<TNetwork>(TNetwork network, SaveOptions options)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        return ToBytes(TNetwork.Summary, network.Parameters, options);
    }

    /// <summary>Writes a described network with any weights of its shapes, such as a checkpoint's, to a file. An existing file stays unchanged until the new one is complete.</summary>
    /// <param name="summary">The network, layer by layer.</param>
    /// <param name="parameters">Its weights.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">The network has no layers, or the weights are those of another network.</exception>
    /// <exception cref="NotFiniteNumberException">A weight is NaN or infinite; the message names the first such tensor. Nothing is written.</exception>
    /// <exception cref="NotSupportedException">A layer has no ONNX form, or the weights exceed the 2 GiB of an ONNX file.</exception>
    /// <exception cref="IOException">The file cannot be written, or the path names a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or is read-only.</exception>
    public static void Save(NetworkSummary summary, ParameterSet parameters, string path)
        => Save(summary, parameters, path, new SaveOptions());

    /// <summary>Writes a described network with any weights of its shapes, such as a checkpoint's, to a file. An existing file stays unchanged until the new one is complete.</summary>
    /// <param name="summary">The network, layer by layer.</param>
    /// <param name="parameters">Its weights.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Whether weights that are not finite are written.</param>
    /// <exception cref="ArgumentException">The network has no layers, or the weights are those of another network.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// A weight is NaN or infinite, and <see cref="SaveOptions.AllowNonFinite"/> is not set; the message names the first such tensor. Nothing is written.
    /// </exception>
    /// <exception cref="NotSupportedException">A layer has no ONNX form, or the weights exceed the 2 GiB of an ONNX file.</exception>
    /// <exception cref="IOException">The file cannot be written, or the path names a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or is read-only.</exception>
    public static void Save(NetworkSummary summary, ParameterSet parameters, string path, SaveOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ModelProto model = Build(summary, parameters, options);

        AtomicFile.Write(path, model.WriteTo);
    }

    /// <summary>Writes a described network with any weights of its shapes to a stream.</summary>
    /// <param name="summary">The network, layer by layer.</param>
    /// <param name="parameters">Its weights.</param>
    /// <param name="stream">A stream that can be written; it stays open.</param>
    /// <exception cref="ArgumentException">
    /// The network has no layers, the weights are those of another network, or the stream cannot be written.
    /// </exception>
    /// <exception cref="NotFiniteNumberException">A weight is NaN or infinite; the message names the first such tensor. Nothing is written.</exception>
    /// <exception cref="NotSupportedException">A layer has no ONNX form, or the weights exceed the 2 GiB of an ONNX file.</exception>
    public static void Save(NetworkSummary summary, ParameterSet parameters, Stream stream)
        => Save(summary, parameters, stream, new SaveOptions());

    /// <summary>Writes a described network with any weights of its shapes to a stream.</summary>
    /// <param name="summary">The network, layer by layer.</param>
    /// <param name="parameters">Its weights.</param>
    /// <param name="stream">A stream that can be written; it stays open.</param>
    /// <param name="options">Whether weights that are not finite are written.</param>
    /// <exception cref="ArgumentException">
    /// The network has no layers, the weights are those of another network, or the stream cannot be written.
    /// </exception>
    /// <exception cref="NotFiniteNumberException">
    /// A weight is NaN or infinite, and <see cref="SaveOptions.AllowNonFinite"/> is not set; the message names the first such tensor. Nothing is written.
    /// </exception>
    /// <exception cref="NotSupportedException">A layer has no ONNX form, or the weights exceed the 2 GiB of an ONNX file.</exception>
    public static void Save(NetworkSummary summary, ParameterSet parameters, Stream stream, SaveOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite)
        {
            throw new ArgumentException("The stream cannot be written.", nameof(stream));
        }

        Build(summary, parameters, options).WriteTo(stream);
    }

    /// <summary>Returns a described network with any weights of its shapes as the bytes of an ONNX file.</summary>
    /// <param name="summary">The network, layer by layer.</param>
    /// <param name="parameters">Its weights.</param>
    /// <exception cref="ArgumentException">The network has no layers, or the weights are those of another network.</exception>
    /// <exception cref="NotFiniteNumberException">A weight is NaN or infinite; the message names the first such tensor. Nothing is written.</exception>
    /// <exception cref="NotSupportedException">A layer has no ONNX form, or the weights exceed the 2 GiB of an ONNX file.</exception>
    public static byte[] ToBytes(NetworkSummary summary, ParameterSet parameters) => ToBytes(summary, parameters, new SaveOptions());

    /// <summary>Returns a described network with any weights of its shapes as the bytes of an ONNX file.</summary>
    /// <param name="summary">The network, layer by layer.</param>
    /// <param name="parameters">Its weights.</param>
    /// <param name="options">Whether weights that are not finite are written.</param>
    /// <exception cref="ArgumentException">The network has no layers, or the weights are those of another network.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// A weight is NaN or infinite, and <see cref="SaveOptions.AllowNonFinite"/> is not set; the message names the first such tensor. Nothing is written.
    /// </exception>
    /// <exception cref="NotSupportedException">A layer has no ONNX form, or the weights exceed the 2 GiB of an ONNX file.</exception>
    public static byte[] ToBytes(NetworkSummary summary, ParameterSet parameters, SaveOptions options) => Build(summary, parameters, options).ToByteArray();

    private static ModelProto Build(NetworkSummary summary, ParameterSet parameters, SaveOptions options)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        if (summary.Layers.IsEmpty)
        {
            throw new ArgumentException($"{Quote.Name(summary.Name)} has no layers, so there is nothing to export: an ONNX model has at least one node.", nameof(summary));
        }

        var graph = new GraphBuilder(summary, parameters);
        LayerExport.Write(graph, summary.Layers, summary.InputShape);

        parameters.ThrowUnlessSavable(options);
        return new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "StaticNet",
            ProducerVersion = typeof(OnnxModel).Assembly.GetName().Version!.ToString(3),
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = OperatorSet } },
            Graph = graph.Finish(),
        };
    }
}
