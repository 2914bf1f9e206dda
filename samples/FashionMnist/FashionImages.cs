namespace StaticNet.Samples.FashionMnist;

/// <summary>Fashion-MNIST (H. Xiao, K. Rasul and R. Vollgraf, 2017): grey images of 28 x 28 pixels, ten kinds of clothing.</summary>
internal static class FashionImages
{
    /// <summary>Where Debian's package puts them.</summary>
    public const string DefaultFolder = "/usr/share/datasets/fashion-mnist";

    private const string TrainingImages = "train-images-idx3-ubyte";
    private const string TrainingLabels = "train-labels-idx1-ubyte";
    private const string TestImages = "t10k-images-idx3-ubyte";
    private const string TestLabels = "t10k-labels-idx1-ubyte";

    public static IReadOnlyList<string> Names { get; } =
        ["T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    /// <summary>Reads the four files of a folder, as they are published (with <c>.gz</c>) or unpacked.</summary>
    /// <exception cref="FileNotFoundException">Files are missing; the message names them and says how to get them.</exception>
    /// <exception cref="InvalidDataException">A file is not what it should be.</exception>
    public static (Dataset Training, Dataset Test) Load(string folder)
    {
        string[] names = [TrainingImages, TrainingLabels, TestImages, TestLabels];
        string?[] paths = [.. names.Select(name => Find(folder, name))];
        if (paths.Contains(null))
        {
            IEnumerable<string> missing = names.Zip(paths).Where(static pair => pair.Second is null).Select(static pair => pair.First + ".gz");
            throw new FileNotFoundException(
                $"'{folder}' does not hold {string.Join(", ", missing)}. On Debian and Ubuntu `apt install dataset-fashion-mnist` puts the files to "
                + $"{DefaultFolder}; elsewhere download the four .gz files of Fashion-MNIST and name their folder: --data <folder>.");
        }

        return (Idx.Load(paths[0]!, paths[1]!), Idx.Load(paths[2]!, paths[3]!));
    }

    private static string? Find(string folder, string name)
        => new[] { name + ".gz", name }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
}
