namespace StaticNet.Tests.Data;

[Trait(Width.Trait, Width.Any)]
public sealed class TableSourceTests
{
    [Fact]
    public void Rows_of_any_source_are_read_as_those_of_a_CSV_file()
    {
        Rows rows = new([["1.5", "a", "yes"], ["", "b", "no"], ["2.5", "a", "yes"]]);
        CsvTable table = CsvTable.Read(rows, new CsvSchema { Inputs = [CsvColumn.Number("x", MissingValues.Mean), CsvColumn.OneHot("c")], Label = "y" });
        Assert.Equal([1.5f, 1, 0, /**/ 2, 0, 1, /**/ 2.5f, 1, 0], table.Inputs);
        Assert.Equal([1, 0, 1], table.Data.Labels);
        Assert.Equal(["x", "c=a", "c=b"], table.InputNames);
        Assert.Equal("0; 1 2", rows.Chosen);
    }

    [Fact]
    public void Rows_are_numbered_from_0_in_messages()
    {
        CsvSchema schema = new() { Inputs = [CsvColumn.Number("x")], Label = "y" };
        Assert.Equal("row 1, column 1 (x): a number is missing. MissingValues says how such rows are treated.", Message(schema, [["1", "a", "b"], ["", "a", "b"]]));
        Assert.Equal("row 0, column 1 (x): 'one' is not a number. CsvColumn.OneHot and CsvColumn.Ordinal read categories.", Message(schema, [["one", "a", "b"]]));
        Assert.Equal("The table has no column 'xx' (did you mean 'x'?), but: x, c, y.", Message(new() { Inputs = [CsvColumn.Number("xx")] }, [["1", "a", "b"]]));
        Assert.Equal("row 1: there are more than the 1 samples that MaxRows allows.", Message(schema, [["1", "a", "b"], ["1", "a", "b"]], new TableOptions { MaxRows = 1 }));
        Assert.Equal("It holds no samples.", Message(schema, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => CsvTable.Read(new Rows([]), schema, new TableOptions { MaxRows = 0 }));
    }

    private static string Message(CsvSchema schema, string[][] rows, TableOptions? options = null)
        => Assert.Throws<InvalidDataException>(() => CsvTable.Read(new Rows(rows), schema, options)).Message;

    private sealed class Rows(string[][] rows) : TableSource
    {
        private int _row = -1;

        public string Chosen { get; private set; } = "";

        public override IReadOnlyList<string> Names => ["x", "c", "y"];

        public override void Choose(IReadOnlyList<int> numbers, IReadOnlyList<int> categories) => Chosen = $"{string.Join(' ', numbers)}; {string.Join(' ', categories)}";

        public override bool Next() => ++_row < rows.Length;

        public override bool IsNull(int column) => rows[_row][column].Length == 0;

        public override ReadOnlySpan<char> Text(int column) => rows[_row][column];
    }
}
