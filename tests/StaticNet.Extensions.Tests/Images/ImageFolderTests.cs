using StaticNet.Tests;

namespace StaticNet.Extensions.Tests.ImageFiles;

[Trait(Build.Trait, Build.Any)]
public sealed class ImageFolderTests : IDisposable
{
    private static readonly ImageOptions Options = new(1, 1, 2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Subfolders_are_classes_in_ordinal_order()
    {
        Save("b/2.png", 2);
        Save("b/10.png", 10);
        Save("a/x/deep.PNG", 3);
        Save("Z/1.png", 1);
        File.WriteAllText(Path.Combine(_folder["data"], "a", "notes.txt"), "no image");
        File.WriteAllText(Path.Combine(_folder["data"], "readme.png"), "no image, in no subfolder");
        Dataset data = ImageFolder.Load(_folder["data"], Options);
        Assert.Equal(["Z", "a", "b"], data.ClassNames);
        Assert.Equal([0, 1, 2, 2], data.Labels);
        Assert.Equal([1f / 255, 0, 3 / 255f, 0, 10 / 255f, 0, 2 / 255f, 0], data.Inputs);
        Assert.Equal(2, data.InputLength);
    }

    [Fact]
    public void Opened_folders_have_the_same_images_in_an_order_of_their_own()
    {
        for (int i = 0; i < 100; i++)
        {
            Save($"{(i < 50 ? "a" : "b")}/{i:00}.png", (byte)i);
        }

        IDataset data = ImageFolder.Open(_folder["data"], Options);
        Assert.Equal((100, 2, 0, 1, true), (data.Count, data.InputLength, data.TargetLength, data.LabelLength, data.HasLabels));
        Assert.Equal(["a", "b"], data.ClassNames);
        float[] inputs = new float[200];
        int[] labels = new int[100];
        data.Read(0, 100, inputs, [], labels);
        int[] order = [.. inputs.Chunk(2).Select(static input => (int)MathF.Round(255 * input[0]))];
        Assert.Equal(Enumerable.Range(0, 100), order.Order());
        Assert.Equal(order.Select(static i => i < 50 ? 0 : 1), labels);
        Assert.InRange(labels[..data.BlockLength].Sum(), 16, 48);

        // The same every time, part by part.
        float[] part = new float[20];
        ImageFolder.Open(_folder["data"], Options).Read(90, 10, part, [], []);
        Assert.Equal(inputs[180..], part);
        string wrong = Path.Combine(_folder["data"], "a", "07.png");
        File.WriteAllText(wrong, "no image");
        Assert.StartsWith($"'{wrong}' cannot be read as an image. ", Assert.Throws<InvalidDataException>(() => data.Read(0, 100, inputs, [], [])).Message);
        data.Read(0, 100, [], [], labels);
        Assert.Throws<InvalidDataException>(() => ImageFolder.Open(_folder["data"], Options, ["a"]));
    }

    [Fact]
    public void Other_data_are_read_with_the_same_classes()
    {
        Save("b/1.png", 1);
        Dataset data = ImageFolder.Load(_folder["data"], Options, ["a", "b", "c"]);
        Assert.Equal(["a", "b", "c"], data.ClassNames);
        Assert.Equal([1], data.Labels);
        Assert.Equal($"'{_folder["data"]}' has a subfolder 'b', which is not one of the 1 classes.", Assert.Throws<InvalidDataException>(() => ImageFolder.Load(_folder["data"], Options, ["a"])).Message);
        Assert.Throws<ArgumentException>(() => ImageFolder.Load(_folder["data"], Options, ["b", "b"]));
    }

    [Fact]
    public void The_first_file_that_is_wrong_is_named()
    {
        for (int i = 0; i < 40; i++)
        {
            Save($"a/{i:00}.png", (byte)i);
        }

        foreach (int i in (int[])[7, 9, 30])
        {
            File.WriteAllText(Path.Combine(_folder["data"], "a", $"{i:00}.png"), "no image");
        }

        string wrong = Path.Combine(_folder["data"], "a", "07.png");
        Assert.StartsWith($"'{wrong}' cannot be read as an image. ", Assert.Throws<InvalidDataException>(() => ImageFolder.Load(_folder["data"], Options)).Message);
    }

    [Fact]
    public void Folders_without_classes_or_images_are_refused()
    {
        Assert.Throws<DirectoryNotFoundException>(() => ImageFolder.Load(_folder["none"], Options));
        Directory.CreateDirectory(_folder["data"]);
        Assert.Equal($"'{_folder["data"]}' has no subfolders, which would be the classes.", Assert.Throws<InvalidDataException>(() => ImageFolder.Load(_folder["data"], Options)).Message);
        Directory.CreateDirectory(Path.Combine(_folder["data"], "a"));
        Assert.StartsWith($"'{Path.Combine(_folder["data"], "a")}' has no images", Assert.Throws<InvalidDataException>(() => ImageFolder.Load(_folder["data"], Options)).Message);
    }

    private void Save(string file, byte value)
    {
        string path = Path.Combine(_folder["data"], file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Images.SavePng(path, [value / 255f, 0], Options);
    }
}
