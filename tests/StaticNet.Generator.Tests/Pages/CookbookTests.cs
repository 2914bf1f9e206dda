using System.Globalization;
using System.Text.RegularExpressions;

namespace StaticNet.Generator.Tests.Pages;

/// <summary>The programs on the pages do what the pages say: each is compiled as a project of its own and run, and its results are compared with a bar.</summary>
public sealed class CookbookTests
{
    private const string Page = "docs/cookbook.md";
    private const string RunCall = @"app\.Run\([^)]*\);";

    private static readonly PageBlock[] Blocks = PageBlock.Of(Page);

    [Fact]
    public void Each_project_is_one_program()
    {
        string[] headings = [.. Blocks.Select(static block => block.Heading)];
        Assert.Equal(10, headings.Length);
        Assert.Equal(headings.Distinct(), headings);
    }

    [Fact]
    public async Task Iris()
    {
        string output = await Run("Iris", "docs/data/iris.csv");
        Assert.InRange(Number(output, @"accuracy ([\d.]+) %"), 93, 100);
        Assert.Contains("virginica, ", output);
    }

    [Fact]
    public async Task House_prices()
    {
        string output = await Run("House prices");
        Assert.InRange(Number(output, @"mean error ([\d,]+)"), 0, Number(output, @"as a guess ([\d,]+)") / 10);
    }

    [Fact]
    public async Task Anomalies()
    {
        string output = await Run("Anomalies");
        Assert.InRange(Number(output, @"faults found ([\d.]+) %"), 95, 100);
        Assert.InRange(Number(output, @"false alarms ([\d.]+) %"), 0, 3);
    }

    [Fact]
    public async Task A_pole_on_a_cart() => Assert.InRange(Number(await Run("A pole on a cart"), @"balanced for ([\d.]+) of"), 450, 500);

    [Fact]
    public async Task Fine_tuning()
    {
        string output = await Run("Fine-tuning", "samples/Digits/data/digits.csv.gz");
        double scratch = Number(output, @"from scratch ([\d.]+) %");
        Assert.InRange(Number(output, @"fine-tuned ([\d.]+) %"), scratch + 1, 100);
    }

    [Fact]
    public async Task A_loss_of_your_own()
    {
        string output = await Run("A loss of your own");
        Assert.InRange(Number(output, @"below the bound ([\d.]+) %"), 87, 93);
        Assert.EndsWith("True\n", output);
    }

    [Fact]
    public async Task A_forecast()
    {
        string output = await Run("A forecast");
        Assert.InRange(Number(output, @"error ([\d.]+)"), 0, Number(output, @"a week before ([\d.]+)") * 0.75);
    }

    [Fact]
    public async Task A_model_from_PyTorch()
        => Assert.InRange(Number(await Run("A model from PyTorch", "docs/data/sequential.safetensors"), @"largest difference (\S+)"), 0, 1e-5);

    [Fact]
    public async Task A_web_service()
    {
        Assert.SkipUnless(PageProgram.HasWeb, "ASP.NET is not here.");
        using ProgramFolder folder = new("docs/data/iris.csv");
        await folder.Run(Block("Iris"));

        string output = await folder.Run(Asked(Block("A web service"), """
            HttpResponseMessage good = await client.PostAsJsonAsync("/predict", new float[] { 5.9f, 3, 5.1f, 1.8f });
            HttpResponseMessage bad = await client.PostAsJsonAsync("/predict", new float[] { 5.9f, 3, 5.1f });
            Console.WriteLine($"{(await good.Content.ReadFromJsonAsync<Prediction>())!.Species}, then {(int)bad.StatusCode}");
            """));
        Assert.Contains("virginica, then 400\n", output);

        output = await folder.Run(Asked(PageBlock.Of("docs/serving.md")[0], """
            HttpResponseMessage good = await client.PostAsJsonAsync("/predict", new float[] { 5.9f, 3, 5.1f, 1.8f, 5.1f, 3.5f, 1.4f, 0.2f });
            HttpResponseMessage bad = await client.PostAsJsonAsync("/predict", new float[] { 5.9f, 3, 5.1f });
            HttpResponseMessage reloaded = await client.PostAsync("/reload", null);
            HttpResponseMessage health = await client.GetAsync("/health");
            Console.WriteLine($"{await good.Content.ReadAsStringAsync()}, {(int)bad.StatusCode}, {(int)reloaded.StatusCode}, {(int)health.StatusCode}");
            """));
        Assert.Contains("[\"virginica\",\"setosa\"], 400, 204, 200\n", output);
    }

    // A service that asks itself, and ends.
    private static PageBlock Asked(PageBlock service, string questions)
    {
        Assert.Single(Regex.Matches(service.Text, RunCall));
        return service with
        {
            Text = Regex.Replace(service.Text, RunCall, _ => $$"""
                app.Urls.Add("http://127.0.0.1:0");
                await app.StartAsync();
                using HttpClient client = new() { BaseAddress = new Uri(app.Urls.First()) };
                {{questions}}
                await app.StopAsync();
                """),
        };
    }

    private static PageBlock Block(string heading) => Blocks.Single(block => block.Heading == heading);

    private static async Task<string> Run(string heading, params string[] files)
    {
        using ProgramFolder folder = new(files);
        return await folder.Run(Block(heading));
    }

    private static double Number(string output, string pattern)
    {
        Match match = Regex.Match(output, pattern);
        Assert.True(match.Success, output);
        TestContext.Current.TestOutputHelper!.WriteLine(output);
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
