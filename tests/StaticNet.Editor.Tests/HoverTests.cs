using Microsoft.CodeAnalysis.QuickInfo;

namespace StaticNet.Editor.Tests;

/// <summary>What an editor shows when the mouse rests on a network, its parts, or an attribute.</summary>
public sealed class HoverTests
{
    private const string Net = """
        using System;
        using StaticNet;

        /// <summary>Tells three kinds of flowers apart.</summary>
        [Network(4)]
        [Dense(16)] [ReLU]
        [Dense(3)] [Softmax]
        [CrossEntropy]
        public sealed partial class Iris;

        public static class Use
        {
            public static int Length => Iris.InputLength;

            public static void Predict(Iris iris, float[] x, float[] y)
            {
                iris.Forward(x, y);
                _ = iris.Dense2.Weight;
            }
        }
        """;

    private const string Table = """
        name      layer         output  parameters  multiply-adds  receptive field
                  input         (4)
        dense1    Dense(16)     (16)            80             64              (4)
        relu1     ReLU          (16)             0              0              (4)
        dense2    Dense(3)      (3)             51             48              (4)
        softmax1  Softmax       (3)              0              0              (4)
                  CrossEntropy
        total                                  131            112
        weights 524 B; scratch memory of one sample: Forward 0 B, Gradient 192 B

        Dense         y = W x + b
        ReLU          y = max(x, 0)
        Softmax       y = exp(x) / sum of exp(x)
        CrossEntropy  L = -sum of t log p, p = softmax of the scores
        """;

    [Fact]
    public async Task The_class_shows_the_users_words_and_the_table()
    {
        using var editor = new Editor(Net);

        IReadOnlyDictionary<string, string> shown = await editor.Hover("Iris;");

        Assert.Equal("Tells three kinds of flowers apart.", shown[QuickInfoSectionKinds.DocumentationComments]);
        Assert.Equal(Table.Split('\n'), TableOf(shown));
    }

    [Fact]
    public async Task Forward_shows_what_it_costs_and_the_same_table()
    {
        using var editor = new Editor(Net);

        IReadOnlyDictionary<string, string> shown = await editor.Hover("Forward(x");

        Assert.Equal("Predicts: (4) to (3). May be called from many threads at once, but not while others write weights.", shown[QuickInfoSectionKinds.DocumentationComments]);
        Assert.Equal("112 multiply-adds a sample. Takes no scratch memory: what lies between the layers stays in registers.", Remarks(shown)[0]);
        Assert.Equal(Table.Split('\n'), TableOf(shown));
    }

    [Fact]
    public async Task A_view_shows_shapes_tensors_cost_and_equation()
    {
        using var editor = new Editor(Net);

        IReadOnlyDictionary<string, string> shown = await editor.Hover("Dense2.Weight");

        Assert.Equal("The parameters of dense2, (16) to (3).", shown[QuickInfoSectionKinds.DocumentationComments]);
        Assert.Equal(
            ["y = W x + b, weight [3, 16], bias [3]: 51 parameters, 48 multiply-adds, receptive field (4)"],
            Remarks(shown));
    }

    [Fact]
    public async Task What_is_shown_follows_every_edit()
    {
        using var editor = new Editor(Net);
        await editor.Hover("Iris;");

        editor.Edit("[Dense(16)] [ReLU]", "[Dense(8)] [ReLU]");

        Assert.Contains("dense1    Dense(8)      (8)             40             32              (4)", TableOf(await editor.Hover("Iris;")));
        Assert.Contains("weight [3, 8], bias [3]: 27 parameters", (await editor.Hover("Dense2.Weight"))[QuickInfoSectionKinds.RemarksDocumentationComments]);
        Assert.Contains("dense2    Dense(3)      (3)             27             24              (4)", TableOf(await editor.Hover("Forward(x")));
    }

    [Fact]
    public async Task Nested_and_generic_classes_show_theirs()
    {
        using var editor = new Editor("""
            using StaticNet;

            public static partial class Outer<T>
            {
                [Network(2)] [Dense(1)] [MeanSquaredError]
                public sealed partial class Net<U>
                {
                    public void Use(float[] x, float[] y) => this.Forward(x, y);
                }
            }
            """);

        Assert.Contains("total                                      3              2", TableOf(await editor.Hover("Forward(x")));
    }

    // The remarks from the table on, without the indentation that all of it has.
    private static string[] TableOf(IReadOnlyDictionary<string, string> shown)
    {
        string[] lines = [.. Remarks(shown).SkipWhile(static line => !line.TrimStart().StartsWith("name ", StringComparison.Ordinal))];
        int indent = lines[0].Length - lines[0].TrimStart().Length;
        return [.. lines.Select(line => line[Math.Min(indent, line.Length)..])];
    }

    private static string[] Remarks(IReadOnlyDictionary<string, string> shown)
        => [.. shown[QuickInfoSectionKinds.RemarksDocumentationComments].Trim().Split('\n').Select(static line => line.TrimEnd())];
}
