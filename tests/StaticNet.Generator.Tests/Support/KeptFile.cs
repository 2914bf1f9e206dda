namespace StaticNet.Generator.Tests.Support;

/// <summary>A file of the repository that the tests hold to what they make.</summary>
internal static class KeptFile
{
    /// <summary>The environment variable with which they write it instead.</summary>
    private const string Update = "STATICNET_UPDATE";

    /// <summary>Asserts that the file holds the text; writes it where that is asked for.</summary>
    /// <param name="path">The path from the repository's root, with slashes.</param>
    /// <param name="text">What it has to hold.</param>
    public static void Check(string path, string text)
    {
        string file = Path.Combine([Repository.Root, .. path.Split('/')]);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.True(File.Exists(file), $"There is no {path}. Set {Update}=1 and run the test again to write it.");
        Assert.True(File.ReadAllText(file).ReplaceLineEndings("\n") == text, $"{path} is not what is generated now. Set {Update}=1, run the test again, and read the difference.");
    }
}
