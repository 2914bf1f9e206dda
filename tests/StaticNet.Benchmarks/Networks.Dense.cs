namespace StaticNet.Benchmarks;

/// <summary>The networks that are measured: dense ones, in this part.</summary>
internal static partial class Networks
{
    [Network(784)]
    [Dense(128), ReLU]
    [Dense(64), ReLU]
    [Dense(10)]
    [CrossEntropy]
    internal sealed partial class Dense784x128x64x10;

    [Network(1024)]
    [Dense(1024), ReLU]
    [Dense(1024), ReLU]
    [Dense(10)]
    internal sealed partial class Dense1024x1024x1024x10;

    // Anomaly detection of MLPerf Tiny (Banbury et al., 2021): five frames of 128 mel bands, through a neck of 8, and back.
    [Network(640)]
    [Repeat<Normalised>(4, 128), Apply<Normalised>(8), Repeat<Normalised>(4, 128)]
    [Dense(640)]
    internal sealed partial class Autoencoder;

    [Block]
    [Dense(Normalised.Width), BatchNorm, ReLU]
    internal abstract class Normalised
    {
        public const int Width = 128;
    }
}
