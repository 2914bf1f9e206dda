using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using StaticNet.Kernels;

namespace StaticNet;

/// <summary>Reads folders of images, with a subfolder for each class, as torchvision's <c>ImageFolder</c> does.</summary>
public static class ImageFolder
{
    private static readonly string[] Extensions = [".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp"];

    /// <summary>
    /// Reads all images in the subfolders of a folder, also in folders within those. The names of the subfolders are those of the classes, numbered in ordinal order; the samples are in the order of
    /// the classes, and in the ordinal order of their paths. Files of other kinds are passed over, by their extensions.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="options">The shape of the images, and how they are brought to it.</param>
    /// <param name="classNames">The classes in the order of their numbers, such as <see cref="Dataset.ClassNames"/> of the training data; by default those of the subfolders. Some may have no subfolder then.</param>
    /// <exception cref="IOException">A file cannot be read; <see cref="DirectoryNotFoundException"/> if there is no folder.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    /// <exception cref="InvalidDataException">
    /// There are no subfolders; or one has no images, or is not among the given classes; or a file is no image, or a damaged one, or larger than the options allow. The message names the folder or the
    /// file, the first one in the order of the samples.
    /// </exception>
    /// <exception cref="ArgumentException">The options are out of range, or a class occurs twice.</exception>
    public static Dataset Load(string path, ImageOptions options, IEnumerable<string>? classNames = null)
    {
        (List<string> files, List<int> labels, string[] classes) = Find(path, options, classNames);
        int length = options.Length;
        if ((long)files.Count * length > Array.MaxLength)
        {
            throw new InvalidDataException($"{files.Count} images of {length} values are more than an array holds; {nameof(Open)} reads them as they are needed.");
        }

        float[] inputs = new float[files.Count * length];
        Read(files, options, inputs);
        return new Dataset(inputs, length, [.. labels], classes);
    }

    /// <summary>
    /// Finds the images, which are read as they are needed: for folders that do not fit memory. They are in a random order, the same every time, so that a block has images of all classes.
    /// </summary>
    /// <inheritdoc cref="Load" path="/param"/>
    /// <exception cref="IOException">A folder cannot be read; <see cref="DirectoryNotFoundException"/> if there is none. <c>Fit</c> and <c>Evaluate</c> throw it for a file.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    /// <exception cref="InvalidDataException">
    /// There are no subfolders; or one has no images, or is not among the given classes. <c>Fit</c> and <c>Evaluate</c> throw it for a file that is no image, or a damaged one, or larger than the options
    /// allow.
    /// </exception>
    /// <exception cref="ArgumentException">The options are out of range, or a class occurs twice.</exception>
    public static IDataset Open(string path, ImageOptions options, IEnumerable<string>? classNames = null)
    {
        (List<string> files, List<int> labels, string[] classes) = Find(path, options, classNames);
        int[] order = [.. Enumerable.Range(0, files.Count)];
        new RandomSource(0).Shuffle<int>(order);
        return new Streamed([.. order.Select(index => files[index])], [.. order.Select(index => labels[index])], [.. classes], options);
    }

    private static (List<string> Files, List<int> Labels, string[] Classes) Find(string path, ImageOptions options, IEnumerable<string>? classNames)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Images.Check(options);
        string[] folders = [.. Directory.EnumerateDirectories(path).Select(static folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];
        string[] classes = [.. classNames ?? folders];
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        foreach (string name in classes)
        {
            if (!numbers.TryAdd(name, numbers.Count))
            {
                throw new ArgumentException($"The class '{name}' occurs twice.", nameof(classNames));
            }
        }

        List<string> files = [];
        List<int> labels = [];
        foreach (string folder in folders)
        {
            if (!numbers.TryGetValue(folder, out int number))
            {
                throw new InvalidDataException($"'{path}' has a subfolder '{folder}', which is not one of the {classes.Length} classes.");
            }

            string[] images = [.. Files(Path.Combine(path, folder))];
            files.AddRange(images.Length > 0 ? images : throw new InvalidDataException($"'{Path.Combine(path, folder)}' has no images: files with the extensions {string.Join(", ", Extensions)}."));
            labels.AddRange(Enumerable.Repeat(number, images.Length));
        }

        return files.Count > 0
            ? (files, labels, classes)
            : throw new InvalidDataException($"'{path}' has no subfolders, which would be the classes.");
    }

    private static IEnumerable<string> Files(string folder)
        => Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false, MaxRecursionDepth = 16 })
            .Where(static file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);

    private static void Read(IReadOnlyList<string> files, ImageOptions options, Memory<float> inputs)
    {
        int length = options.Length;
        Exception?[] errors = new Exception?[files.Count];

        // All files before the first one that fails are read, so that it is the same one every time.
        Parallel.For(0, files.Count, (index, loop) =>
        {
            try
            {
                Images.Load(files[index], options, inputs.Span.Slice(index * length, length));
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                errors[index] = exception;
                loop.Break();
            }
        });
        if (Array.Find(errors, static error => error is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <summary>Images that are read as they are needed, those of a block at the same time.</summary>
    private sealed class Streamed(string[] files, int[] classes, ImmutableArray<string> classNames, ImageOptions options) : IDataset
    {
        public int Count => files.Length;

        public int InputLength => options.Length;

        public int TargetLength => 0;

        public int LabelLength => 1;

        public ImmutableArray<string> ClassNames => classNames;

        public int BlockLength => 64;

        public void Read(int first, int count, Span<float> inputs, Span<float> targets, Span<int> labels)
        {
            if (!inputs.IsEmpty)
            {
                // Several threads write, which a span does not allow.
                float[] values = new float[count * options.Length];
                ImageFolder.Read(new ArraySegment<string>(files, first, count), options, values);
                values.CopyTo(inputs);
            }

            (labels.IsEmpty ? default : classes.AsSpan(first, count)).CopyTo(labels);
        }
    }
}
