using System.Globalization;
using System.Text;

namespace StaticNet.Fuzz.Files;

/// <summary>CSV files whose columns are chosen by name: numbers, categories and missing values.</summary>
internal sealed class SchemaCase : FileCase
{
    private string _path = "";
    private CsvSchema _schema = new();
    private CsvOptions _options = new();
    private CsvTable? _table;

    public override string Name => "CSV, by name";

    public override byte[] Make(Random random)
    {
        int columns = random.Next(2, random.Next(10) == 0 ? 60 : 6);
        CsvColumn[] inputs = [.. Enumerable.Range(0, columns - 1).Select(i => Column($"column{i}", random))];
        _schema = new CsvSchema
        {
            Inputs = random.Next(8) == 0 ? [] : inputs,
            Label = random.Next(3) > 0 ? "last" : null,
            DropUnlabelled = false,
            MissingTexts = random.Next(2) == 0 ? ["NA"] : [],
            MaxCategories = random.Next(1, 9),
        };
        _schema = _schema.Label is null
            ? _schema with { Targets = random.Next(2) == 0 ? [CsvColumn.Number("last", MissingValues.Mean)] : [] }
            : _schema with { DropUnlabelled = random.Next(2) == 0, ClassNames = random.Next(4) == 0 ? ["0", "1", "2", "3"] : null };
        _options = new CsvOptions { NonFinite = (NonFiniteNumbers)random.Next(3), MaxColumns = 1000, MaxRows = 10_000, MaxLineLength = 100_000 };

        StringBuilder text = new();
        text.AppendJoin(',', Enumerable.Range(0, columns - 1).Select(static i => $"column{i}").Append("last")).Append('\n');
        for (int row = random.Next(random.Next(10) == 0 ? 300 : 8); row >= 0; row--)
        {
            text.AppendJoin(',', inputs.Select(column => Field(column, random)).Append(random.Next(4).ToString(CultureInfo.InvariantCulture))).Append('\n');
        }

        string content = random.Next(2) == 0 ? Mutation.OfText(text.ToString(), random) : text.ToString();
        return Mutation.Utf8(content, random);
    }

    public override void Read(string path)
    {
        _path = path;
        _table = null;
        _table = Csv.LoadTable(path, _schema, _options);
    }

    public override long MaxAllocated(int length) => 500_000 + (128L * length);

    public override string? Check(byte[] file)
    {
        CsvTable table = _table!;
        CsvTable again = Csv.LoadTable(_path, table.Schema, _options);
        if (!SameBits(table.Inputs, again.Inputs) || table.DroppedRows != again.DroppedRows || !table.InputNames.SequenceEqual(again.InputNames))
        {
            return "Read with its own schema it differs.";
        }

        if (_schema.Label is null && _schema.Targets.Count == 0)
        {
            return null;
        }

        return !SameBits(table.Data.Targets, again.Data.Targets) || !table.Data.Labels.SequenceEqual(again.Data.Labels) ? "Read with its own schema its labels or targets differ."
            : _options.NonFinite == NonFiniteNumbers.Keep || table.Inputs.ToArray().All(float.IsFinite) ? null
            : "A number that is not finite has come through.";
    }

    private static CsvColumn Column(string name, Random random)
    {
        UnseenCategories unseen = (UnseenCategories)random.Next(3);
        IEnumerable<string>? categories = random.Next(2) == 0 ? ["a", "b", "c"] : null;
        return random.Next(4) switch
        {
            0 => CsvColumn.OneHot(name, categories, Missing(MissingValues.Category("a"), random), unseen),
            1 => CsvColumn.Ordinal(name, categories, Missing(MissingValues.Category("none"), random), unseen),
            _ => CsvColumn.Number(name, Missing(random.Next(2) == 0 ? MissingValues.Mean : MissingValues.Constant(3), random)),
        };
    }

    private static MissingValues Missing(MissingValues other, Random random) => random.Next(3) switch { 0 => default, 1 => MissingValues.DropRow, _ => other };

    private static string Field(CsvColumn column, Random random)
        => random.Next(60) switch
        {
            0 => "",
            1 => "NA",
            _ => column.Kind == CsvColumnKind.Number ? random.NextSingle().ToString("R", CultureInfo.InvariantCulture) : "abcd".Substring(random.Next(random.Next(9) == 0 ? 4 : 3), 1),
        };
}
