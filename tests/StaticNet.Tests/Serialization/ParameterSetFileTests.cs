using StaticNet.Tests.Parameters;

namespace StaticNet.Tests.Serialization;

[Trait(Width.Trait, Width.Any)]
public sealed class ParameterSetFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_knows_nothing_of_places_in_memory()
    {
        Layouts.Numbered(Layouts.OutputLanes).Save(_folder["a.safetensors"]);
        Layouts.Numbered(Layouts.InputLanes).Save(_folder["b.safetensors"]);
        Assert.Equal(File.ReadAllBytes(_folder["a.safetensors"]), File.ReadAllBytes(_folder["b.safetensors"]));

        ParameterSet set = new(Layouts.InputLanes);
        set.Load(_folder["a.safetensors"]);
        Assert.True(set.Flat.SequenceEqual(Layouts.Numbered(Layouts.InputLanes).Flat));
        using SafeTensorsFile file = SafeTensorsFile.Open(_folder["a.safetensors"]);
        Assert.Equal(Enumerable.Range(1, 15).Select(static i => (float)i), file.Read("dense1.weight"));
        Assert.Equal(["dense1.weight", "dense1.bias", "norm1.running_mean"], file.Tensors.Select(static tensor => tensor.Name));
    }

    [Fact]
    public void Values_larger_than_a_chunk_come_back()
    {
        ParameterLayout layout = new(200_000, 200_000, new TensorDescription("w", [99, 2000], [1, 100], 0));
        ParameterSet set = Layouts.Numbered(layout);
        set.Save(_folder["large.safetensors"]);
        ParameterSet loaded = new(layout);
        loaded.Load(_folder["large.safetensors"]);
        Assert.True(loaded.Flat.SequenceEqual(set.Flat));
    }

    [Fact]
    public void Loading_makes_the_padding_zero()
    {
        Layouts.Numbered(Layouts.OutputLanes).Save(_folder["a.safetensors"]);
        ParameterSet set = new(Layouts.OutputLanes);
        set.Flat.Fill(float.NaN);
        set.Load(_folder["a.safetensors"]);
        Assert.True(set.Flat.SequenceEqual(Layouts.Numbered(Layouts.OutputLanes).Flat));
    }

    [Fact]
    public void All_that_does_not_fit_is_in_one_message_and_nothing_changes()
    {
        ParameterSet set = Layouts.Numbered(Layouts.OutputLanes);
        SafeTensorsFile.Save(
            _folder["other.safetensors"],
            [
                new SafeTensor("dense1.weight", [5, 3], new float[15]),
                new SafeTensor("norm1.running_mean", [4], new float[4]),
                new SafeTensor("dense2.weight", [2], new float[2]),
                new SafeTensor("extra", [], new float[1]),
            ]);
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => set.Load(_folder["other.safetensors"]));
        Assert.Equal(
            $"'{_folder["other.safetensors"]}' does not hold these parameters: missing: dense1.bias [3]; unexpected: dense2.weight [2], extra []; "
            + "of another shape: dense1.weight [5, 3] should be [3, 5], norm1.running_mean [4] should be [3].",
            exception.Message);
        Assert.True(set.Flat.SequenceEqual(Layouts.Numbered(Layouts.OutputLanes).Flat));
    }

    [Fact]
    public void A_file_truncated_at_any_byte_changes_nothing()
    {
        Layouts.Numbered(Layouts.OutputLanes).Save(_folder["whole.safetensors"]);
        byte[] whole = File.ReadAllBytes(_folder["whole.safetensors"]);
        ParameterSet set = new(Layouts.OutputLanes);
        for (int length = 0; length < whole.Length; length++)
        {
            _folder.Write("cut.safetensors", whole[..length]);
            Assert.Throws<InvalidDataException>(() => set.Load(_folder["cut.safetensors"]));
        }

        Assert.True(set.Flat.IndexOfAnyExcept(0f) < 0);
        Assert.Throws<FileNotFoundException>(() => set.Load(_folder["none.safetensors"]));
    }

    [Fact]
    public void A_missing_folder_is_named_with_the_file()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "weights.safetensors");
        DirectoryNotFoundException exception = Assert.Throws<DirectoryNotFoundException>(() => new ParameterSet(new ParameterLayout(16, 16, new TensorDescription("a", [1], [1], 0))).Save(path));
        Assert.Contains($"'{path}'", exception.Message);
        Assert.DoesNotContain(".tmp", exception.Message);
    }
}
