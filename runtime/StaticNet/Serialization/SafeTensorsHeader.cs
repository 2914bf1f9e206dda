using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace StaticNet;

/// <summary>
/// The header of a safetensors file: JSON that names each tensor's type, shape and place. Everything in it is checked against
/// the bytes that follow it.
/// </summary>
internal sealed class SafeTensorsHeader
{
    public const string MetadataName = "__metadata__";

    /// <summary>The bytes before the JSON: its length as a little-endian integer.</summary>
    public const int PrefixBytes = sizeof(ulong);

    /// <summary>The format's own limit.</summary>
    public const int MaxBytes = 100_000_000;

    private readonly Dictionary<string, SafeTensorInfo> _byName;

    private SafeTensorsHeader(IReadOnlyList<SafeTensorInfo> tensors, Dictionary<string, SafeTensorInfo> byName, IReadOnlyDictionary<string, string> metadata)
    {
        DataLength = tensors.Count == 0 ? 0 : tensors[^1].End;
        Tensors = tensors;
        _byName = byName;
        Metadata = metadata;
    }

    /// <summary>The tensors in the order of their bytes.</summary>
    public IReadOnlyList<SafeTensorInfo> Tensors { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The number of bytes that the tensors fill, after the header.</summary>
    public long DataLength { get; }

    /// <summary>The tensor of this name; null if there is none.</summary>
    public SafeTensorInfo? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A tensor of a header that is written.</summary>
    internal readonly record struct Entry(string Name, SafeTensorType Type, ImmutableArray<int> Shape)
    {
        /// <summary>The bytes of its values.</summary>
        public long Bytes => Shape.Aggregate((long)SafeTensorInfo.BytesOf(Type), static (bytes, length) => checked(bytes * length));
    }

    /// <summary>Makes the JSON for tensors that follow each other, padded with spaces so that their bytes start at a multiple of 8.</summary>
    public static byte[] Format(IReadOnlyList<Entry> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                writer.WriteStartObject(MetadataName);
                foreach ((string key, string value) in metadata.OrderBy(static entry => entry.Key, StringComparer.Ordinal))
                {
                    writer.WriteString(Text(key, "key", key), Text(value, "value", key));
                    ThrowIfTooLong(writer, tensors.Count);
                }

                writer.WriteEndObject();
            }

            HashSet<string> names = new(StringComparer.Ordinal);
            long offset = 0;
            foreach (Entry tensor in tensors)
            {
                if (!names.Add(tensor.Name))
                {
                    throw new ArgumentException($"Two tensors are named {Quote.Text(tensor.Name)}.", nameof(tensors));
                }

                writer.WriteStartObject(tensor.Name);
                writer.WriteString("dtype", tensor.Type.ToString());
                writer.WriteStartArray("shape");
                foreach (int length in tensor.Shape)
                {
                    writer.WriteNumberValue(length);
                }

                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(offset);
                offset += tensor.Bytes;
                writer.WriteNumberValue(offset);
                writer.WriteEndArray();
                writer.WriteEndObject();
                ThrowIfTooLong(writer, tensors.Count);
            }

            writer.WriteEndObject();
        }

        while (stream.Length % PrefixBytes != 0)
        {
            stream.WriteByte((byte)' ');
        }

        return stream.Length <= MaxBytes ? stream.ToArray() : throw TooLong(tensors.Count);
    }

    // The format has no null, and half of a surrogate pair is not valid UTF-8: no reader would accept the file.
    private static string Text(string? text, string what, string key)
    {
        string? problem = text is null ? "is null" : Quote.IsWellFormed(text) ? null : "is not valid Unicode: it contains half of a surrogate pair";
        return problem is null ? text! : throw new ArgumentException($"The {what} of the metadata {Quote.Text(key)} {problem}.", "metadata");
    }

    private static void ThrowIfTooLong(Utf8JsonWriter writer, int count)
    {
        if (writer.BytesCommitted + writer.BytesPending > MaxBytes)
        {
            throw TooLong(count);
        }
    }

    private static ArgumentException TooLong(int count)
        => new($"The names of {count} tensors and the metadata make a header of more than {MaxBytes} bytes, which is what the format allows.", "tensors");

    /// <summary>Reads the JSON and checks that the tensors fill the bytes after it exactly.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="dataLength">The number of bytes after it; null if there are exactly as many as the tensors fill.</param>
    /// <exception cref="InvalidDataException">Something is wrong; the message says what.</exception>
    public static SafeTensorsHeader Parse(ReadOnlySpan<byte> json, long? dataLength)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
        {
            throw new InvalidDataException("the header does not begin with '{'");
        }

        if (!Utf8.IsValid(json))
        {
            throw new InvalidDataException("the header is not UTF-8");
        }

        List<SafeTensorInfo> tensors = [];
        Dictionary<string, SafeTensorInfo> byName = new(StringComparer.Ordinal);
        Dictionary<string, string>? metadata = null;
        bool areInOrder = true;
        try
        {
            Utf8JsonReader reader = new(json);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                reader.Read();
                if (name == MetadataName)
                {
                    metadata = metadata is null ? ReadMetadata(ref reader) : throw Twice(name);
                    continue;
                }

                SafeTensorInfo tensor = ReadTensor(ref reader, name);
                if (!byName.TryAdd(name, tensor))
                {
                    throw Twice(name);
                }

                areInOrder &= tensors.Count == 0 || Compare(tensors[^1], tensor) <= 0;
                tensors.Add(tensor);
            }

            // The reader throws if anything but white space follows.
            reader.Read();
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"the header is not JSON: {Quote.Message(exception.Message)}");
        }
        catch (InvalidOperationException exception)
        {
            // Utf8JsonReader.GetString, on half of a surrogate pair.
            throw new InvalidDataException($"a text in the header is not Unicode: {Quote.Message(exception.Message)}");
        }

        // Writers usually put them in order.
        if (!areInOrder)
        {
            tensors.Sort(Compare);
        }

        ThrowUnlessFilled(tensors, dataLength);
        return new SafeTensorsHeader(tensors, byName, metadata ?? []);
    }

    private static int Compare(SafeTensorInfo a, SafeTensorInfo b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End);

    private static InvalidDataException Twice(string name) => new($"{Quote.Text(name)} occurs twice in the header");

    private static Dictionary<string, string> ReadMetadata(ref Utf8JsonReader reader)
    {
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        Expect(ref reader, JsonTokenType.StartObject, MetadataName, null, "an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            Expect(ref reader, JsonTokenType.String, MetadataName + " ", key, "a string");
            if (!metadata.TryAdd(key, reader.GetString()!))
            {
                throw new InvalidDataException($"{Quote.Text(key)} occurs twice in {MetadataName}");
            }
        }

        return metadata;
    }

    private static SafeTensorInfo ReadTensor(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.StartObject, "tensor ", name, "an object");
        SafeTensorType? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string? key = reader.ValueTextEquals("dtype"u8) ? "dtype"
                : reader.ValueTextEquals("shape"u8) ? "shape"
                : reader.ValueTextEquals("data_offsets"u8) ? "data_offsets"
                : null;
            reader.Read();
            switch (key)
            {
                case "dtype" when type is null:
                    Expect(ref reader, JsonTokenType.String, "dtype of tensor ", name, "a string");
                    string text = reader.GetString()!;
                    type = SafeTensorInfo.ParseType(text)
                        ?? throw new InvalidDataException($"tensor {Quote.Text(name)} has the unknown dtype {Quote.Text(text)}");
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref reader, "shape of tensor ", name);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref reader, "data_offsets of tensor ", name);
                    break;
                case null:
                    reader.Skip();
                    break;
                default:
                    throw new InvalidDataException($"tensor {Quote.Text(name)} has two entries {key}");
            }
        }

        string? missing = type is null ? "dtype" : shape is null ? "shape" : offsets is null ? "data_offsets" : null;
        if (missing is not null)
        {
            throw new InvalidDataException($"tensor {Quote.Text(name)} has no {missing}");
        }

        return Checked(name, type!.Value, shape!, offsets!);
    }

    private static SafeTensorInfo Checked(string name, SafeTensorType type, long[] shape, long[] offsets)
    {
        if (offsets.Length != 2)
        {
            throw new InvalidDataException($"tensor {Quote.Text(name)} has {offsets.Length} data_offsets; 2 are needed");
        }

        (long begin, long end) = (offsets[0], offsets[1]);
        if (begin > end)
        {
            throw new InvalidDataException($"tensor {Quote.Text(name)} begins at {begin} and ends before, at {end}");
        }

        long bytes = SafeTensorInfo.BytesOf(type);
        try
        {
            foreach (long length in shape)
            {
                bytes = checked(bytes * length);
            }
        }
        catch (OverflowException)
        {
            throw new InvalidDataException($"tensor {Quote.Text(name)} of shape {TensorDescription.Format(shape)} is larger than any file");
        }

        return bytes == end - begin
            ? new SafeTensorInfo(name, type, shape, begin, end)
            : throw new InvalidDataException(
                $"tensor {Quote.Text(name)} of shape {TensorDescription.Format(shape)} and dtype {type} takes {bytes} bytes, but its data_offsets span {end - begin}");
    }

    private static long[] ReadNumbers(ref Utf8JsonReader reader, string what, string name)
    {
        Expect(ref reader, JsonTokenType.StartArray, what, name, "an array");
        int count = 0;
        Utf8JsonReader ahead = reader;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.Number)
        {
            count++;
        }

        long[] numbers = new long[count];
        for (int i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out numbers[i]) || numbers[i] < 0)
            {
                throw new InvalidDataException($"the {what}{Quote.Text(name)} holds something other than whole numbers from 0 on");
            }
        }

        return numbers;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what, string? name, string expected)
    {
        if (reader.TokenType != type)
        {
            throw new InvalidDataException($"the {what}{(name is null ? "" : Quote.Text(name))} is not {expected}");
        }
    }

    // The format asks that every byte belongs to exactly one tensor.
    private static void ThrowUnlessFilled(List<SafeTensorInfo> tensors, long? dataLength)
    {
        long filled = 0;
        foreach (SafeTensorInfo tensor in tensors)
        {
            if (tensor.End > dataLength)
            {
                throw new InvalidDataException($"tensor {Quote.Text(tensor.Name)} ends at {tensor.End}, but {dataLength} bytes follow the header");
            }

            if (tensor.Begin != filled)
            {
                throw new InvalidDataException(
                    $"tensor {Quote.Text(tensor.Name)} begins at {tensor.Begin}, {(tensor.Begin < filled ? "within" : "leaving a hole after")} the one that ends at {filled}");
            }

            filled = tensor.End;
        }

        if (filled != (dataLength ?? filled))
        {
            throw new InvalidDataException($"{dataLength} bytes follow the header, but the tensors fill {filled}");
        }
    }
}
