using CsCheck;
using StaticNet.Generator.Analysis;

namespace StaticNet.Generator.Tests.Analysis;

/// <summary>The number of groups that a diagnostic suggests.</summary>
public sealed class DivisorsTests
{
    [Fact]
    public void It_is_the_first_that_divides_both_when_counting_down_from_the_limit()
        => Gen.Select(Gen.Int[1, 400], Gen.Int[1, 400], Gen.Int[1, 500]).Sample(static (one, other, limit) =>
        {
            int expected = limit;
            while (one % expected != 0 || other % expected != 0)
            {
                expected--;
            }

            Assert.Equal(expected, Divisors.LargestCommon(one, other, limit));
        });

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue - 1, 1)]
    [InlineData(3, 3, int.MaxValue, 3)]
    [InlineData(2_000_000_000, 1_000_000_000, 999_999_999, 500_000_000)]
    [InlineData(2_147_395_600, 2_147_395_600, 46_340, 46_340)] // the square of 46,340
    public void Enormous_numbers_take_no_longer(int one, int other, int limit, int expected)
        => Assert.Equal(expected, Divisors.LargestCommon(one, other, limit));
}
