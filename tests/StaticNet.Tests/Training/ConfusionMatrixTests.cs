namespace StaticNet.Tests.Training;

[Trait(Width.Trait, Width.Any)]
public sealed class ConfusionMatrixTests
{
    private static readonly ConfusionMatrix Matrix = new(3, [0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 1, 0], ["setosa", "versicolor", "virginica"]);

    [Fact]
    public void Counts_and_shares_are_by_class()
    {
        Assert.Equal(2, Matrix[0, 0]);
        Assert.Equal(1, Matrix[0, 1]);
        Assert.Equal(1, Matrix[2, 0]);
        Assert.Equal(6, Matrix.Total);
        Assert.Equal(4 / 6d, Matrix.Accuracy);
        Assert.Equal(2 / 3d, Matrix.Precision(0));
        Assert.Equal(2 / 3d, Matrix.Precision(1));
        Assert.True(double.IsNaN(Matrix.Precision(2)));
        Assert.Equal(2 / 3d, Matrix.Recall(0));
        Assert.Equal(1, Matrix.Recall(1));
        Assert.Equal(0, Matrix.Recall(2));
    }

    [Fact]
    public void The_table_has_a_row_for_each_class()
        => Assert.Equal(
            """
            actual \ predicted  setosa  versicolor  virginica   recall
            setosa                   2           1          0   66.7 %
            versicolor               0           2          0  100.0 %
            virginica                1           0          0    0.0 %
            precision           66.7 %      66.7 %          -   66.7 %
            """,
            Matrix.ToString());

    [Fact]
    public void Classes_without_names_have_numbers()
        => Assert.Equal(["0", "1"], new ConfusionMatrix(2, [0], [1]).ClassNames);

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ConfusionMatrix(2, [2], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ConfusionMatrix(2, [0], [-1]));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ConfusionMatrix(0, [], []));
        Assert.Throws<ArgumentException>(static () => new ConfusionMatrix(2, [0, 1], [0]));
        Assert.Throws<ArgumentException>(static () => new ConfusionMatrix(2, [0], [0], ["a"]));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Matrix[0, 3]);
    }

    [Fact]
    public void A_table_of_many_classes_lists_the_confusions()
    {
        // The square of the number of classes exceeds 31 bits.
        ConfusionMatrix matrix = new(46341, [0, 7, 7, 46340, 5], [0, 46340, 46340, 1, 5]);
        Assert.Equal(2, matrix[7, 46340]);
        Assert.Equal(0, matrix[46340, 46340]);
        Assert.Equal(0.4, matrix.Accuracy);
        Assert.Equal("46340", matrix.ClassNames[46340]);
        Assert.Equal(
            """
            actual  predicted  samples
            7       46340            2
            46340   1                1
            40.0 % of 5 right
            """,
            matrix.ToString());
        int[] every = [.. Enumerable.Range(0, 100)];
        Assert.EndsWith("\nand 80 other pairs of classes; 0.0 % of 100 right", new ConfusionMatrix(200, every, [.. every.Select(static i => i + 100)]).ToString());
        Assert.Equal(1, new ConfusionMatrix(int.MaxValue, [int.MaxValue - 1], [int.MaxValue - 1]).Accuracy);
    }
}
