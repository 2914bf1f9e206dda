using System.Globalization;
using System.Text.Json;

namespace StaticNet;

/// <summary>A <see cref="CsvSchema"/> as JSON, in the form in which <see cref="DataDescription"/> has it in a file.</summary>
internal static class CsvSchemaJson
{
    private const string Inputs = "inputs";
    private const string Targets = "targets";
    private const string Label = "label";
    private const string ClassNames = "class-names";
    private const string DropUnlabelled = "drop-unlabelled";
    private const string MissingTexts = "missing-texts";
    private const string MaxCategories = "max-categories";
    private const string Name = "name";
    private const string Kind = "kind";
    private const string Categories = "categories";
    private const string Missing = "missing";
    private const string Unseen = "unseen";
    private const string Number = "number";
    private const string Category = "category";

    /// <summary>Writes a schema.</summary>
    public static string Format(CsvSchema schema) => JsonText.Of(writer =>
    {
        writer.WriteStartObject();
        WriteColumns(writer, Inputs, schema.Inputs);
        WriteColumns(writer, Targets, schema.Targets);
        if (schema.Label is { } label)
        {
            writer.WriteString(Label, label);
        }

        WriteTexts(writer, ClassNames, schema.ClassNames);
        writer.WriteBoolean(DropUnlabelled, schema.DropUnlabelled);
        WriteTexts(writer, MissingTexts, schema.MissingTexts);
        writer.WriteNumber(MaxCategories, schema.MaxCategories);
        writer.WriteEndObject();
    });

    /// <summary>Reads a schema.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static CsvSchema Parse(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            JsonElement root = json.RootElement;
            CsvSchema schema = new()
            {
                Inputs = Columns(root, Inputs),
                Targets = Columns(root, Targets),
                Label = root.TryGetProperty(Label, out JsonElement label) ? Text(label) : null,
                ClassNames = Texts(root, ClassNames),
                DropUnlabelled = root.GetProperty(DropUnlabelled).GetBoolean(),
                MissingTexts = Texts(root, MissingTexts) ?? [],
                MaxCategories = root.GetProperty(MaxCategories).GetInt32(),
            };
            schema.ThrowIfContradictory();
            return schema;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException(Quote.Message(exception.Message.Split(" (Parameter")[0]), exception);
        }
    }

    private static void WriteColumns(Utf8JsonWriter writer, string name, IReadOnlyList<CsvColumn> columns)
    {
        writer.WriteStartArray(name);
        foreach (CsvColumn column in columns)
        {
            writer.WriteStartObject();
            writer.WriteString(Name, column.Name);
            writer.WriteString(Kind, column.Kind.ToString());
            WriteTexts(writer, Categories, column.Categories.IsEmpty ? null : column.Categories);
            writer.WriteString(Missing, column.Missing.Kind.ToString());
            if (column.Missing.Kind == MissingValues.MissingKind.Constant)
            {
                writer.WriteNumber(Number, column.Missing.Number);
            }
            else if (column.Missing.Kind == MissingValues.MissingKind.Category)
            {
                writer.WriteString(Category, column.Missing.Text);
            }

            writer.WriteString(Unseen, column.Unseen.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static CsvColumn[] Columns(JsonElement root, string name) => [.. root.GetProperty(name).EnumerateArray().Select(Column)];

    private static CsvColumn Column(JsonElement json)
    {
        string name = Text(json.GetProperty(Name));
        string[]? categories = Texts(json, Categories);
        MissingValues missing = Of<MissingValues.MissingKind>(json, Missing) switch
        {
            MissingValues.MissingKind.Refuse => MissingValues.Refuse,
            MissingValues.MissingKind.DropRow => MissingValues.DropRow,
            MissingValues.MissingKind.Mean => MissingValues.Mean,
            MissingValues.MissingKind.Constant => MissingValues.Constant(json.GetProperty(Number).GetSingle()),
            _ => MissingValues.Category(Text(json.GetProperty(Category))),
        };
        UnseenCategories unseen = Of<UnseenCategories>(json, Unseen);
        return Of<CsvColumnKind>(json, Kind) switch
        {
            CsvColumnKind.Number => CsvColumn.Number(name, missing),
            CsvColumnKind.OneHot => CsvColumn.OneHot(name, categories, missing, unseen),
            _ => CsvColumn.Ordinal(name, categories, missing, unseen),
        };
    }

    private static T Of<T>(JsonElement json, string name)
        where T : struct, Enum
    {
        string text = Text(json.GetProperty(name));
        return Enum.TryParse(text, out T value) && Enum.IsDefined(value)
            ? value
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{Quote.Text(text)} is no '{name}'; {string.Join(", ", Enum.GetNames<T>())} are."));
    }

    private static string[]? Texts(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement texts) ? [.. texts.EnumerateArray().Select(Text)] : null;

    private static string Text(JsonElement json) => json.GetString() ?? throw new FormatException("A text is null.");
}
