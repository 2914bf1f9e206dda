using System.Collections.Generic;

namespace StaticNet.CodeFixes;

/// <summary>A way to fix a diagnostic.</summary>
/// <param name="title">What the user chooses from the menu.</param>
/// <param name="edits">What is changed.</param>
/// <param name="key">Tells this way from the others that the same fix offers; the same for all diagnostics.</param>
/// <param name="namesBlock">Whether the title names the block that is changed; where not, that is added.</param>
internal sealed class Offer(string title, IReadOnlyList<Edit> edits, string key = "", bool namesBlock = false)
{
    public string Title { get; } = title;

    public IReadOnlyList<Edit> Edits { get; } = edits;

    public string Key { get; } = key;

    public bool NamesBlock { get; } = namesBlock;
}
