namespace StaticNet.Tests.Parameters;

public sealed class ParameterLayoutTests
{
    [Fact]
    public void Impossible_tensors_are_refused()
    {
        Check("2 dimensions but 1 strides", () => new TensorDescription("t", [2, 3], [1], 0));
        Check("0 elements along dimension 1", () => new TensorDescription("t", [2, 0], [1, 2], 0));
        Check("negative stride -1", () => new TensorDescription("t", [2, 3], [-1, 2], 0));
        Check("overlap along dimension 0", () => new TensorDescription("t", [2, 3], [2, 1], 0));
        Check("overlap along dimension 1", () => new TensorDescription("t", [2, 3], [1, 0], 0));
        Check("overlap along dimension 1", () => new TensorDescription("t", [2, 3], [1, 1], 0));
        Assert.Throws<ArgumentException>("shape", () => new TensorDescription("t", [65536, 65536], [65536, 1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TensorDescription("t", [1], [1], -16));
    }

    [Fact]
    public void Impossible_layouts_are_refused()
    {
        TensorDescription six = new("a", [2, 3], [3, 1], 0);
        Check("Two tensors are named 'a'", () => new ParameterLayout(32, 32, six, new TensorDescription("a", [1], [1], 16)));
        Check("multiple of 16", () => new ParameterLayout(33, 32, six));
        Check("multiple of 16", () => new ParameterLayout(32, 24, six));
        Check("lies at 8; a multiple of 16", () => new ParameterLayout(32, 32, new TensorDescription("a", [2], [1], 8)));
        Check("ends at 18, but the trainable part ends at 16", () => new ParameterLayout(32, 16, new TensorDescription("a", [18], [1], 0)));
        Check("ends at 33", () => new ParameterLayout(32, 32, new TensorDescription("a", [3], [16], 0)));
        Check("its room is from 16 to 32", () => new ParameterLayout(32, 16, new TensorDescription("a", [1], [1], 0, isTrainable: false)));
        Check("its room is from 16 to 32", () => new ParameterLayout(32, 16, new TensorDescription("a", [17], [1], 16, isTrainable: false)));
        Check(
            "a [2, 2] lies from 0 to 18 and overlaps b [1] at 16",
            () => new ParameterLayout(32, 32, new TensorDescription("b", [1], [1], 16), new TensorDescription("a", [2, 2], [16, 1], 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterLayout(16, 32));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterLayout(-16, 0));
    }

    [Fact]
    public void Parameters_are_counted_without_padding_and_statistics()
    {
        Assert.Equal(18, Layouts.OutputLanes.ParameterCount);
        Assert.Equal(1, Layouts.OutputLanes.IndexOf("dense1.bias"));
    }

    private static void Check(string message, Func<object> make) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(make).Message);
}
