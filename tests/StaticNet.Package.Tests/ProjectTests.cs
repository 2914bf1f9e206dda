using Shared;

namespace StaticNet.Package.Tests;

/// <summary>
/// Projects that use the packages, built with warnings as errors and run. Each trains the same network as the tests do here, from the
/// repository's projects, and has to come to the same bits.
/// </summary>
public sealed class ProjectTests(Packages packages)
{
    private static readonly string Expected = Training.Run<Xor>();

    [Fact]
    public void Building_warns_of_nothing() => packages.Building.Succeeds();

    [Fact]
    public void The_network_has_learned() => Assert.StartsWith("17 parameters: 0.00 1.00 1.00 0.00, ", Expected);

    [Fact]
    public async Task A_console_program_and_the_export() => await Prints("Console", Expected, "True");

    [Fact]
    public async Task A_network_in_a_library_and_another_where_it_is_used() => await Prints("LibraryUser", Expected, Expected, "4 units");

    [Fact]
    public async Task A_test_project()
    {
        Command run = (await packages.Run("Tests")).Succeeds();
        Assert.Contains("Total: 1, Errors: 0, Failed: 0", run.Output);
    }

    [Fact]
    public async Task In_an_older_language_without_nullable_annotations_and_implicit_usings() => await Prints("Plain", Expected);

    [Fact]
    public async Task With_strict_features_documentation_and_every_analyzer()
    {
        Command run = (await packages.Run("Strict")).Succeeds();
        Assert.EndsWith("parameters, sum 1.00", Assert.Single(run.Lines));
    }

    [Fact]
    public async Task Names_and_a_path_beyond_ASCII() => await Prints("NonAscii", Expected, "4 units");

    [Fact]
    public async Task A_path_of_more_than_200_characters()
    {
        Assert.True(packages.Folder("LongPath").Length > 200);
        await Prints("LongPath", Expected);
    }

    /// <summary>The compiler, and with it the generator, and then the program run in a culture that writes letters, signs and numbers differently.</summary>
    [Theory]
    [InlineData("tr_TR.UTF-8", "tr-TR")]
    [InlineData("fa_IR.UTF-8", "fa-IR")]
    public async Task Built_and_run_in_another_culture(string locale, string culture)
    {
        Assert.SkipUnless(LongRun.IsAskedFor, "Building once more takes long: only with STATICNET_LONG=1.");
        string[] first = [.. (await packages.Run("Culture", ("LC_ALL", "C"))).Succeeds().Lines];
        string[] before = Generated();
        Assert.NotEmpty(before);

        Dictionary<string, string> variables = new(Packages.Variables) { ["LC_ALL"] = locale, ["LANG"] = locale };
        (await Command.RunDotnet(packages.Folder("Culture"), variables, "build", "-c", "Release", "--no-restore", "--no-incremental", "--nologo")).Succeeds();
        string[] second = [.. (await packages.Run("Culture", ("LC_ALL", locale), ("LANG", locale))).Succeeds().Lines];

        Assert.Equal(before, Generated());
        Assert.Equal([$"culture {culture}", .. first[1..]], second);
        Assert.Equal(Expected, second[1]);
    }

    [Fact]
    public async Task A_budget_of_the_project_reaches_the_analyzer()
    {
        Command build = await Command.RunDotnet(
            packages.Folder("Plain"), Packages.Variables, "build", "-c", "Release", "--no-restore", "--nologo",
            "-p:StaticNetBudgetParameters=16", "-p:IntermediateOutputPath=obj/budget/", "-p:OutDir=bin/budget/");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error STN3002: 'Net' has 17 parameters, 1 more than the project's budget (StaticNetBudgetParameters) of 16", build.Output);
    }

    private async Task Prints(string project, params string[] lines) => Assert.Equal(lines, (await packages.Run(project)).Succeeds().Lines);

    private string[] Generated()
        =>
        [
            .. Directory.EnumerateFiles(Path.Combine(packages.Folder("Culture"), "obj", "generated", "StaticNet.Generator"), "*.cs", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(static path => $"{Path.GetFileName(path)}\n{File.ReadAllText(path)}"),
        ];
}
