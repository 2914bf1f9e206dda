using System.Globalization;

namespace StaticNet;

/// <summary>The part of a checkpoint that belongs to one <see cref="TrainingCallback"/>: texts, numbers and sets of tensors by name.</summary>
public sealed class CallbackState
{
    private readonly string _owner;

    internal CallbackState(string owner) => _owner = owner;

    internal Dictionary<string, string> Texts { get; } = [];

    internal Dictionary<string, ParameterSet> Sets { get; } = [];

    /// <summary>Adds a text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentException">There is one of this name already.</exception>
    public void Add(string name, string value) => Texts.Add(name, value);

    /// <summary>Adds a number; <see cref="Number"/> reads the same bits.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException">There is one of this name already.</exception>
    public void Add(string name, double value) => Texts.Add(name, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Adds a set of tensors of the network's layout.</summary>
    /// <param name="name">Its name: letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="value">The set; it is written after the call.</param>
    /// <exception cref="ArgumentException">There is one of this name already.</exception>
    public void Add(string name, ParameterSet value) => Sets.Add(name, value);

    /// <summary>A text.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public string Text(string name) => Texts.TryGetValue(name, out string? text) ? text : throw Missing(name);

    /// <summary>A number.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidDataException">There is none, or a text that is not a number.</exception>
    public double Number(string name)
        => double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new InvalidDataException($"The checkpoint has {Quote.Text(Text(name))} as '{name}' of {_owner}; a number is needed.");

    /// <summary>A set of tensors, or <see langword="null"/> if none was saved.</summary>
    /// <param name="name">Its name.</param>
    public ParameterSet? Find(string name) => Sets.GetValueOrDefault(name);

    private InvalidDataException Missing(string name) => new($"The checkpoint has no '{name}' of {_owner}: it is of a run with other callbacks.");
}
