using System.Globalization;
using System.Text;

namespace StaticNet.Tests.Data;

[Trait(Width.Trait, Width.Any)]
public sealed class CsvTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_last_column_is_the_label()
    {
        Dataset data = Load("1,2.5,0\n-3e2, .5 ,2\r\n\n  \n4,1e-50,1");
        Assert.Equal([1f, 2.5f, -300, 0.5f, 4, 0], data.Inputs);
        Assert.Equal([0, 2, 1], data.Labels);
        Assert.Equal(2, data.InputLength);
        Assert.Equal(3, data.ClassCount);
        Assert.Empty(data.ClassNames);
    }

    [Fact]
    public void The_label_may_be_in_any_column()
    {
        Assert.Equal([7], Load("7,1,2", new CsvOptions { LabelColumn = 0 }).Labels);
        Assert.Equal([1f, 2], Load("7,1,2", new CsvOptions { LabelColumn = 0 }).Inputs);
        Assert.Equal([1], Load("7,1,2", new CsvOptions { LabelColumn = ^2 }).Labels);
        Assert.Equal([7f, 2], Load("a;kind;b\n7;1;2", new CsvOptions { Separator = ';', HasHeader = true, LabelColumnName = "kind" }).Inputs);
    }

    [Fact]
    public void Names_are_classes_in_ordinal_order()
    {
        Dataset data = Load("width,kind\n1,versicolor\n2,\"setosa\"\n3,versicolor\n4,Virginica", new CsvOptions { HasHeader = true });
        Assert.Equal(["Virginica", "setosa", "versicolor"], data.ClassNames);
        Assert.Equal([2, 1, 2, 0], data.Labels);
        data = Load("1,b\n2,a", new CsvOptions { ClassNames = ["b", "c", "a"] });
        Assert.Equal([0, 2], data.Labels);
        Assert.Equal(3, data.ClassCount);
        data = Load("1,1\n2,0", new CsvOptions { ClassNames = ["no", "yes"] });
        Assert.Equal([1, 0], data.Labels);
        Assert.Equal(["no", "yes"], data.ClassNames);
        Assert.Equal(["-1", "1"], Load("1,1\n2,-1").ClassNames);
        Assert.Equal(["-Infinity", "1"], Load("1,1\n2,-Infinity").ClassNames);
        Assert.Equal(["0\0", "NaN"], Load("1,NaN\n2,0\0").ClassNames);
    }

    [Fact]
    public void A_first_line_without_a_number_names_the_columns()
    {
        Dataset data = Load("width,height,kind\n1,2,a\n3,4,b");
        Assert.Equal(["width", "height"], data.InputNames);
        Assert.Equal("2 samples of 2 inputs (width, height) and a label of 2 classes", data.ToString());
        Assert.Equal(["width", "height"], data.Scale(2).Slice(0, 1).InputNames);
        Assert.Equal(["height"], Load("kind,height\na,2", new CsvOptions { LabelColumn = 0 }).InputNames);
        Assert.Equal(["height"], Load("kind,height\na,2", new CsvOptions { LabelColumnName = "kind" }).InputNames);
        Assert.Equal(["a"], Load("a,b,c\n1,2,3", new CsvOptions { TargetColumns = 2 }).InputNames);
        Assert.Equal(2, Load("1,a\n2,b").Count);
        Assert.Empty(Load("1,a\n2,b").InputNames);

        // Columns named by numbers may be samples: only the caller knows.
        Assert.Equal(2, Load("2019,2020,kind\n1,2,a").Count);
        Assert.Equal(["2019", "2020"], Load("2019,2020,kind\n1,2,a", new CsvOptions { HasHeader = true }).InputNames);
        Assert.Equal(["2019", "2020"], Load("2019,2020,kind\n1,2,a", new CsvOptions { LabelColumnName = "kind" }).InputNames);
        Check("line 1, column 1: 'width' is not a number. If this line names", "width,height,kind\n1,2,a", new CsvOptions { HasHeader = false });
        Check("line 1, column 2: 'height' is not a number. If this line names", "1,height,kind\n1,2,a");
        Check("line 2, column 1: 'x' is not a number.", "width,height,kind\nx,2,a");
        Check("holds no samples", "width,height,kind");

        void Check(string message, string text, CsvOptions? options = null)
            => Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Load(text, options)).Message);
    }

    [Fact]
    public void Labels_written_as_whole_floats_are_numbers()
    {
        Dataset data = Load("1,2.0\n2,10.0\n3,1.0");
        Assert.Equal([2, 10, 1], data.Labels);
        Assert.Equal(["0.5", "1.0"], Load("1,1.0\n2,0.5").ClassNames);
    }

    [Fact]
    public void The_last_columns_may_be_targets()
    {
        Dataset data = Load("x,y,z\n1,2,3\n4,5,6", new CsvOptions { HasHeader = true, TargetColumns = 2 });
        Assert.False(data.HasLabels);
        Assert.Equal([1f, 4], data.Inputs);
        Assert.Equal([2f, 3, 5, 6], data.Targets);
        Assert.Equal(2, data.TargetLength);
    }

    [Fact]
    public void Quoted_fields_may_hold_separators_and_quotes()
    {
        Dataset data = Load(" \"1\" ,\"a, \"\"b\"\"\"\n2,\"\"\"\"");
        Assert.Equal(["\"", "a, \"b\""], data.ClassNames);
        Assert.Equal([1f, 2], data.Inputs);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_data()
    {
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. "1,0"u8];
        Assert.Equal([1f], Csv.Load(_folder.Write("bom.csv", bytes)).Inputs);
    }

    [Fact]
    public void Numbers_do_not_depend_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            german.NumberFormat.NumberDecimalSeparator = ",";
            german.NumberFormat.NumberGroupSeparator = ".";
            CultureInfo.CurrentCulture = german;
            Assert.Equal([2.5f], Load("2.5,0").Inputs);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Gzip_is_told_by_its_first_bytes()
    {
        string path = _folder.Write("data.csv", Compression.Gzip("1,2,0\n3,4,1\n"u8.ToArray()));
        Assert.Equal([1f, 2, 3, 4], Csv.Load(path).Inputs);
    }

    [Fact]
    public void Gzip_truncated_at_any_byte_is_refused()
    {
        byte[] whole = Compression.Gzip(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 50).Select(static i => $"{i},{i * i % 97},{i % 3}\n"))));
        for (int length = 0; length < whole.Length; length++)
        {
            string path = _folder.Write("cut.csv.gz", whole[..length]);
            Assert.Contains("cut.csv.gz", Assert.Throws<InvalidDataException>(() => Csv.Load(path)).Message);
        }

        // The length and the checksum at its end are those of the last member alone.
        string joined = _folder.Write("joined.csv.gz", [.. whole, .. whole]);
        Assert.Contains("several gzip members", Assert.Throws<InvalidDataException>(() => Csv.Load(joined)).Message);

        whole[^5] ^= 1;
        Assert.Contains("damaged.csv.gz", Assert.Throws<InvalidDataException>(() => Csv.Load(_folder.Write("damaged.csv.gz", whole))).Message);
    }

    [Theory]
    [InlineData("1,2,0\n1,x,0", "line 2, column 2: 'x' is not a number.")]
    [InlineData("1,2,0\n\n1,,0", "line 3, column 2: a number is missing.")]
    [InlineData("1,2,", "line 1, column 3: a label is missing.")]
    [InlineData("1,2,0\n1,0", "line 2: 2 columns, but the first sample has 3.")]
    [InlineData("1,2,0\n1,2,3,0", "line 2: 4 columns, but the first sample has 3.")]
    [InlineData("1,2,0\n1,2,0,", "line 2: 4 columns, but the first sample has 3.")]
    [InlineData("1", "line 1: 1 columns; 1 for the label and at least 1 input are needed.")]
    [InlineData("", "holds no samples")]
    [InlineData("\n\n", "holds no samples")]
    [InlineData("1,\"a", "line 1, column 2: the quote of '\"a' is not closed on its line.")]
    [InlineData("1,\"a\"b", "line 1, column 2: 'b' follows a closing quote.")]
    [InlineData("1;2;0", "line 1: 1 columns")]
    [InlineData("1 000,0", "line 1, column 1: '1 000' is not a number.")]
    [InlineData("1\0,0", @"line 1, column 1: '1\0' is not a number.")]
    [InlineData("1,0\r\n\r\n\n2,NaN,0", "line 4: 3 columns")]
    [InlineData("1,0\r2,0\rNaN,0", "line 3, column 1: 'NaN' is not finite; CsvOptions.NonFinite says how such numbers are treated.")]
    [InlineData("1,0\n\n1e400,0", "line 3, column 1: '1e400' is not finite")]
    [InlineData("-Infinity,0", "line 1, column 1: '-Infinity' is not finite")]
    public void What_is_wrong_is_named_by_line_and_column(string text, string message)
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Load(text));
        Assert.Contains(message, exception.Message);
        Assert.Contains(_folder["data.csv"], exception.Message);
    }

    [Fact]
    public void Columns_and_classes_that_are_not_there_are_named()
    {
        Check("the label should be in column 5, but there are 3", "1,2,0", new CsvOptions { LabelColumn = 5 });
        Check("the label should be in column ^4, but there are 3", "1,2,0", new CsvOptions { LabelColumn = ^4 });
        Check("names no column 'kind', but: a, b", "a,b\n1,2", new CsvOptions { HasHeader = true, LabelColumnName = "kind" });
        Check("line 2, column 2: 'c' is not one of the classes a, b.", "1,a\n1,c", new CsvOptions { ClassNames = ["a", "b"] });
        Check("line 2, column 2: '2' is not one of the classes a, b.", "1,0\n1,2", new CsvOptions { ClassNames = ["a", "b"] });
        Check("3 for the targets and at least 1 input are needed", "1,2,3", new CsvOptions { TargetColumns = 3 });
        Check("holds no samples", "a,b", new CsvOptions { HasHeader = true });

        void Check(string message, string text, CsvOptions options)
            => Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Load(text, options)).Message);
    }

    [Fact]
    public void Numbers_that_are_not_finite_stay_or_go_with_their_rows_if_asked()
    {
        const string Text = "1,2,0\n1e400,3,1\n4,NaN,2\n5,-Infinity,3\n6,7,4\n";
        Dataset kept = Load(Text, new CsvOptions { NonFinite = NonFiniteNumbers.Keep });
        Assert.Equal([1f, 2, float.PositiveInfinity, 3, 4, float.NaN, 5, float.NegativeInfinity, 6, 7], kept.Inputs);
        Dataset rest = Load(Text, new CsvOptions { NonFinite = NonFiniteNumbers.SkipRow });
        Assert.Equal([1f, 2, 6, 7], rest.Inputs);
        Assert.Equal([0, 4], rest.Labels);
        rest = Load("1,2\n3,NaN\nNaN,4\n5,6", new CsvOptions { NonFinite = NonFiniteNumbers.SkipRow, TargetColumns = 1 });
        Assert.Equal([1f, 5], rest.Inputs);
        Assert.Equal([2f, 6], rest.Targets);
        Assert.Contains("no samples without", Assert.Throws<InvalidDataException>(() => Load("NaN,1", new CsvOptions { NonFinite = NonFiniteNumbers.SkipRow })).Message);
    }

    [Fact]
    public void Lines_of_any_length_are_read_across_the_buffers_ends()
    {
        foreach (string end in new[] { "\n", "\r\n", "\r" })
        {
            for (int length = 4080; length < 4100; length++)
            {
                string zeros = new('0', length - 4);
                Dataset data = Load($"{zeros}7,2{end}{end}3,\"{new string('x', 5000)}\"{end}{zeros}9,2", new CsvOptions { ClassNames = ["2", new string('x', 5000)] });
                Assert.Equal([7f, 3, 9], data.Inputs);
                Assert.Equal([0, 1, 0], data.Labels);
            }
        }
    }

    [Fact]
    public void Options_that_contradict_each_other_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Load("1,0", new CsvOptions { HasHeader = false, LabelColumnName = "a" }));
        Assert.Throws<ArgumentException>(() => Load("1,0", new CsvOptions { TargetColumns = 1, ClassNames = ["a"] }));
        Assert.Throws<ArgumentException>(() => Load("1,0", new CsvOptions { Separator = '"' }));
        Assert.ThrowsAny<ArgumentException>(() => Load("1,0", new CsvOptions { TargetColumns = -1 }));
        Assert.ThrowsAny<ArgumentException>(() => Load("1,0", new CsvOptions { MaxBytes = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => Load("1,0", new CsvOptions { MaxRows = -1 }));
        Assert.Throws<FileNotFoundException>(() => Csv.Load(_folder["none.csv"]));
    }

    private Dataset Load(string text, CsvOptions? options = null) => Csv.Load(_folder.Write("data.csv", text), options);
}
