using System.Collections.Immutable;
using System.Text.Json;

namespace StaticNet;

/// <summary>
/// What a program has to know of the data that a network was trained with: how inputs and targets are scaled, and what the classes are called. It travels in the metadata of a weight file,
/// <see cref="SaveOptions.Data"/>, and comes back with the weights.
/// </summary>
/// <example>
/// <code>
/// network.Save("iris.safetensors", new SaveOptions { Data = new DataDescription { InputScaling = scaling, ClassNames = training.ClassNames } });
/// Iris network = Iris.Load("iris.safetensors", out DataDescription data);
/// data.InputScaling!.Apply(sample);
/// </code>
/// </example>
public sealed class DataDescription
{
    private const string Key = "data-description";
    private const string Version = "1";
    private const string Inputs = "input-scaling";
    private const string Targets = "target-scaling";
    private const string Offsets = ".offsets";
    private const string Factors = ".factors";
    private const string Classes = "class-names";
    private const string Columns = "csv-schema";

    /// <summary>How the inputs are scaled before the network sees them; <see langword="null"/> if they are not.</summary>
    public FeatureScaling? InputScaling { get; init; }

    /// <summary>How the targets were scaled, so that <see cref="FeatureScaling.Invert(Span{float})"/> makes the network's outputs what they stand for; <see langword="null"/> if they were not.</summary>
    public FeatureScaling? TargetScaling { get; init; }

    /// <summary>The names of the classes in the order of their numbers; empty if they have none.</summary>
    /// <exception cref="ArgumentException">A name is <see langword="null"/> or not valid Unicode.</exception>
    public ImmutableArray<string> ClassNames
    {
        get;
        init
        {
            field = value.IsDefault ? [] : value;
            for (int i = 0; i < field.Length; i++)
            {
                if (field[i] is null || !Quote.IsWellFormed(field[i]))
                {
                    throw new ArgumentException($"The name of class {i} is {(field[i] is null ? "null" : "not valid Unicode: it contains half of a surrogate pair")}.", nameof(ClassNames));
                }
            }
        }
    }

    = [];

    /// <summary>
    /// The columns of the tables that the network was trained with, <see cref="CsvTable.Schema"/>, so that <see cref="Csv.LoadTable"/> makes of other tables what the network has learned: the same
    /// categories, classes and means. <see langword="null"/> for data of another kind.
    /// </summary>
    public CsvSchema? Schema { get; init; }

    /// <summary>Reads the description from a file that <see cref="Save"/> wrote, or that a network was saved to with <see cref="SaveOptions.Data"/>. Only the file's header is read.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file is not safetensors, or has no such description, or a wrong one; the message says what it has.</exception>
    public static DataDescription Load(string path)
    {
        using SafeTensorsFile file = SafeTensorsFile.OpenOnce(path);
        return Of(file);
    }

    /// <summary>Writes the description to a file of its own: safetensors without tensors. To save it with a network's weights, see <see cref="SaveOptions.Data"/>.</summary>
    /// <inheritdoc cref="ParameterSet.Save(string)" path="/remarks"/>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written, or the path names a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or is read-only.</exception>
    public void Save(string path) => SafeTensorsFile.Save(path, [], new SaveOptions { Data = this }.Metadata());

    /// <summary>What it consists of: <c>scaling of 4 inputs, 3 classes (setosa, versicolor, virginica)</c>.</summary>
    public override string ToString()
    {
        string[] parts =
        [
            .. InputScaling is { } inputs ? [$"scaling of {inputs.Length} inputs"] : Array.Empty<string>(),
            .. TargetScaling is { } targets ? [$"scaling of {targets.Length} targets"] : Array.Empty<string>(),
            .. Schema is { } schema ? [$"{schema.Inputs.Count} columns"] : Array.Empty<string>(),
            .. ClassNames.IsEmpty ? Array.Empty<string>() : [$"{ClassNames.Length} classes ({Quote.List(ClassNames.Select(static name => Quote.Name(name)), ClassNames.Length)})"],
        ];
        return parts.Length == 0 ? "nothing" : string.Join(", ", parts);
    }

    /// <summary>Reads the description of an open file.</summary>
    /// <exception cref="InvalidDataException">It has none, or a wrong one.</exception>
    internal static DataDescription Of(SafeTensorsFile file)
    {
        if (Find(file) is { } description)
        {
            return description;
        }

        IEnumerable<string> others = file.Metadata.Keys.Order(StringComparer.Ordinal).Select(static key => Quote.Name(key));
        throw new InvalidDataException(
            $"{file.Subject} has no description of the data, such as scaling and class names: it was saved without {nameof(SaveOptions)}.{nameof(SaveOptions.Data)}. "
            + $"Its metadata {(file.Metadata.Count == 0 ? "is empty" : "has " + Quote.List(others, file.Metadata.Count))}.");
    }

    /// <summary>Reads the description of an open file; null if it has none.</summary>
    /// <exception cref="InvalidDataException">It has a wrong one.</exception>
    internal static DataDescription? Find(SafeTensorsFile file)
    {
        if (!file.Metadata.TryGetValue(Key, out string? version))
        {
            return null;
        }

        if (version != Version)
        {
            throw new InvalidDataException($"{file.Subject} has a description of the data of version {Quote.Text(version)}; version {Version} can be read.");
        }

        string[]? classes = Read(file, Classes, "texts", static item => item.GetString() ?? throw new FormatException());
        return new DataDescription { InputScaling = ReadScaling(file, Inputs), TargetScaling = ReadScaling(file, Targets), ClassNames = [.. classes ?? []], Schema = ReadSchema(file) };
    }

    /// <summary>What does not fit a network, as a sentence without its end; null if all does.</summary>
    internal string? Misfit<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        NetworkSummary summary = TNetwork.Summary;
        return InputScaling is { } inputs && inputs.Length != TNetwork.InputLength ? $"the scaling is for {inputs.Length} inputs, but {summary.Name} takes {TNetwork.InputLength}"
            : TargetScaling is { } targets && targets.Length != TNetwork.TargetLength ? $"the scaling is for {targets.Length} targets, but {summary.Name} has {TNetwork.TargetLength}"
            : Schema?.InputLength is { } columns && columns != TNetwork.InputLength ? $"the schema makes {columns} inputs, but {summary.Name} takes {TNetwork.InputLength}"
            : !ClassNames.IsEmpty && ClassNames.Length != summary.ClassCount ? $"there are names for {ClassNames.Length} classes, but {summary.Name} tells {summary.ClassCount} apart"
            : null;
    }

    /// <exception cref="ArgumentException">The description does not fit the network.</exception>
    internal static void ThrowUnlessFitting<TNetwork>(DataDescription? data, string parameterName)
        where TNetwork : class, INetwork<TNetwork>
    {
        if (data?.Misfit<TNetwork>() is { } misfit)
        {
            throw new ArgumentException($"The description of the data does not fit: {misfit}.", parameterName);
        }
    }

    internal void AddTo(Dictionary<string, string> metadata)
    {
        metadata[Key] = Version;
        AddScaling(InputScaling, Inputs);
        AddScaling(TargetScaling, Targets);
        if (Schema is not null)
        {
            metadata[Columns] = CsvSchemaJson.Format(Schema);
        }

        if (!ClassNames.IsEmpty)
        {
            metadata[Classes] = Json(ClassNames, static (writer, name) => writer.WriteStringValue(name));
        }

        void AddScaling(FeatureScaling? scaling, string name)
        {
            if (scaling is not null)
            {
                metadata[name + Offsets] = Json(scaling.Offsets, static (writer, value) => writer.WriteNumberValue(value));
                metadata[name + Factors] = Json(scaling.Factors, static (writer, value) => writer.WriteNumberValue(value));
            }
        }
    }

    private static FeatureScaling? ReadScaling(SafeTensorsFile file, string name)
    {
        float[]? offsets = Read(file, name + Offsets, "numbers", static item => item.GetSingle());
        float[]? factors = Read(file, name + Factors, "numbers", static item => item.GetSingle());
        try
        {
            return offsets is null && factors is null ? null : new FeatureScaling(offsets, factors);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"{file.Subject} has a wrong '{name}'. {exception.Message.Split(" (Parameter")[0]}", exception);
        }
    }

    private static CsvSchema? ReadSchema(SafeTensorsFile file)
    {
        try
        {
            return file.Metadata.TryGetValue(Columns, out string? text) ? CsvSchemaJson.Parse(text) : null;
        }
        catch (FormatException exception)
        {
            throw new InvalidDataException($"{file.Subject} has a wrong '{Columns}'. {exception.Message}", exception);
        }
    }

    private static T[]? Read<T>(SafeTensorsFile file, string key, string what, Func<JsonElement, T> item)
    {
        if (!file.Metadata.TryGetValue(key, out string? text))
        {
            return null;
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return [.. json.RootElement.EnumerateArray().Select(item)];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{file.Subject} has {Quote.Text(text)} as '{key}'; a JSON array of {what} is needed.", exception);
        }
    }

    private static string Json<T>(ImmutableArray<T> items, Action<Utf8JsonWriter, T> write)
        => JsonText.Of(writer =>
        {
            writer.WriteStartArray();
            foreach (T item in items)
            {
                write(writer, item);
            }

            writer.WriteEndArray();
        });
}
