namespace StaticNet.Tests.Witnesses;

// The networks of blocks among those of tests/fixtures/make_network_fixtures.py.
[Network(3, 10, 10)]
[Conv2D(4, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[ReLU]
[Residual<Basic>(4)]
[ReLU]
[Residual<Basic, Projection>(6, 2)]
[ReLU]
[Residual<Basic, Subsampled>(10, 2)]
[ReLU]
[GlobalAveragePool]
[Dense(5)]
[Softmax]
[CrossEntropy]
internal sealed partial class FixtureResNet8;

[Block]
[Conv2D(Basic.Width, 3, Stride = Basic.Stride, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[ReLU]
[Conv2D(Basic.Width, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
internal abstract class Basic
{
    public const int Width = 16;
    public const int Stride = 1;
}

[Block]
[Conv2D(Projection.Width, 1, Stride = Projection.Stride, Bias = false)]
[BatchNorm]
internal abstract class Projection
{
    public const int Width = 16;
    public const int Stride = 1;
}

[Block]
[MaxPool2D(1, Stride = 2)]
[PadChannels(2, 2)]
internal abstract class Subsampled;

[Network(5, 7, 6)]
[Concat<Pixel, Reduced3, Reduced5, Pooled>(7, 4, 9, 3, 5, 6)]
[MaxPool2D(2, Stride = 2, Pad = 1)]
[Concat<Narrow, Nested>]
[Flatten]
[Dense(4)]
[CrossEntropy]
internal sealed partial class FixtureInception;

[Block]
[Conv2D(Pixel.Width, 1, Bias = false)]
[BatchNorm]
[ReLU]
internal abstract class Pixel
{
    public const int Width = 1;
}

[Block]
[Conv2D(Reduced3.Reduction, 1, Bias = false)]
[BatchNorm]
[ReLU]
[Conv2D(Reduced3.Width, 3, Padding = Padding.Same)]
[ReLU]
internal abstract class Reduced3
{
    public const int Reduction = 1;
    public const int Width = 1;
}

[Block]
[Conv2D(Reduced5.Reduction, 1, Bias = false)]
[BatchNorm]
[ReLU]
[Conv2D(Reduced5.Width, 5, Padding = Padding.Same)]
[ReLU]
internal abstract class Reduced5
{
    public const int Reduction = 1;
    public const int Width = 1;
}

[Block]
[MaxPool2D(3, Stride = 1, Pad = 1)]
[Conv2D(Pooled.Width, 1, Bias = false)]
[BatchNorm]
[ReLU]
internal abstract class Pooled
{
    public const int Width = 1;
}

[Block]
[Conv2D(3, 1)]
internal abstract class Narrow;

[Block]
[Concat<Left, Right>]
internal abstract class Nested;

[Block]
[Conv2D(2, 3, Padding = Padding.Same)]
internal abstract class Left;

[Block]
[Conv2D(4, 1)]
[Tanh]
internal abstract class Right;

[Network(7)]
[Dense(17)]
[ReLU(Name = "trunk")]
[Dense(17)]
[Sigmoid(Name = "gate")]
[Dense(17, Bias = false, From = "trunk")]
[Multiply("gate", Name = "product")]
[Add("product", "trunk", "trunk", Name = "sum")]
[ReLU(From = "dense3")]
[Maximum("trunk")]
[Subtract("gate", Name = "difference")]
[Concat("sum", "difference", "input")]
[Dense(5)]
[CrossEntropy]
internal sealed partial class FixtureCrossing;

[Network(3, 6, 5)]
[Conv2D(6, 3, Padding = Padding.Same)]
[SiLU(Name = "fine")]
[Conv2D(6, 3, Padding = Padding.Same)]
[Sigmoid(Name = "gate")]
[Conv2D(6, 1, From = "input")]
[Multiply("gate", Name = "product")]
[Add("fine", Name = "sum")]
[Concat("input", "sum", "product")]
[Conv2D(2, 3)]
[MeanSquaredError]
internal sealed partial class FixtureCrossingImages;

// Two inputs and two outputs, each with its loss.
[Network]
[Input("image", 2, 4, 3)]
[Conv2D(5, 2)]
[Tanh]
[Flatten(Name = "seen")]
[Input("row", 6)]
[Dense(7)]
[SiLU(Name = "trunk")]
[Concat("seen")]
[Dense(3)]
[Output("classes")]
[CrossEntropy]
[Dense(2, From = "trunk")]
[Output("values")]
[MeanSquaredError(Weight = 0.25f)]
internal sealed partial class FixtureHeads;
