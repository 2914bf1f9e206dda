using StaticNet.Generator.Printing;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Printing;

/// <summary>Where long lines of generated code are continued.</summary>
public sealed class LineFoldTests
{
    private static readonly string Long = new('x', 70);

    [Fact]
    public void A_line_that_fits_is_one()
        => Assert.Equal([(8, "int x = F(a, b);")], LineFold.Fold("int x = F(a, b);", 8));

    [Fact]
    public void A_list_is_continued_at_its_own_commas_and_not_at_those_inside()
        => Assert.Equal(
            [(8, $"F(G({Long}, 1),"), (12, $"H({Long}, 2), 3);")],
            LineFold.Fold($"F(G({Long}, 1), H({Long}, 2), 3);", 8));

    [Fact]
    public void Type_arguments_stay_together()
        => Assert.Equal(
            [(8, $"F<A, B<C, D>>({Long}, 1,"), (12, $"{Long}, 2);")],
            LineFold.Fold($"F<A, B<C, D>>({Long}, 1, {Long}, 2);", 8));

    [Fact]
    public void An_operator_outside_of_all_lists_begins_the_next_line()
        => Assert.Equal(
            [(8, $"int sum = F({Long}, 1)"), (12, $"+ F({Long}, 2);")],
            LineFold.Fold($"int sum = F({Long}, 1) + F({Long}, 2);", 8));

    [Fact]
    public void A_part_that_is_too_long_by_itself_is_continued_inside()
        => Assert.Equal(
            [(0, $"F(G({Long}, {Long},"), (4, $"{Long}),"), (4, $"{Long});")],
            LineFold.Fold($"F(G({Long}, {Long}, {Long}), {Long});", 0));

    [Fact]
    public void Strings_and_comments_behind_code_stay_whole()
    {
        string text = $"Write(\"{Long}, {Long}, \\\", x\", {Long}); // {Long}, {Long}";

        Assert.Equal([(0, $"Write(\"{Long}, {Long}, \\\", x\","), (4, $"{Long}); // {Long}, {Long}")], LineFold.Fold(text, 0));
    }

    [Fact]
    public void A_comment_is_continued_between_words()
        => Assert.Equal([(4, $"// {Long} {Long}"), (4, $"// {Long}")], LineFold.Fold($"// {Long} {Long} {Long}", 4));

    [Fact]
    public void A_tag_of_documentation_is_not_torn_apart()
        => Assert.Equal(
            [(4, $"/// <summary>{Long} {Long}"), (4, "/// <see cref=\"X\"/></summary>")],
            LineFold.Fold($"/// <summary>{Long} {Long} <see cref=\"X\"/></summary>", 4));

    [Fact]
    public void A_table_of_documentation_keeps_its_lines()
        => Assert.Single(LineFold.Fold($"/// {Long}  {Long}  {Long}", 0));

    [Theory]
    [InlineData("LeNet")]
    [InlineData("ResidualNetwork")]
    [InlineData("Xor")]
    public void No_line_of_the_code_in_the_documentation_is_longer(string name)
    {
        Run run = Run.Generate(File.ReadAllText(Path.Combine(Repository.Root, "docs", "generated", name + ".cs")));

        Assert.All(run.HintNames, file => Assert.All(run.Text(file).Split('\n'), static line => Assert.True(line.Length <= LineFold.Width, line)));
    }
}
