using System.Globalization;
using System.Text;

namespace StaticNet.Fuzz.Files;

/// <summary>CSV files.</summary>
internal sealed class TableCase(bool isCompressed) : FileCase
{
    private const int MaxBytes = 1 << 20;

    private string _path = "";
    private CsvOptions _options = new();
    private Dataset? _data;

    public override string Name => isCompressed ? "CSV, gzip" : "CSV";

    public override byte[] Make(Random random)
    {
        char separator = ",;\t"[random.Next(3)];
        int columns = random.Next(1, random.Next(10) == 0 ? 300 : 6);
        int rows = random.Next(random.Next(10) == 0 ? 300 : 8);
        string end = random.Next(3) switch { 0 => "\r\n", 1 => "\r", _ => "\n" };
        bool hasHeader = random.Next(3) == 0;
        bool hasNames = random.Next(3) == 0;
        StringBuilder text = new();
        if (hasHeader)
        {
            text.AppendJoin(separator, Enumerable.Range(0, columns).Select(static i => $"column{i}")).Append(end);
        }

        for (int row = 0; row < rows; row++)
        {
            IEnumerable<string> numbers = Enumerable.Range(0, columns - 1).Select(_ => random.Next(100) == 0 ? Mutation.Number(random) : Float(random));
            string label = hasNames ? $"\"class {random.Next(4)}\"" : random.Next(5).ToString(CultureInfo.InvariantCulture);
            text.AppendJoin(separator, numbers.Append(label)).Append(end);
        }

        _options = new CsvOptions
        {
            Separator = separator,
            HasHeader = random.Next(2) == 0 ? null : hasHeader,
            LabelColumnName = hasHeader && random.Next(4) == 0 ? $"column{random.Next(columns)}" : null,
            LabelColumn = random.Next(10) == 0 ? 0 : ^1,
            NonFinite = (NonFiniteNumbers)random.Next(3),
            ClassNames = random.Next(10) == 0 ? ["class 0", "class 1", "class 2", "class 3", "4"] : null,
            MaxBytes = MaxBytes,
            MaxColumns = random.Next(10) == 0 ? 3 : 1000,
            MaxRows = random.Next(10) == 0 ? 3 : 10_000,
            MaxLineLength = random.Next(10) == 0 ? 20 : 100_000,
        };
        if (_options.LabelColumnName is null && _options.ClassNames is null && random.Next(6) == 0)
        {
            _options = _options with { TargetColumns = random.Next(1, 3) };
        }

        string content = random.Next(2) == 0 ? Mutation.OfText(text.ToString(), random) : text.ToString();
        byte[] file = Mutation.Utf8(content, random);
        return isCompressed ? Mutation.Gzip(file, random) : file;
    }

    public override void Read(string path)
    {
        _path = path;
        _data = null;
        _data = Csv.Load(path, _options);
    }

    public override long MaxAllocated(int length) => 500_000 + (64L * (isCompressed ? MaxBytes : length));

    public override string? Check(byte[] file)
    {
        Dataset data = _data!;
        StringBuilder text = new();
        for (int i = 0; i < data.Count; i++)
        {
            text.AppendJoin(',', data.Input(i).ToArray().Select(Text)).Append(',');
            text.AppendLine(data.HasLabels ? data.Labels[i].ToString(CultureInfo.InvariantCulture) : string.Join(",", data.Target(i).ToArray().Select(Text)));
        }

        File.WriteAllText(_path, text.ToString());
        Dataset again = Csv.Load(_path, new CsvOptions { NonFinite = NonFiniteNumbers.Keep, TargetColumns = data.TargetLength });
        return SameBits(again.Inputs, data.Inputs) && SameBits(again.Targets, data.Targets) && again.Labels.SequenceEqual(data.Labels) && again.InputLength == data.InputLength
            ? _options.NonFinite == NonFiniteNumbers.Keep || data.Inputs.ToArray().All(float.IsFinite) ? null : "A number that is not finite has come through."
            : "Written and read again it differs.";
    }

    private static string Text(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Float(Random random)
        => Text(random.Next(4) == 0 ? BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)) : (random.NextSingle() * 20) - 10);
}
