namespace StaticNet.Tests.Networks;

// The basic block of the residual paper, for every width and stride. Without norms, so that what is tested is how blocks are put together.
[Block]
[Conv2D(BasicBlock.Width, 3, Stride = BasicBlock.Stride, Padding = Padding.Same, Bias = false)]
[ReLU]
[Conv2D(BasicBlock.Width, 3, Padding = Padding.Same, Bias = false)]
internal abstract class BasicBlock
{
    public const int Width = 16;
    public const int Stride = 1;
}

// Its shortcut without parameters: every other pixel, and channels of zeros.
[Block]
[MaxPool2D(1, Stride = 2)]
[PadChannels(Halving.Width / 4, Halving.Width / 4)]
internal abstract class Halving
{
    public const int Width = 32;
}

[Block]
[Residual<BasicBlock>(Unit.Width)]
[ReLU]
internal abstract class Unit
{
    public const int Width = 16;
}

// Halves the image, doubles the channels, and keeps both from then on.
[Block]
[Residual<BasicBlock, Halving>(Stage.Width, 2)]
[ReLU]
[Repeat<Unit>(Stage.Units - 1, Stage.Width)]
internal abstract class Stage
{
    public const int Width = 32;
    public const int Units = 3;
}

[Network(3, 32, 32)]
[Conv2D(16, 3, Padding = Padding.Same, Bias = false)]
[ReLU]
[Repeat<Unit>(3)]
[Apply<Stage>]
[Apply<Stage>(64)]
[GlobalAveragePool]
[Dense(10)]
[Softmax]
[CrossEntropy]
internal sealed partial class ResNet20;

// The first block of GoogLeNet, its arguments as the table in the paper has them.
[Block]
[Conv2D(PointBranch.Width, 1)]
[ReLU]
internal abstract class PointBranch
{
    public const int Width = 1;
}

[Block]
[Conv2D(ThreeBranch.Reduced, 1)]
[ReLU]
[Conv2D(ThreeBranch.Width, 3, Padding = Padding.Same)]
[ReLU]
internal abstract class ThreeBranch
{
    public const int Reduced = 1;
    public const int Width = 1;
}

[Block]
[Conv2D(FiveBranch.Reduced, 1)]
[ReLU]
[Conv2D(FiveBranch.Width, 5, Padding = Padding.Same)]
[ReLU]
internal abstract class FiveBranch
{
    public const int Reduced = 1;
    public const int Width = 1;
}

[Block]
[MaxPool2D(3, Stride = 1, Pad = 1)]
[Conv2D(PoolBranch.Width, 1)]
[ReLU]
internal abstract class PoolBranch
{
    public const int Width = 1;
}

[Block]
[Concat<PointBranch, ThreeBranch, FiveBranch, PoolBranch>(
    Inception.Point, Inception.ThreeReduced, Inception.Three, Inception.FiveReduced, Inception.Five, Inception.Pool)]
internal abstract class Inception
{
    public const int Point = 1;
    public const int ThreeReduced = 1;
    public const int Three = 1;
    public const int FiveReduced = 1;
    public const int Five = 1;
    public const int Pool = 1;
}

[Network(192, 28, 28)]
[Apply<Inception>(64, 96, 128, 16, 32, 32, Name = "inception3a")]
internal sealed partial class Inception3A;

// Small enough to be run often: a bottleneck that derives its widths, blocks in blocks, branches of odd sizes.
[Block]
[Conv2D(Bottleneck.Width, 1)]
[PReLU]
[Conv2D(Bottleneck.Width, 3, Padding = Padding.Same)]
[SiLU]
[Conv2D(Bottleneck.Outer, 1)]
internal abstract class Bottleneck
{
    public const int Width = 4;
    public const int Outer = 4 * Width;
}

#pragma warning disable STN2001 // Every way for a composition to follow another, be it of use or not.
[Network(3, 5, 4)]
[Conv2D(12, 1)]
[Residual<Bottleneck>(3)]
[Tanh]
[Residual<Bottleneck, PointBranch>(20, 20)]
[Apply<Inception>(3, 5, 17, 4, 6, 4)]
[Repeat<Bottleneck>(2, 5)]
[GlobalAveragePool]
[Residual<Vote>]
[Concat<Vote, Vote>(6, 5)]
[Dense(8)]
[CrossEntropy]
internal sealed partial class SmallComposition;
#pragma warning restore STN2001

[Block]
[Dense(Vote.Units)]
[Tanh]
internal abstract class Vote
{
    public const int Units = 20;
}

// Two convolutions that minimal filtering is worth while for, the second with what a residual adds.
#pragma warning disable STN2001 // Sums in a known order, with nothing that would round between.
[Network(2, 8, 8, Backward = true)]
[Conv2D(16, 3, Padding = Padding.Same)]
[Tanh]
[Residual<BasicBlock>]
[ReLU]
[Conv2D(20, 3)]
[Flatten]
[Dense(5)]
[CrossEntropy]
internal sealed partial class Filtered;
#pragma warning restore STN2001

// The same, each sum as it is defined.
#pragma warning disable STN2001 // Sums in a known order, with nothing that would round between.
[Network(2, 8, 8, Winograd = false)]
[Conv2D(16, 3, Padding = Padding.Same)]
[Tanh]
[Residual<BasicBlock>]
[ReLU]
[Conv2D(20, 3)]
[Flatten]
[Dense(5)]
[CrossEntropy]
internal sealed partial class Direct;
#pragma warning restore STN2001

// Enough to compute a sample that gradients are cut into shards, and a mask for each value of an image.
[Network(2, 8, 8)]
[Conv2D(24, 3, Padding = Padding.Same)]
[ReLU]
[Dropout(0.3f)]
[Conv2D(16, 3, Padding = Padding.Same)]
[ReLU]
[GlobalAveragePool]
[Dense(5)]
[CrossEntropy]
internal sealed partial class DroppedImages;
