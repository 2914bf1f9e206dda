namespace StaticNet.Tests.Data;

[Trait(Width.Trait, Width.Any)]
public sealed class CsvTableTests : IDisposable
{
    private const string Passengers = """
        id,age,sex,fare,size,survived
        1,20,male,7.5,S,no
        2,,female,70,L,yes
        3,40,female,8,M,yes
        """;

    private static readonly CsvSchema Schema = new()
    {
        Inputs = [CsvColumn.OneHot("sex"), CsvColumn.Number("age", MissingValues.Mean), CsvColumn.Ordinal("size", ["S", "M", "L"])],
        Label = "survived",
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Columns_are_chosen_by_name_in_the_order_of_the_schema()
    {
        CsvTable table = Load(Passengers, Schema);
        Assert.Equal([0f, 1, 20, 0, /**/ 1, 0, 30, 2, /**/ 1, 0, 40, 1], table.Inputs);
        Assert.Equal(["sex=female", "sex=male", "age", "size"], table.InputNames);
        Assert.Equal([0, 1, 1], table.Data.Labels);
        Assert.Equal(["no", "yes"], table.Data.ClassNames);
        Assert.Equal(["id", "age", "sex", "fare", "size", "survived"], table.Header);
        Assert.Equal((3, 4, 0), (table.Count, table.InputLength, table.DroppedRows));
        Assert.Empty(table.TargetNames);
        Assert.Equal(
            "3 samples of 4 inputs and a label of 2 classes; inputs: sex=female, sex=male, age, size; label: survived; not read: id, fare",
            table.ToString());
    }

    [Fact]
    public void A_second_file_is_read_with_the_categories_classes_and_means_of_the_first()
    {
        CsvSchema schema = Load(Passengers, Schema).Schema;
        Assert.Equal(["female", "male"], schema.Inputs[0].Categories);
        Assert.Equal("Constant(30)", schema.Inputs[1].Missing.ToString());
        Assert.Equal(["no", "yes"], schema.ClassNames);

        // Other columns in another order, one sex and one class alone, and another mean.
        CsvTable second = Load("survived;size;age;sex\nyes;M;;male\nyes;S;2;male", schema, new CsvOptions { Separator = ';' });
        Assert.Equal([0f, 1, 30, 1, /**/ 0, 1, 2, 0], second.Inputs);
        Assert.Equal([1, 1], second.Data.Labels);
        Assert.Equal(2, second.Data.ClassCount);
        Assert.Equal(second.Schema.Inputs.Select(static column => column.ToString()), schema.Inputs.Select(static column => column.ToString()));

        CsvTable unlabelled = Load("size,age,sex\nL,1,female", schema.WithoutOutputs());
        Assert.Equal([1f, 0, 1, 2], unlabelled.Inputs);
        Assert.Contains("neither a label nor targets", Assert.Throws<InvalidOperationException>(() => unlabelled.Data).Message);
        Assert.Equal("1 samples of 4 inputs; inputs: sex=female, sex=male, age, size", unlabelled.ToString());

        Refused("line 2, column 3 (sex): 'other' is not one of the categories female, male.", "size,age,sex\nL,1,other", schema.WithoutOutputs());
        Refused("line 2, column 4 (survived): 'maybe' is not one of the classes no, yes.", "size,age,sex,survived\nL,1,male,maybe", schema);
    }

    [Fact]
    public void Unseen_categories_are_unknown_or_their_rows_left_out_if_asked()
    {
        const string Text = "a,b\nx,x\nz,x\nx,z\n";
        CsvTable table = Load(Text, new CsvSchema
        {
            Inputs = [CsvColumn.OneHot("a", ["x", "y"], unseen: UnseenCategories.Unknown), CsvColumn.Ordinal("b", ["y", "x"], unseen: UnseenCategories.Unknown)],
        });
        Assert.Equal([1f, 0, 1, /**/ 0, 0, 1, /**/ 1, 0, -1], table.Inputs);
        table = Load(Text, new CsvSchema { Inputs = [CsvColumn.OneHot("a", ["x", "y"], unseen: UnseenCategories.DropRow), CsvColumn.Ordinal("b")] });
        Assert.Equal([1f, 0, 0, /**/ 1, 0, 1], table.Inputs);
        Assert.Equal(1, table.DroppedRows);
        Assert.EndsWith("rows left out: 1", table.ToString());
    }

    [Fact]
    public void Without_chosen_inputs_all_other_columns_are_numbers()
    {
        CsvTable table = Load("x, \"y\" ,t\n1,2,3\n4,5,6", new CsvSchema { Targets = [CsvColumn.Number("t")] });
        Assert.Equal([1f, 2, 4, 5], table.Inputs);
        Assert.Equal([3f, 6], table.Data.Targets);
        Assert.Equal(["x", "y"], table.InputNames);
        Assert.Equal(["t"], table.TargetNames);
        Assert.Equal("2 samples of 2 inputs and 1 targets; inputs: x, y; targets: t", table.ToString());
        Assert.Equal([1, 2], Load("x,kind\n5,1\n6,2.0", new CsvSchema { Label = "kind" }).Data.Labels);
    }

    [Fact]
    public void Missing_values_follow_the_policy_of_their_column()
    {
        const string Text = "a,b,c,y\n1,,x,0\n,2,,1\nNA,4,?,0\n3,6,x,\n";
        CsvTable table = Load(Text, new CsvSchema
        {
            Inputs = [CsvColumn.Number("a", MissingValues.Constant(-1)), CsvColumn.Number("b", MissingValues.Mean), CsvColumn.OneHot("c", missing: MissingValues.Category("none"))],
            Label = "y",
            DropUnlabelled = true,
            MissingTexts = ["NA", "?"],
        });
        Assert.Equal([1f, 3, 0, 1, /**/ -1, 2, 1, 0, /**/ -1, 4, 1, 0], table.Inputs);
        Assert.Equal(["a", "b", "c=none", "c=x"], table.InputNames);
        Assert.Equal([0, 1, 0], table.Data.Labels);
        Assert.Equal(1, table.DroppedRows);

        // What is left out is neither a category nor a part of a mean.
        table = Load("a,b\n1,x\n,y\n3,x\n5,", new CsvSchema { Inputs = [CsvColumn.Number("a", MissingValues.DropRow), CsvColumn.OneHot("b", missing: MissingValues.DropRow)] });
        Assert.Equal([1f, 1, 3, 1], table.Inputs);
        Assert.Equal(["x"], table.Schema.Inputs[1].Categories);
        Assert.Equal(2, table.DroppedRows);
        Assert.Equal([1f, 1, 3, 1], Load("a,b\n1,x\n,y\n3,x\n5,", table.Schema).Inputs);
        table = Load("a,b\n1,2\n,3\n9,", new CsvSchema { Inputs = [CsvColumn.Number("a", MissingValues.Mean), CsvColumn.Number("b", MissingValues.DropRow)] });
        Assert.Equal([1f, 2, 1, 3], table.Inputs);

        Refused("line 2, column 2 (b): a number is missing. MissingValues says", "a,b\n1,", new CsvSchema());
        Refused("line 2, column 1 (a): a number is missing.", "a,b\nNA,1", new CsvSchema { MissingTexts = ["NA"] });
        Refused("line 2, column 1 (a): a category is missing.", "a\n\"\"", new CsvSchema { Inputs = [CsvColumn.Ordinal("a")] });
        Refused("line 2, column 2 (y): a label is missing. CsvSchema.DropUnlabelled", "a,y\n1,", new CsvSchema { Label = "y" });
        Refused("Column 1 (a) has no value to take the mean of", "a,b\n,1", new CsvSchema { Inputs = [CsvColumn.Number("a", MissingValues.Mean)] });
        Refused("all 1 rows have been dropped", "a,b\n,1", new CsvSchema { Inputs = [CsvColumn.Number("a", MissingValues.DropRow)] });
    }

    [Fact]
    public void Numbers_that_are_not_finite_follow_the_options()
    {
        const string Text = "a,b\n1,NaN\n2,1e400\n3,4\n";
        Assert.Equal([3f, 4], Load(Text, new CsvSchema(), new CsvOptions { NonFinite = NonFiniteNumbers.SkipRow }).Inputs);
        CsvTable kept = Load(Text + "4,\n", new CsvSchema { Inputs = [CsvColumn.Number("b", MissingValues.Mean)] }, new CsvOptions { NonFinite = NonFiniteNumbers.Keep });
        Assert.Equal([float.NaN, float.PositiveInfinity, 4, 4], kept.Inputs);
        Refused("line 2, column 2 (b): 'NaN' is not finite", Text, new CsvSchema());
    }

    [Fact]
    public void A_column_that_is_not_there_is_answered_by_the_nearest_name()
    {
        CsvSchema schema = new() { Inputs = CsvColumn.Numbers("ago", "FARE", "weight"), Label = "survived" };
        Refused("The header names no column 'ago' (did you mean 'age'?), 'FARE' (did you mean 'fare'?), 'weight', but: id, age, sex, fare, size, survived.", Passengers, schema);
        Refused("line 1: '5.1' is a number, so that this is not a header.", "5.1,3.5,setosa\n4.9,3,setosa", new CsvSchema { Label = "kind" });
        Refused("The header has a single column, 'age;survived': CsvOptions.Separator is probably to be ';'.", "age;survived\n1;2", new CsvSchema { Label = "survived" });
        Refused(@"to be '\t'", "age\tsurvived\n1\t2", new CsvSchema { Label = "survived" });
        Refused("names the column 'a' twice", "a,a,b\n1,2,3", new CsvSchema { Label = "a" });
        Refused("names the column 'a' twice", "a,a,b\n1,2,3", new CsvSchema { Label = "b" });
        Assert.Equal([3f], Load("a,a,b\n1,2,3", new CsvSchema { Inputs = [CsvColumn.Number("b")] }).Inputs);
        Refused("none is left as an input", "a\n1", new CsvSchema { Label = "a" });
        Refused("It is empty; a header", "\n\n", Schema);
        Refused("It holds no samples.", "a\n", new CsvSchema());
        Refused("line 3: 1 columns, but the header has 2.", "a,b\n1,2\n1", new CsvSchema());
        Refused("line 2, column 2 (b): 'x' is not a number. CsvColumn.OneHot and CsvColumn.Ordinal read categories.", "a,b\n1,x", new CsvSchema());
    }

    [Fact]
    public void Limits_are_kept()
    {
        Refused("line 4, column 1 (a): 'z' would be one more than the 2 categories that MaxCategories allows.", "a\nx\ny\nz", new CsvSchema { Inputs = [CsvColumn.OneHot("a")], MaxCategories = 2 });
        Assert.Equal(2, Load("a\nx\ny\n", new CsvSchema { Inputs = [CsvColumn.OneHot("a")], MaxCategories = 2 }).InputLength);
        Refused("more than the 1 samples that MaxRows allows", "a\n1\n2", new CsvSchema(), new CsvOptions { MaxRows = 1 });
        Refused("more than the 1 columns that MaxColumns allows", "a,b\n1,2", new CsvSchema(), new CsvOptions { MaxColumns = 1 });
        string wide = string.Join(',', Enumerable.Range(0, 10_000).Select(static i => new string('x', 40) + i));
        Assert.InRange(Refused("names no column", wide + "\n1", new CsvSchema { Inputs = CsvColumn.Numbers([.. Enumerable.Range(0, 1000).Select(static i => new string('y', 100) + i)]) }).Length, 100, 1000);
    }

    [Fact]
    public void Contradictions_are_refused()
    {
        Wrong("either a label or targets", new CsvSchema { Label = "a", Targets = [CsvColumn.Number("b")] });
        Wrong("is an input and the label", new CsvSchema { Label = "a", Inputs = [CsvColumn.Number("a")] });
        Wrong("is an input and the target", new CsvSchema { Targets = [CsvColumn.Number("a")], Inputs = [CsvColumn.Number("a")] });
        Wrong("but no label", new CsvSchema { ClassNames = ["a"] });
        Wrong("but no label", new CsvSchema { DropUnlabelled = true });
        Wrong("is null", new CsvSchema { Inputs = [null!] });
        Wrong("is null", new CsvSchema { MissingTexts = null! });
        Wrong("MaxCategories", new CsvSchema { MaxCategories = 0 });
        foreach (CsvOptions options in new[] { new CsvOptions { LabelColumn = 0 }, new CsvOptions { LabelColumnName = "a" }, new CsvOptions { TargetColumns = 1 }, new CsvOptions { ClassNames = ["a"] } })
        {
            Assert.Contains("CsvSchema", Assert.Throws<ArgumentException>("options", () => Load("a\n1", new CsvSchema(), options)).Message);
        }

        Assert.Throws<ArgumentException>("missing", static () => CsvColumn.Number("a", MissingValues.Category("b")));
        Assert.Throws<ArgumentException>("missing", static () => CsvColumn.OneHot("a", missing: MissingValues.Mean));
        Assert.Throws<ArgumentException>("missing", static () => CsvColumn.Ordinal("a", missing: MissingValues.Constant(1)));
        Assert.Throws<ArgumentException>("categories", static () => CsvColumn.OneHot("a", ["x", "x"]));
        Assert.Throws<ArgumentException>("categories", static () => CsvColumn.OneHot("a", [null!]));
        Assert.Throws<ArgumentOutOfRangeException>("unseen", static () => CsvColumn.OneHot("a", unseen: (UnseenCategories)9));
        Assert.Throws<ArgumentOutOfRangeException>(static () => MissingValues.Constant(float.NaN));
        Assert.Throws<FileNotFoundException>(() => Csv.LoadTable(_folder["none.csv"], new CsvSchema()));

        void Wrong(string message, CsvSchema schema) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => Load("a\n1", schema)).Message);
    }

    private CsvTable Load(string text, CsvSchema schema, CsvOptions? options = null) => Csv.LoadTable(_folder.Write("data.csv", text), schema, options);

    private string Refused(string message, string text, CsvSchema schema, CsvOptions? options = null)
    {
        string refusal = Assert.Throws<InvalidDataException>(() => Load(text, schema, options)).Message;
        Assert.Contains(message, refusal);
        Assert.Contains(_folder["data.csv"], refusal);
        return refusal;
    }
}
