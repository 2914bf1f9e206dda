using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Printing;

/// <summary>The pictures of a network: what is on them, and that they are well formed whatever it is called.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed partial class PictureTests
{
    private const string Composed = """
        using StaticNet;
        [Block] [Conv2D(4, 3, Padding = Padding.Same)] [BatchNorm] public sealed class Body;
        [Block] [Conv2D(4, 1)] public sealed class Thin;
        [Block] [Residual<Body>] [ReLU] public sealed class Unit;
        [Network(3, 8, 8)]
        [Residual<Body, Thin>]
        [Repeat<Unit>(2)]
        [Concat<Thin, Body, Thin>(Name = "side")]
        [GlobalAveragePool] [Dense(10)] [Softmax]
        [CrossEntropy]
        public sealed partial class Composed;
        """;

    [Fact]
    public void An_svg_is_well_formed_and_has_every_layer_once()
    {
        using Loaded loaded = new(Run.Generate(Composed), "Composed");
        XElement svg = XDocument.Parse(loaded.Summary.ToSvg()).Root!;
        IEnumerable<string> layers = svg.Descendants().Attributes("data-layer").Select(static attribute => attribute.Value);

        Assert.Equal("svg", svg.Name.LocalName);
        Assert.Equal(loaded.Summary.AllLayers.Select(static layer => layer.Name).Order(StringComparer.Ordinal), layers.Order(StringComparer.Ordinal));
        Assert.All(loaded.Summary.AllLayers.Where(static layer => layer.Branches.IsEmpty), layer => Assert.Contains(
            svg.Descendants().Where(element => element.Attribute("data-layer")?.Value == layer.Name).Elements(), text => text.Value == layer.Declaration));
    }

    [Fact]
    public void All_of_an_svg_lies_within_its_frame()
    {
        using Loaded loaded = new(Run.Generate(Composed), "Composed");
        XElement svg = XDocument.Parse(loaded.Summary.ToSvg()).Root!;
        int width = Number(svg, "width");
        int height = Number(svg, "height");

        XElement[] boxes = [.. svg.Descendants().Where(static element => element.Name.LocalName == "rect" && element.Attribute("x") is not null)];
        Assert.True(boxes.Length >= loaded.Summary.AllLayers.Count(), $"{boxes.Length} boxes for {loaded.Summary.AllLayers.Count()} layers.");
        Assert.All(boxes, rect =>
        {
            Assert.InRange(Number(rect, "x"), 1, width - 1 - Number(rect, "width"));
            Assert.InRange(Number(rect, "y"), 1, height - 1 - Number(rect, "height"));
        });
    }

    // A line for each value that a layer reads, and one to the output.
    [Fact]
    public void Values_that_are_read_further_down_have_lines_of_their_own()
    {
        using Loaded loaded = new(Run.Generate("""
            using StaticNet;
            [Network(4)] [Dense(4)] [ReLU(Name = "a")] [Dense(4)] [Tanh(Name = "b")] [Dense(4, From = "a")] [Multiply("b")] [Add("a", "b", "multiply1", "input")] [Dense(1)]
            public sealed partial class Net;
            """), "Net");
        int read = loaded.Summary.Layers.Sum(static layer => layer.Inputs.Length) + 1;
        string[] lines = [.. XDocument.Parse(loaded.Summary.ToSvg()).Descendants().Where(static element => element.Attribute("class")?.Value == "edge").Select(static element => element.Attribute("d")!.Value)];

        Assert.Equal(read, lines.Length);
        Assert.Equal(lines.Length, lines.Distinct().Count());
        Assert.Equal(5, lines.Count(static line => line.Contains('H', StringComparison.Ordinal)));
        Assert.Equal(read, loaded.Summary.ToMermaid().Split(" --> ").Length - 1);

        // Lines in one lane do not touch each other: M start H lane V end.
        (int Lane, int Start, int End)[] lanes = [.. lines.Select(static line => Lane().Match(line)).Where(static match => match.Success)
            .Select(static match => (int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture)))];
        Assert.Equal(5, lanes.Length);
        Assert.All(lanes.SelectMany((one, i) => lanes.Skip(i + 1).Where(other => other.Lane == one.Lane).Select(other => (one, other))), static pair
            => Assert.True(pair.one.End < pair.other.Start || pair.other.End < pair.one.Start));
    }

    [Fact]
    public void Inputs_and_outputs_with_names_are_where_the_network_begins_and_ends()
    {
        using Loaded loaded = new(Run.Generate("""
            using StaticNet;
            [Network]
            [Input("left", 4)] [Dense(4)] [Output("middle", Trained = false)]
            [Input("right", 3)] [Dense(4)] [Add("middle")] [Output("end")] [MeanSquaredError(Weight = 2)]
            public sealed partial class Net;
            """), "Net");
        NetworkSummary summary = loaded.Summary;
        XElement svg = XDocument.Parse(summary.ToSvg()).Root!;
        Assert.Equal(
            summary.Layers.Select(static layer => layer.Name).Order(StringComparer.Ordinal),
            svg.Descendants().Attributes("data-layer").Select(static attribute => attribute.Value).Order(StringComparer.Ordinal));
        int read = summary.Layers.Where(static layer => layer.Layer is not InputAttribute).Sum(static layer => layer.Inputs.Length);
        Assert.Equal(read, svg.Descendants().Count(static element => element.Attribute("class")?.Value == "edge"));

        string[] lines = [.. summary.ToMermaid().Split('\n').Select(static line => line.Trim())];
        Assert.Equal(read, lines.Count(static line => line.Contains(" --> ", StringComparison.Ordinal)));
        foreach (string end in (string[])["left<br/>(4)", "middle<br/>(4)", "right<br/>(3)", "end<br/>(4)<br/>MeanSquaredError(Weight = 2)"])
        {
            Assert.Contains($"([\"{end}\"])", summary.ToMermaid(), StringComparison.Ordinal);
            Assert.Contains(end.Replace("<br/>M", ", M", StringComparison.Ordinal).Replace("<br/>", " ", StringComparison.Ordinal), svg.Descendants().Select(static element => element.Value));
        }

        Assert.DoesNotContain("input", summary.ToMermaid(), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^M\d+,(\d+) H(\d+) V(\d+) H\d+$")]
    private static partial Regex Lane();

    [Fact]
    public void A_box_is_filled_by_its_share_of_the_layer_with_the_most_multiply_adds()
    {
        using Loaded loaded = new(Run.Generate("""
            using StaticNet;
            [Network(8)] [Dense(8)] [ReLU] [Dense(4)] public sealed partial class Net;
            """), "Net");
        XElement[] boxes = [.. XDocument.Parse(loaded.Summary.ToSvg()).Descendants().Where(static element => element.Attribute("data-layer") is not null)];
        int width = Number(boxes[0].Elements().First(), "width");

        Assert.Equal(width, Filled(boxes[0]));
        Assert.Equal(0, Filled(boxes[1]));
        Assert.Equal(width / 2, Filled(boxes[2]));

        static int Filled(XElement box) => box.Elements().Where(static rect => rect.Attribute("class")?.Value == "cost").Sum(static rect => Number(rect, "width"));
    }

    [Fact]
    public void A_flowchart_has_blocks_as_frames_and_branches_as_edges()
    {
        using Loaded loaded = new(Run.Generate(Composed), "Composed");
        string[] lines = [.. loaded.Summary.ToMermaid().Split('\n').Select(static line => line.Trim())];

        Assert.Equal("flowchart TD", lines[0]);
        Assert.All(loaded.Summary.AllLayers, layer => Assert.Single(lines, line => line.Contains($"[\"{layer.Name}{(layer.Branches.IsEmpty ? "<br/>" : ": ")}")));
        int frames = lines.Count(static line => line.StartsWith("subgraph", StringComparison.Ordinal));
        Assert.True(frames >= loaded.Summary.AllLayers.Count(static layer => !layer.Branches.IsEmpty));
        Assert.Equal(frames, lines.Count(static line => line == "end"));
        Assert.Equal(3, lines.Count(static line => line.EndsWith("((\"+\"))", StringComparison.Ordinal)));

        // The input goes into body and shortcut, and what comes out of both into the sum.
        string input = Node("[\"input<br/>");
        string body = Node("[\"residual1.conv1<br/>");
        string shortcut = Node("[\"residual1.shortcut.conv1<br/>");
        Assert.Equal([$"{input} --> {body}", $"{input} --> {shortcut}"], Edges(from: input));
        string sum = Assert.Single(Edges(from: shortcut)).Split(' ')[^1];
        Assert.Equal(2, Edges(to: sum).Length);

        // A residual without a shortcut adds its input.
        Assert.Equal([$"{sum} --> {Node("[\"repeat1.block1.residual1.conv1<br/>")}", $"{sum} --> {Assert.Single(Edges(from: Node("[\"repeat1.block1.residual1.batchnorm1<br/>"))).Split(' ')[^1]}"], Edges(from: sum));
        Assert.Equal(3, Edges(to: Node("((\"concat")).Length);

        string Node(string label) => Assert.Single(lines, line => line.Contains(label)).Split('(', '[')[0];

        string[] Edges(string? from = null, string? to = null)
            => [.. lines.Where(static line => line.Contains(" --> ")).Where(line => from is null ? line.EndsWith($" {to}", StringComparison.Ordinal) : line.StartsWith($"{from} ", StringComparison.Ordinal))];
    }

    [Fact]
    public void Whatever_is_called_however_pictures_are_well_formed()
    {
        const string Name = "a<b>\"c\"&#d`e\u0001\uD800";
        NetworkSummary summary = new(Name, [2], [new LayerSummary(Name, new ReLUAttribute(), [2], [2], [2], 0, [])], new HuberAttribute(0.5f), 0, 0);

        Assert.Contains("a<b>\"c\"&#d`e\uFFFD\uFFFD", XDocument.Parse(summary.ToSvg()).Descendants().Select(static element => element.Value));
        Assert.Contains("[\"a#60;b#62;#34;c#34;#38;#35;d#96;e\uFFFD\uFFFD<br/>ReLU<br/>(2)\"]", summary.ToMermaid());
    }

    [Fact]
    public void A_network_of_nothing_has_pictures_too()
    {
        NetworkSummary summary = new("Net", [1], [], null, 0, 0);

        Assert.NotNull(XDocument.Parse(summary.ToSvg()).Root);
        Assert.Equal("flowchart TD\n    n1([\"input<br/>(1)\"])\n    n2([\"output<br/>(1)\"])\n    n1 --> n2\n", summary.ToMermaid());
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void Pictures_are_the_same_in_every_culture(string culture)
    {
        using Loaded loaded = new(Run.Generate(Composed), "Composed");
        (string svg, string mermaid) = (loaded.Summary.ToSvg(), loaded.Summary.ToMermaid());
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.Equal(svg, loaded.Summary.ToSvg());
            Assert.Equal(mermaid, loaded.Summary.ToMermaid());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static int Number(XElement element, string attribute) => int.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
