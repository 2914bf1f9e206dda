using System.Globalization;

namespace StaticNet.Samples.FashionMnist;

/// <summary>What decides a training run besides the images. All of it is part of a checkpoint: the schedule, for one, depends on the number of epochs.</summary>
/// <param name="Epochs">How often each image is seen.</param>
/// <param name="BatchSize">The images of a step.</param>
/// <param name="LearningRate">The highest learning rate.</param>
/// <param name="Samples">The number of images to learn from: so many of the first.</param>
/// <param name="Seed">Where the initial weights, the order of the images and what is dropped come from.</param>
internal sealed record Settings(int Epochs, int BatchSize, double LearningRate, int Samples, int Seed)
{
    /// <summary>As texts, each by the name of its option.</summary>
    public Dictionary<string, string> ToTexts() => new()
    {
        ["epochs"] = Epochs.ToString(CultureInfo.InvariantCulture),
        ["batch"] = BatchSize.ToString(CultureInfo.InvariantCulture),
        ["learning-rate"] = LearningRate.ToString("R", CultureInfo.InvariantCulture),
        ["samples"] = Samples.ToString(CultureInfo.InvariantCulture),
        ["seed"] = Seed.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Reads what <see cref="ToTexts"/> made.</summary>
    /// <exception cref="InvalidDataException">A text is missing, or no such number.</exception>
    public static Settings Parse(IReadOnlyDictionary<string, string> texts)
        => new(Read<int>(texts, "epochs"), Read<int>(texts, "batch"), Read<double>(texts, "learning-rate"), Read<int>(texts, "samples"), Read<int>(texts, "seed"));

    /// <summary>Reads one number.</summary>
    /// <exception cref="InvalidDataException">The text is missing, or no such number.</exception>
    public static T Read<T>(IReadOnlyDictionary<string, string> texts, string name)
        where T : ISpanParsable<T>
        => texts.TryGetValue(name, out string? text) && T.TryParse(text, CultureInfo.InvariantCulture, out T? value)
            ? value
            : throw new InvalidDataException($"The checkpoint holds no number for '{name}'.");
}
