using CsCheck;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Tests.Analysis;

/// <summary>Which name is meant by one that is not there.</summary>
public sealed class NearestNameTests
{
    [Theory]
    [InlineData("trunc", "trunk")]
    [InlineData("TRUNK", "trunk")]
    [InlineData("runk", "trunk")]
    [InlineData("trrunk", "trunk")]
    [InlineData("dence12", "dense12")]
    [InlineData("gat", "gate")]
    public void The_nearest_name_is_found(string name, string expected) => Assert.Equal(expected, NearestName.Of(name, ["gate", "dense1", "trunk", "dense12", "input"]));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("branch")]
    [InlineData("ab")]
    public void A_name_that_is_far_from_all_means_none(string name) => Assert.Null(NearestName.Of(name, ["gate", "dense1", "trunk", "cd"]));

    // The table without bounds.
    [Fact]
    public void The_distance_is_Levenshteins()
        => Gen.Select(Gen.String[Gen.Char["abc"], 0, 9], Gen.String[Gen.Char["abc"], 0, 9]).Sample(static (name, other) =>
        {
            int[,] edits = new int[name.Length + 1, other.Length + 1];
            for (int i = 0; i <= name.Length; i++)
            {
                for (int j = 0; j <= other.Length; j++)
                {
                    edits[i, j] = i == 0 || j == 0
                        ? i + j
                        : Math.Min(edits[i - 1, j - 1] + (name[i - 1] == other[j - 1] ? 0 : 1), Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                }
            }

            bool isNear = edits[name.Length, other.Length] <= Math.Min(3, name.Length / 2);
            Assert.Equal(isNear ? other : null, NearestName.Of(name, [other]));
        });
}
