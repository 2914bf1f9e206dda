namespace StaticNet.Tests;

/// <summary>How these tests, and the networks declared beside them, are compiled.</summary>
internal static class Configuration
{
#if DEBUG
    /// <summary>Whether nothing is optimised, so that a call takes ten times as long.</summary>
    public const bool IsDebug = true;
#else
    /// <summary>Whether nothing is optimised, so that a call takes ten times as long.</summary>
    public const bool IsDebug = false;
#endif
}
