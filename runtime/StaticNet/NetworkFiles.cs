namespace StaticNet;

/// <summary>Members of every network in addition to <c>Save(path)</c> and <c>Load(path)</c>: streams, bytes in memory, options, and what a file says of the data.</summary>
/// <example>
/// <code>
/// using MemoryStream stream = new();
/// network.Save(stream);
/// LeNet copy = LeNet.Load(stream.ToArray());
/// </code>
/// </example>
public static class NetworkFiles
{
    /// <summary>Members of every network.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <param name="network">The network.</param>
    extension<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        /// <summary>Writes the weights to a safetensors file, as <c>Save(path)</c> does.</summary>
        /// <inheritdoc cref="ParameterSet.Save(string)" path="/remarks"/>
        /// <param name="path">The file.</param>
        /// <param name="options">Whether values that are not finite are saved, and what the file says of the data.</param>
        /// <exception cref="NotFiniteNumberException">
        /// A value is NaN or infinite, and <see cref="SaveOptions.AllowNonFinite"/> is not set; the message names the first such tensor. Nothing is written.
        /// </exception>
        /// <exception cref="IOException">The file cannot be written, or the path names a folder, a pipe, a device or a socket.</exception>
        /// <exception cref="UnauthorizedAccessException">The file may not be written, or is read-only.</exception>
        /// <exception cref="ArgumentException"><see cref="SaveOptions.Data"/> is for another number of inputs, targets or classes. Nothing is written.</exception>
        public void Save(string path, SaveOptions options) => ParametersOf(network, options).Save(path, options);

        /// <summary>Writes the weights to a stream, as a safetensors file that begins at the stream's position.</summary>
        /// <param name="stream">A stream that can be written; it need not be able to seek. It stays open, and is not flushed.</param>
        /// <exception cref="ArgumentException">The stream cannot be written.</exception>
        /// <exception cref="NotFiniteNumberException">A value is NaN or infinite; the message names the first such tensor. Nothing is written.</exception>
        /// <exception cref="IOException">The stream fails.</exception>
        public void Save(Stream stream) => ParametersOf(network).Save(stream);

        /// <summary>Writes the weights to a stream, as a safetensors file that begins at the stream's position.</summary>
        /// <param name="stream">A stream that can be written; it need not be able to seek. It stays open, and is not flushed.</param>
        /// <param name="options">Whether values that are not finite are saved, and what the file says of the data.</param>
        /// <exception cref="ArgumentException">The stream cannot be written, or <see cref="SaveOptions.Data"/> is for another number of inputs, targets or classes. Nothing is written.</exception>
        /// <exception cref="NotFiniteNumberException">
        /// A value is NaN or infinite, and <see cref="SaveOptions.AllowNonFinite"/> is not set; the message names the first such tensor. Nothing is written.
        /// </exception>
        /// <exception cref="IOException">The stream fails.</exception>
        public void Save(Stream stream, SaveOptions options) => ParametersOf(network, options).Save(stream, options);

        /// <summary>
        /// Makes a network with the weights of a safetensors file, read from a stream's position. The stream is left directly after the file, whatever follows,
        /// and stays open; it need not be able to seek. If it contains no such file, its position is undefined.
        /// </summary>
        /// <param name="stream">A stream that can be read.</param>
        /// <exception cref="ArgumentException">The stream cannot be read.</exception>
        /// <exception cref="IOException">The stream fails.</exception>
        /// <exception cref="InvalidDataException">
        /// What follows is not a safetensors file, or tensors are missing, unexpected or of another shape; the message lists them, up to its maximum length.
        /// </exception>
        public static TNetwork Load(Stream stream)
        {
            TNetwork loaded = TNetwork.Create(0);
            loaded.Parameters.Load(stream);
            return loaded;
        }

        /// <summary>Makes a network with the weights of a safetensors file in memory.</summary>
        /// <param name="file">Exactly the file's bytes.</param>
        /// <exception cref="InvalidDataException">
        /// They are not a safetensors file, or tensors are missing, unexpected or of another shape; the message lists them, up to its maximum length.
        /// </exception>
        public static TNetwork Load(ReadOnlySpan<byte> file)
        {
            TNetwork loaded = TNetwork.Create(0);
            loaded.Parameters.Load(file);
            return loaded;
        }

        /// <summary>Makes a network with the weights of a safetensors file, and reads what the file says of the data: scaling and class names.</summary>
        /// <param name="path">The file, or a pipe that contains nothing else.</param>
        /// <param name="data">What was saved with it, as <see cref="SaveOptions.Data"/>.</param>
        /// <exception cref="IOException">The file cannot be read.</exception>
        /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
        /// <exception cref="InvalidDataException">
        /// The file is not safetensors, or tensors are missing, unexpected or of another shape; or it was saved without a description of the data, or with that of another number of inputs,
        /// targets or classes. The message says what was expected and what the file has.
        /// </exception>
        public static TNetwork Load(string path, out DataDescription data)
        {
            using SafeTensorsFile file = SafeTensorsFile.OpenOnce(path);
            return Load<TNetwork>(file, out data);
        }

        /// <summary>
        /// Makes a network with the weights of a safetensors file, read from a stream's position, and reads what the file says of the data. The stream is left directly after the file, whatever
        /// follows, and stays open; it need not be able to seek. If it contains no such file, its position is undefined.
        /// </summary>
        /// <param name="stream">A stream that can be read.</param>
        /// <param name="data">What was saved with it, as <see cref="SaveOptions.Data"/>.</param>
        /// <exception cref="ArgumentException">The stream cannot be read.</exception>
        /// <exception cref="IOException">The stream fails.</exception>
        /// <exception cref="InvalidDataException">What follows is not such a file, as for a path.</exception>
        public static TNetwork Load(Stream stream, out DataDescription data)
        {
            using SafeTensorsFile file = SafeTensorsFile.OpenOnce(stream);
            return Load<TNetwork>(file, out data);
        }

        /// <summary>Makes a network with the weights of a safetensors file in memory, and reads what the file says of the data.</summary>
        /// <param name="file">Exactly the file's bytes.</param>
        /// <param name="data">What was saved with it, as <see cref="SaveOptions.Data"/>.</param>
        /// <exception cref="InvalidDataException">They are not such a file, as for a path.</exception>
        public static TNetwork Load(ReadOnlySpan<byte> file, out DataDescription data)
        {
            TNetwork loaded = TNetwork.Create(0);
            DataDescription? read = null;
            loaded.Parameters.CopyFrom(SafeTensorsFile.Read(file, [("", loaded.Parameters.Layout)], opened => read = Describe<TNetwork>(opened))[0]);
            data = read!;
            return loaded;
        }
    }

    private static TNetwork Load<TNetwork>(SafeTensorsFile file, out DataDescription data)
        where TNetwork : class, INetwork<TNetwork>
    {
        data = Describe<TNetwork>(file);
        TNetwork loaded = TNetwork.Create(0);
        loaded.Parameters.CopyFrom(file.Read(loaded.Parameters.Layout));
        return loaded;
    }

    private static DataDescription Describe<TNetwork>(SafeTensorsFile file)
        where TNetwork : class, INetwork<TNetwork>
    {
        DataDescription data = DataDescription.Of(file);
        return data.Misfit<TNetwork>() is { } misfit
            ? throw new InvalidDataException($"{file.Subject} has a description of the data that does not fit: {misfit}.")
            : data;
    }

    private static ParameterSet ParametersOf<TNetwork>(TNetwork network, SaveOptions options)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(options);
        DataDescription.ThrowUnlessFitting<TNetwork>(options.Data, nameof(options));
        return ParametersOf(network);
    }

    private static ParameterSet ParametersOf<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Parameters;
    }
}
