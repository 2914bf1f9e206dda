namespace StaticNet.Package.Tests;

/// <summary>Projects for other frameworks than that of the packages.</summary>
public sealed class RestoreTests(Packages packages)
{
    [Theory]
    [InlineData("StaticNet", "net8.0")]
    [InlineData("StaticNet", "net9.0")]
    [InlineData("StaticNet", "net9.0-windows")]
    [InlineData("StaticNet", "netstandard2.0")]
    [InlineData("StaticNet", "net48")]
    [InlineData("StaticNet.Onnx", "net9.0")]
    public async Task A_framework_before_net10_is_refused_and_net10_is_named(string package, string framework)
    {
        Command restore = await Restore(package, framework);

        Assert.NotEqual(0, restore.ExitCode);
        Assert.Contains($"error NU1202: Package {package} {Packages.Version} is not compatible with {framework}", restore.Output);
        Assert.Contains($"Package {package} {Packages.Version} supports: net10.0 ", restore.Output);
    }

    [Theory]
    [InlineData("StaticNet", "net10.0")]
    [InlineData("StaticNet", "net10.0-windows")]
    [InlineData("StaticNet", "net11.0")]
    [InlineData("StaticNet.Onnx", "net11.0")]
    public async Task A_framework_from_net10_on_gets_the_packages(string package, string framework)
    {
        (await Restore(package, framework)).Succeeds();

        // The props and targets are found, too.
        string imports = Path.Combine(packages.Folder("OtherFramework"), "obj", "OtherFramework.csproj.nuget.g.");
        Assert.Contains("StaticNet.props", await File.ReadAllTextAsync(imports + "props", TestContext.Current.CancellationToken));
        Assert.Contains("StaticNet.targets", await File.ReadAllTextAsync(imports + "targets", TestContext.Current.CancellationToken));
    }

    private Task<Command> Restore(string package, string framework)
        => Command.RunDotnet(
            packages.Folder("OtherFramework"), Packages.Variables, "restore", "--nologo", "--force", $"-p:Framework={framework}", $"-p:Package={package}");
}
