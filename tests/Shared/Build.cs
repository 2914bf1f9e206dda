namespace StaticNet;

/// <summary>
/// Marks tests that have the same outcome in every build, and nothing that a long run adds: continuous integration, which runs all tests in a Debug build, leaves them
/// out when it runs the Release build.
/// </summary>
internal static class Build
{
    /// <summary>The trait's name.</summary>
    public const string Trait = "Build";

    /// <summary>Its value.</summary>
    public const string Any = "Any";
}
