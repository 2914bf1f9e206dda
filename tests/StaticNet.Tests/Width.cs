namespace StaticNet.Tests;

/// <summary>
/// Marks tests whose outcome no vector width decides, such as those of files: continuous integration runs the others once more at each width.
/// </summary>
internal static class Width
{
    /// <summary>The trait's name.</summary>
    public const string Trait = "Width";

    /// <summary>Its value.</summary>
    public const string Any = "Any";
}
