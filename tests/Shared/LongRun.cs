namespace StaticNet;

/// <summary>How long random tests run: a little in every <c>dotnet test</c>, and long where <c>STATICNET_LONG=1</c> asks for it, as CI does.</summary>
internal static class LongRun
{
    /// <summary>Whether the long random runs are asked for.</summary>
    public static bool IsAskedFor => Environment.GetEnvironmentVariable("STATICNET_LONG") == "1";

    /// <summary>The number of cases.</summary>
    /// <param name="usual">In every run of the tests.</param>
    /// <param name="long">Where a long run is asked for.</param>
    public static int Cases(int usual, int @long) => IsAskedFor ? @long : usual;
}
