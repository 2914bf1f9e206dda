using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace StaticNet;

/// <summary>
/// A data set in a file, which need not fit memory: parts of it are read when they are needed, through the system's file cache. The file is safetensors, which Python writes and reads:
/// a tensor <c>inputs</c> with a row for each sample, and <c>labels</c> or <c>targets</c>.
/// </summary>
/// <remarks>
/// <c>inputs</c> and <c>targets</c> have the type F32, F64, F16, BF16 or U8, <c>labels</c> an integer type; the dimensions after the first are one sample's, so that images may be <c>[60000, 1, 28, 28]</c>. Integers and
/// bytes are read as they are: 255 is 255. It may be read by any number of threads at once.
/// </remarks>
/// <example>
/// <code>
/// DatasetFile.Save("train.safetensors", parts);                          // once, part by part
/// using DatasetFile training = DatasetFile.Open("train.safetensors");
/// trainer.Fit(training, new FitOptions { Epochs = 10 });
/// </code>
/// </example>
public sealed class DatasetFile : IDataset, IDisposable
{
    private const string Inputs = "inputs";
    private const string Targets = "targets";
    private const string Labels = "labels";
    private const string Ignored = "ignored-label";

    // In values of inputs: a megabyte of floats.
    private const int DefaultBlock = 1 << 18;

    private readonly SafeTensorsFile _file;
    private readonly SafeTensorInfo _inputs;
    private readonly SafeTensorInfo _outputs;

    private DatasetFile(SafeTensorsFile file)
    {
        _file = file;
        _inputs = file.Tensors.FirstOrDefault(static tensor => tensor.Name == Inputs) ?? throw Wrong("has no tensor 'inputs'");
        SafeTensorInfo[] outputs = [.. file.Tensors.Where(static tensor => tensor.Name is Targets or Labels)];
        _outputs = outputs.Length == 1 ? outputs[0] : throw Wrong(outputs.Length == 0 ? "has neither a tensor 'labels' nor 'targets'" : "has both 'labels' and 'targets'");
        LabelLength = _outputs.Name == Labels ? SampleLength(_outputs) : 0;
        TargetLength = _outputs.Name == Targets ? SampleLength(_outputs) : 0;
        InputLength = SampleLength(_inputs);
        Count = (int)_inputs.Shape[0];
        if (_outputs.Shape[0] != Count)
        {
            throw Wrong($"has {Count} inputs, but {_outputs.Shape[0]} {_outputs.Name}");
        }

        Check(_inputs, _inputs.IsFloat || _inputs.Type == SafeTensorType.U8, "F32, F64, F16, BF16 and U8");
        Check(_outputs, LabelLength > 0 ? _outputs.IsInteger : _outputs.IsFloat || _outputs.Type == SafeTensorType.U8, LabelLength > 0 ? "integers" : "F32, F64, F16, BF16 and U8");
        ClassNames = DataDescription.Find(file)?.ClassNames ?? [];
        IgnoredLabel = !file.Metadata.TryGetValue(Ignored, out string? ignored) ? null
            : int.TryParse(ignored, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int label) ? label
            : throw Wrong($"has {Quote.Text(ignored)} as '{Ignored}'; a number is needed");
        BlockLength = Math.Clamp(DefaultBlock / InputLength, 1, Math.Max(Count, 1));
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public int InputLength { get; }

    /// <inheritdoc/>
    public int TargetLength { get; }

    /// <inheritdoc/>
    public int LabelLength { get; }

    /// <inheritdoc/>
    public int? IgnoredLabel { get; }

    /// <inheritdoc/>
    public ImmutableArray<string> ClassNames { get; }

    /// <summary>The samples of a block; by default those whose inputs are a megabyte of floats, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than 1.</exception>
    public int BlockLength
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(BlockLength));
            field = value;
        }
    }

    /// <summary>Opens a file and checks its header. The samples are read later.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">It is not safetensors, or its tensors are not those of a data set; the message says what it has.</exception>
    public static DatasetFile Open(string path)
    {
        SafeTensorsFile file = SafeTensorsFile.Open(path);
        try
        {
            return new DatasetFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes a data set, part by part, with the names of its classes.</summary>
    /// <inheritdoc cref="ParameterSet.Save(string)" path="/remarks"/>
    /// <param name="path">The file; an existing one stays unchanged until the new one is complete.</param>
    /// <param name="data">The samples, at least one.</param>
    /// <exception cref="ArgumentException">There are no samples.</exception>
    /// <exception cref="IOException">The file cannot be written, or the path names a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or is read-only.</exception>
    public static void Save(string path, IDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Save(path, data as Dataset is { } inMemory ? [inMemory] : Parts(data));
    }

    /// <summary>
    /// Writes samples of which only one part at a time is in memory: each is written before the next is asked for. Their labels or targets are kept until the end.
    /// </summary>
    /// <inheritdoc cref="ParameterSet.Save(string)" path="/remarks"/>
    /// <param name="path">The file; an existing one stays unchanged until the new one is complete.</param>
    /// <param name="parts">The parts, of the same lengths and classes: at least one sample in all.</param>
    /// <exception cref="ArgumentException">There are no samples, or more than an int counts; or a part differs from the first.</exception>
    /// <exception cref="IOException">The file cannot be written, or the path names a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or is read-only.</exception>
    public static void Save(string path, IEnumerable<Dataset> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        AtomicFile.Write(path, stream => Write(stream, parts));
    }

    /// <summary>Reads samples that follow each other, from any thread.</summary>
    /// <inheritdoc cref="IDataset.Read" path="/param"/>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many samples.</exception>
    /// <exception cref="IOException">The file cannot be read any more.</exception>
    /// <exception cref="InvalidDataException">The file has become shorter, or a label is no int.</exception>
    public void Read(int first, int count, Span<float> inputs, Span<float> targets, Span<int> labels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - first);
        ThrowUnlessEmptyOr(inputs.Length, count, InputLength, nameof(inputs));
        ThrowUnlessEmptyOr(targets.Length, count, TargetLength, nameof(targets));
        ThrowUnlessEmptyOr(labels.Length, count, LabelLength, nameof(labels));
        _file.ReadRange(_inputs, (long)first * InputLength, inputs);
        _file.ReadRange(_outputs, (long)first * TargetLength, targets);
        _file.ReadRange(_outputs, (long)first * LabelLength, labels);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>The number of samples, and what they consist of.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Count:N0} samples of {InputLength:N0} inputs and ")
            + (LabelLength == 0 ? $"{TargetLength} targets" : LabelLength == 1 ? "a label" : $"{LabelLength} labels");

    private static void ThrowUnlessEmptyOr(int length, int count, int sampleLength, string name)
    {
        if (length > 0 && length != (long)count * sampleLength)
        {
            throw new ArgumentException($"{count} samples have {(long)count * sampleLength} {name}; there is room for {length}.", name);
        }
    }

    private static IEnumerable<Dataset> Parts(IDataset data)
    {
        int length = Math.Max(data.BlockLength, Math.Max(1, DefaultBlock / Math.Max(1, data.InputLength)));
        for (int first = 0; first < data.Count; first += length)
        {
            int count = Math.Min(length, data.Count - first);
            float[] inputs = new float[count * data.InputLength];
            float[] targets = new float[count * data.TargetLength];
            int[] labels = new int[count * data.LabelLength];
            data.Read(first, count, inputs, targets, labels);
            yield return data.HasLabels
                ? Dataset.OfPositions(inputs, data.InputLength, labels, data.LabelLength, data.ClassNames.IsEmpty ? null : data.ClassNames, data.IgnoredLabel)
                : new Dataset(inputs, data.InputLength, targets, data.TargetLength);
        }
    }

    // The header comes first and has the number of samples, which the last part decides: room is left for one with the largest.
    private static void Write(Stream stream, IEnumerable<Dataset> parts)
    {
        Dataset? first = null;
        long count = 0;
        int room = 0;
        using MemoryStream outputs = new();
        foreach (Dataset part in parts)
        {
            if (first is null)
            {
                first = part;
                room = Header(first, int.MaxValue).Length;
                stream.Position = SafeTensorsHeader.PrefixBytes + room;
            }

            ThrowUnlessAlike(first, part);
            count += part.Count;
            if (count > int.MaxValue)
            {
                throw new ArgumentException($"There are {count} samples; {int.MaxValue} can be counted.", nameof(parts));
            }

            Write(stream, part.Inputs);
            Write(outputs, part.Targets);
            Write(outputs, part.Labels);
        }

        if (first is null || count == 0)
        {
            throw new ArgumentException("There are no samples to save.", nameof(parts));
        }

        outputs.WriteTo(stream);
        byte[] header = Header(first, (int)count);
        Span<byte> prefix = stackalloc byte[SafeTensorsHeader.PrefixBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)room);
        stream.Position = 0;
        stream.Write(prefix);
        stream.Write(header);
        Span<byte> rest = new byte[room - header.Length];
        rest.Fill((byte)' ');
        stream.Write(rest);
        stream.Position = stream.Length;
    }

    private static byte[] Header(Dataset data, int count)
    {
        Dictionary<string, string> metadata = data.ClassNames.IsEmpty ? [] : new SaveOptions { Data = new DataDescription { ClassNames = data.ClassNames } }.Metadata();
        if (data.IgnoredLabel is { } ignored)
        {
            metadata[Ignored] = ignored.ToString(CultureInfo.InvariantCulture);
        }

        SafeTensorsHeader.Entry outputs = !data.HasLabels ? new(Targets, SafeTensorType.F32, [count, data.TargetLength])
            : data.LabelLength == 1 ? new(Labels, SafeTensorType.I32, [count])
            : new(Labels, SafeTensorType.I32, [count, data.LabelLength]);
        return SafeTensorsHeader.Format([new(Inputs, SafeTensorType.F32, [count, data.InputLength]), outputs], metadata);
    }

    private static void Write<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(bytes);
            return;
        }

        int[] reversed = new int[values.Length];
        BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(bytes), reversed);
        stream.Write(MemoryMarshal.AsBytes<int>(reversed));
    }

    private static void ThrowUnlessAlike(Dataset first, Dataset part)
    {
        if ((part.InputLength, part.LabelLength, part.TargetLength, part.IgnoredLabel) != (first.InputLength, first.LabelLength, first.TargetLength, first.IgnoredLabel))
        {
            throw new ArgumentException($"The first part has {first}, another one {part}.", "parts");
        }

        if (!part.ClassNames.SequenceEqual(first.ClassNames))
        {
            throw new ArgumentException(
                $"The classes of the first part are {Names(first)}, those of another one {Names(part)}: read all parts with the same names.", "parts");
        }

        static string Names(Dataset data) => data.ClassNames.IsEmpty ? "without names" : Quote.List(data.ClassNames.Select(static name => Quote.Name(name)), data.ClassNames.Length);
    }

    private int SampleLength(SafeTensorInfo tensor)
    {
        if (tensor.Shape.Length == 0 || tensor.Shape[0] > int.MaxValue)
        {
            throw Wrong($"has {tensor}; a row for each of at most {int.MaxValue} samples is needed");
        }

        long length = tensor.Shape.Skip(1).Aggregate(1L, static (product, dimension) => Math.Min(product * Math.Min(dimension, int.MaxValue), int.MaxValue));
        return length is > 0 and < int.MaxValue ? (int)length : throw Wrong($"has {tensor}: a sample has {(length == 0 ? "no" : "too many")} values");
    }

    private void Check(SafeTensorInfo tensor, bool isReadable, string expected)
    {
        if (!isReadable)
        {
            throw Wrong($"has {tensor} of dtype {tensor.Type}; {expected} can be read");
        }
    }

    private InvalidDataException Wrong(string what) => new($"{_file.Subject} is not a data set: it {what}.");
}
