using System.Text.RegularExpressions;
using CsCheck;
using Microsoft.ML;
using StaticNet.Tests;

namespace StaticNet.Extensions.Tests.Data;

/// <summary>Every format gives what CSV gives.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed partial class TablesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_same_values_give_the_same_table_or_the_same_error_from_every_format()
    {
        int read = 0;
        int refused = 0;
        RandomTable.Any.Sample(
            random =>
            {
                TableOptions options = new() { NonFinite = random.NonFinite };
                string path = _folder.Write($"{Guid.NewGuid():N}.csv", random.Csv());
                string expected = Result(() => Csv.LoadTable(path, random.Schema, new CsvOptions { NonFinite = random.NonFinite }), path);
                Interlocked.Increment(ref expected.StartsWith("InvalidData", StringComparison.Ordinal) ? ref refused : ref read);
                Assert.Equal(expected, Result(() => Tables.LoadParquet(random.Parquet(), random.Schema, options)));
                Assert.Equal(expected, Result(() => Tables.LoadArrow(random.ArrowFile(isFile: true), random.Schema, options)));
                Assert.Equal(expected, Result(() => Tables.LoadArrow(random.ArrowFile(isFile: false), random.Schema, options)));
                Assert.Equal(expected, Result(() => random.Arrow().ToTable(random.Schema, options)));
                Assert.Equal(expected, Result(() => random.Frame().ToTable(random.Schema, options)));
                Assert.Equal(expected, Result(() => ((IDataView)random.Frame()).ToTable(random.Schema, options)));
                if (!random.Columns.Any(static column => column.HasNulls))
                {
                    Assert.Equal(expected, Result(() => new View(random.Frame()).ToTable(random.Schema, options)));
                }

                File.Delete(path);
            },
            iter: LongRun.Cases(500, 5_000));
        Assert.True(read > 50 && refused > 50, $"{read} read, {refused} refused");
    }

    // Everything that a table says, or what is wrong with it: without its place but for the row, and without the name of the options.
    private static string Result(Func<CsvTable> load, string? path = null)
    {
        CsvTable table;
        try
        {
            table = load();
        }
        catch (InvalidDataException exception)
        {
            string message = exception.Message.Replace("The header names", "The table has").Replace(nameof(CsvOptions), nameof(TableOptions));
            message = path is null ? message : message.Replace($"'{path}', ", "").Replace($"'{path}': ", "");
            return $"InvalidData: {Line().Replace(message, static match => $"row {int.Parse(match.Groups[1].Value) - 2}")}";
        }

        IEnumerable<int> Bits(ReadOnlySpan<float> values) => values.ToArray().Select(BitConverter.SingleToInt32Bits);
        string outputs = table.Schema.Label is null && table.Schema.Targets.Count == 0 ? ""
            : $"{string.Join(' ', table.Data.Labels.ToArray())}|{string.Join(' ', Bits(table.Data.Targets))}|{string.Join('|', table.Data.ClassNames)}";
        return $"{table}\n{string.Join(' ', Bits(table.Inputs))}\n{outputs}\n{string.Join('|', table.Schema.Inputs)}\n{string.Join('|', table.Schema.Targets)}\n{string.Join('|', table.Header)}";
    }

    [GeneratedRegex(@"^line (\d+)")]
    private static partial Regex Line();

    // A data frame that is not known as one.
    private sealed class View(IDataView frame) : IDataView
    {
        public bool CanShuffle => frame.CanShuffle;

        public DataViewSchema Schema => frame.Schema;

        public long? GetRowCount() => frame.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => frame.GetRowCursor(columnsNeeded, rand);

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => frame.GetRowCursorSet(columnsNeeded, n, rand);
    }
}
