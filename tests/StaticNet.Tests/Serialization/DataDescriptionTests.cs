using StaticNet.Tests.Training;

namespace StaticNet.Tests.Serialization;

[Trait(Width.Trait, Width.Any)]
public sealed class DataDescriptionTests : IDisposable
{
    private static readonly DataDescription Description = new()
    {
        InputScaling = new FeatureScaling([0.1f, 2, 3, 4], [1f, 0.5f, -2, 1 / 3f]),
        TargetScaling = new FeatureScaling([0f, 0, 0], [1f, 2, 3]),
        ClassNames = ["setosa", "\"quoted\", é", ""],
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_travels_with_the_weights_by_path_stream_and_memory()
    {
        SoftmaxRegression network = new(3);
        SaveOptions options = new() { Data = Description };
        string path = _folder["weights.safetensors"];
        network.Save(path, options);
        using MemoryStream stream = new();
        network.Save(stream, options);
        stream.Write([1, 2, 3]);
        byte[] file = stream.ToArray()[..^3];
        Assert.Equal(File.ReadAllBytes(path), file);

        Same(SoftmaxRegression.Load(path, out DataDescription data), data);
        stream.Position = 0;
        Same(SoftmaxRegression.Load(stream, out data), data);
        Assert.Equal(file.Length, stream.Position);
        Same(SoftmaxRegression.Load(file, out data), data);
        Same(SoftmaxRegression.Load(path), DataDescription.Load(path));
        Assert.Equal(Description.InputScaling!.Factors, FeatureScaling.Load(path).Factors);
        Assert.Equal("""["setosa","\"quoted\", é",""]""", SafeTensorsFile.Open(file).Metadata["class-names"]);

        void Same(SoftmaxRegression loaded, DataDescription description)
        {
            Assert.True(loaded.Parameters.Flat.SequenceEqual(network.Parameters.Flat));
            Assert.Equal(Description.InputScaling!.Offsets, description.InputScaling!.Offsets);
            Assert.Equal(Description.InputScaling.Factors, description.InputScaling.Factors);
            Assert.Equal(Description.TargetScaling!.Factors, description.TargetScaling!.Factors);
            Assert.Equal(Description.ClassNames, description.ClassNames);
        }
    }

    [Fact]
    public void Columns_of_a_table_travel_with_it()
    {
        CsvSchema schema = new()
        {
            Inputs =
            [
                CsvColumn.Number("age", MissingValues.Mean),
                CsvColumn.Number("\"fare\", é", MissingValues.Constant(1 / 3f)),
                CsvColumn.OneHot("sex", missing: MissingValues.Category("unknown"), unseen: UnseenCategories.DropRow),
                CsvColumn.Ordinal("class", ["third", "second", "first"], MissingValues.DropRow, UnseenCategories.Unknown),
            ],
            Label = "survived",
            DropUnlabelled = true,
            MissingTexts = ["NA", "?"],
            MaxCategories = 7,
        };
        const string Table = "age,\"\"\"fare\"\", é\",sex,class,survived\n1,2,f,third,no\n3,,?,first,yes\nNA,5,m,second,yes\n";
        CsvTable table = Csv.LoadTable(_folder.Write("table.csv", Table), schema);
        foreach (CsvSchema saved in (CsvSchema[])[schema, table.Schema, table.Schema.WithoutOutputs(), new CsvSchema { Targets = [CsvColumn.Number("price")] }])
        {
            new DataDescription { Schema = saved }.Save(_folder["schema"]);
            CsvSchema read = DataDescription.Load(_folder["schema"]).Schema!;
            Assert.Equal(saved.Inputs.Select(static column => (column.ToString(), column.Unseen)), read.Inputs.Select(static column => (column.ToString(), column.Unseen)));
            Assert.Equal(saved.Targets.Select(static column => column.ToString()), read.Targets.Select(static column => column.ToString()));
            Assert.Equal((saved.Label, saved.DropUnlabelled, saved.MaxCategories), (read.Label, read.DropUnlabelled, read.MaxCategories));
            Assert.Equal(saved.MissingTexts, read.MissingTexts);
            Assert.Equal(saved.ClassNames, read.ClassNames);
        }

        new DataDescription { Schema = table.Schema }.Save(_folder["schema"]);
        CsvTable again = Csv.LoadTable(_folder["table.csv"], DataDescription.Load(_folder["schema"]).Schema!);
        Assert.Equal(table.Inputs, again.Inputs);
        Assert.Equal(table.Data.Labels, again.Data.Labels);

        // Six inputs: age, fare, three of sex, class.
        ArgumentException misfit = Assert.Throws<ArgumentException>(() => new SoftmaxRegression(1).Save(_folder["network"], new SaveOptions { Data = new DataDescription { Schema = table.Schema } }));
        Assert.Contains("the schema makes 6 inputs, but SoftmaxRegression takes 4", misfit.Message);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"inputs":[{"name":"a","kind":"Letter","missing":"Refuse","unseen":"Refuse"}],"targets":[],"drop-unlabelled":false,"max-categories":1}""")]
    [InlineData("""{"inputs":[{"name":null,"kind":"Number","missing":"Refuse","unseen":"Refuse"}],"targets":[],"drop-unlabelled":false,"max-categories":1}""")]
    [InlineData("""{"inputs":[{"name":"a","kind":"Number","missing":"Constant","number":1e99,"unseen":"Refuse"}],"targets":[],"drop-unlabelled":false,"max-categories":1}""")]
    [InlineData("""{"inputs":[],"targets":[],"drop-unlabelled":true,"max-categories":1}""")]
    [InlineData("""{"inputs":[],"targets":[],"drop-unlabelled":false,"max-categories":0}""")]
    public void Wrong_columns_are_one_error(string json)
    {
        SafeTensorsFile.Save(_folder["wrong"], [], new Dictionary<string, string> { ["data-description"] = "1", ["csv-schema"] = json });
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => DataDescription.Load(_folder["wrong"]));
        Assert.Contains("has a wrong 'csv-schema'. ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_has_a_file_of_its_own_and_need_not_be_complete()
    {
        new DataDescription { ClassNames = ["a", "b"] }.Save(_folder["names.safetensors"]);
        DataDescription read = DataDescription.Load(_folder["names.safetensors"]);
        Assert.Null(read.InputScaling);
        Assert.Null(read.TargetScaling);
        Assert.Equal(["a", "b"], read.ClassNames);
        Assert.Equal("2 classes (a, b)", read.ToString());
        Assert.Contains("no scaling of the inputs, but: 2 classes (a, b)", Assert.Throws<InvalidDataException>(() => FeatureScaling.Load(_folder["names.safetensors"])).Message);
        new DataDescription().Save(_folder["nothing.safetensors"]);
        Assert.Equal("nothing", DataDescription.Load(_folder["nothing.safetensors"]).ToString());
        Assert.Equal("scaling of 4 inputs, scaling of 3 targets, 3 classes (setosa, \"quoted\", é, )", Description.ToString());
        Assert.Empty(new DataDescription { ClassNames = default }.ClassNames);
    }

    [Fact]
    public void Files_of_training_have_it()
    {
        Dataset data = TrainerTests.Separable(30);
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Adam());
        trainer.Fit(data, new FitOptions
        {
            Epochs = 1,
            Data = Description,
            Callbacks = [new ModelCheckpoint(_folder["run.safetensors"]), new ModelCheckpoint(_folder["weights.safetensors"]) { SaveWeightsOnly = true }],
        });
        SoftmaxRegression loaded = SoftmaxRegression.Load(_folder["weights.safetensors"], out DataDescription weights);
        Assert.True(loaded.Parameters.Flat.SequenceEqual(trainer.Network.Parameters.Flat));
        Assert.Equal(Description.ClassNames, weights.ClassNames);
        Assert.Equal(Description.ClassNames, DataDescription.Load(_folder["run.safetensors"]).ClassNames);
        trainer.LoadCheckpoint(_folder["run.safetensors"]);

        trainer.Optimizer.Save(_folder["adam.safetensors"], new SaveOptions { Data = Description });
        Assert.Equal(Description.ClassNames, DataDescription.Load(_folder["adam.safetensors"]).ClassNames);
        trainer.Optimizer.Load(_folder["adam.safetensors"]);
    }

    [Fact]
    public void One_that_does_not_fit_the_network_is_neither_written_nor_read()
    {
        SoftmaxRegression network = new(3);
        Check("the scaling is for 2 inputs, but SoftmaxRegression takes 4", new DataDescription { InputScaling = new FeatureScaling([1f, 2], [1f, 2]) });
        Check("the scaling is for 2 targets, but SoftmaxRegression has 3", new DataDescription { TargetScaling = new FeatureScaling([1f, 2], [1f, 2]) });
        Check("there are names for 2 classes, but SoftmaxRegression tells 3 apart", new DataDescription { ClassNames = ["a", "b"] });

        void Check(string message, DataDescription data)
        {
            SaveOptions options = new() { Data = data };
            string path = _folder["weights.safetensors"];
            Assert.Contains(message, Assert.Throws<ArgumentException>("options", () => network.Save(path, options)).Message);
            Assert.Contains(message, Assert.Throws<ArgumentException>("options", () => network.Save(new MemoryStream(), options)).Message);
            Trainer<SoftmaxRegression> trainer = new(network, new Adam());
            Assert.Contains(message, Assert.Throws<ArgumentException>("options", () => trainer.Fit(TrainerTests.Separable(9), new FitOptions { Data = data })).Message);
            Assert.Empty(_folder.Files);

            network.Parameters.Save(path, options);
            string refusal = Assert.Throws<InvalidDataException>(() => SoftmaxRegression.Load(path, out _)).Message;
            Assert.Contains(message, refusal);
            Assert.Contains(path, refusal);
            Assert.Contains(message, Assert.Throws<InvalidDataException>(() => SoftmaxRegression.Load(File.ReadAllBytes(path), out _)).Message);
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_without_it_or_with_a_wrong_one_is_refused_by_what_it_has()
    {
        SoftmaxRegression network = new(3);
        string path = _folder["weights.safetensors"];
        network.Save(path);
        Refused("has no description of the data, such as scaling and class names: it was saved without SaveOptions.Data. Its metadata is empty.");
        SafeTensorsFile.Save(path, SafeTensor.From(network.Parameters), new Dictionary<string, string> { ["format"] = "pt", ["epoch"] = "3" });
        Refused("Its metadata has epoch, format.");
        Write(("data-description", "2"));
        Refused("of version '2'; version 1 can be read");
        Write(("class-names", "[1]"));
        Refused("has '[1]' as 'class-names'; a JSON array of texts is needed");
        Write(("class-names", "[null]"));
        Refused("has '[null]' as 'class-names'");
        Write(("class-names", """["\ud800"]"""));
        Refused("as 'class-names'");
        Write(("class-names", "{}"));
        Refused("has '{}' as 'class-names'");
        Write(("class-names", "["));
        Refused("has '[' as 'class-names'");
        Write(("input-scaling.offsets", "[1,2,3,\"x\"]"), ("input-scaling.factors", "[1,2,3,4]"));
        Refused("as 'input-scaling.offsets'; a JSON array of numbers is needed");
        Write(("input-scaling.offsets", "[1,2,3,4]"));
        Refused("has a wrong 'input-scaling'. A scaling needs an offset and a factor for each value, but got 4 offsets and 0 factors.");
        Write(("target-scaling.offsets", "[1,2,1e400]"), ("target-scaling.factors", "[1,2,3]"));
        Refused("Offset 2 is Infinity");
        Write(("target-scaling.offsets", "[1,2,3]"), ("target-scaling.factors", "[1,0,3]"));
        Refused("Factor 1 is 0");
        Assert.Contains("class 1 is null", Assert.Throws<ArgumentException>("ClassNames", static () => new DataDescription { ClassNames = ["a", null!] }).Message);
        Assert.Contains("class 0 is not valid Unicode", Assert.Throws<ArgumentException>("ClassNames", static () => new DataDescription { ClassNames = ["\ud800"] }).Message);

        void Write(params (string Key, string Text)[] entries)
        {
            Dictionary<string, string> metadata = new() { ["data-description"] = "1" };
            foreach ((string key, string text) in entries)
            {
                metadata[key] = text;
            }

            SafeTensorsFile.Save(path, SafeTensor.From(network.Parameters), metadata);
        }

        void Refused(string message)
        {
            foreach (string refusal in new[]
            {
                Assert.Throws<InvalidDataException>(() => SoftmaxRegression.Load(path, out _)).Message,
                Assert.Throws<InvalidDataException>(() => DataDescription.Load(path)).Message,
            })
            {
                Assert.Contains(message, refusal);
                Assert.Contains(path, refusal);
                Assert.DoesNotContain("Parameter", refusal);
            }
        }
    }
}
