namespace StaticNet.Benchmarks;

/// <summary>The table of times: every row, with what it has to reach.</summary>
internal static class Rows
{
    private static readonly Comparison Dense2x2x1 = new Comparison<Networks.Dense2x2x1, Networks.Calls2x2x1>("2-2-1", static network => new(network));
    private static readonly Comparison Dense4x16x3 = new Comparison<Networks.Dense4x16x3, Networks.Calls4x16x3>("4-16-3", static network => new(network));
    private static readonly Comparison Dense6x64x8x4 = new Comparison<Networks.Dense6x64x8x4, Networks.Calls6x64x8x4>("6-64-8-4", static network => new(network));
    private static readonly Comparison Tanh1x32x32x1 = new Comparison<Networks.Tanh1x32x32x1, Networks.Calls1x32x32x1>("1-32-32-1 tanh", static network => new(network));
    private static readonly Comparison Dense784x128x64x10 = Compare<Networks.Dense784x128x64x10>("784-128-64-10");
    private static readonly Comparison Dense1024x1024x1024x10 = Compare<Networks.Dense1024x1024x1024x10>("1024-1024-1024-10");
    private static readonly Comparison LeNet = Compare<Networks.LeNet>("LeNet-5");
    private static readonly Comparison ResNet8 = Compare<Networks.ResNet8>("ResNet-8");
    private static readonly Comparison ResNet20 = Compare<Networks.ResNet20>("ResNet-20");
    private static readonly Comparison DepthwiseSeparable = Compare<Networks.DepthwiseSeparable>("DS-CNN");
    private static readonly Comparison Autoencoder = Compare<Networks.Autoencoder>("autoencoder");

    private static readonly Comparison MobileNetV2 = Compare<Networks.MobileNetV2>("MobileNetV2 at 224");
    private static readonly Comparison BlazeFace = Compare<Onnx.Tests.Models.BlazeFace>("BlazeFace at 128");
    private static readonly Comparison TextDirection = Compare<Onnx.Tests.Models.TextDirection>("Direction of text");
    private static readonly Comparison UNet = Compare<Networks.UNet>("U-Net at 128");

    /// <summary>The networks beside ONNX Runtime.</summary>
    public static IReadOnlyList<Comparison> Compared { get; } =
    [
        Dense2x2x1, Dense4x16x3, Dense6x64x8x4, Tanh1x32x32x1, Dense784x128x64x10, Dense1024x1024x1024x10,
        LeNet, ResNet8, ResNet20, DepthwiseSeparable, Autoencoder, MobileNetV2, UNet, BlazeFace, TextDirection,
    ];

    /// <summary>The networks beside those of native libraries, each with whether it is small enough that calls which depend on one another differ from others.</summary>
    public static IReadOnlyList<(Comparison Comparison, bool IsSmall)> Native { get; } =
    [
        (Dense2x2x1, true), (Dense4x16x3, true), (Dense6x64x8x4, true), (Tanh1x32x32x1, true), (Dense784x128x64x10, false),
    ];

    /// <summary>The networks that are trained beside PyTorch, whose script knows them by the same names, each with the ratio to be reached.</summary>
    public static IReadOnlyList<(TrainingComparison Comparison, double Ratio)> Trained { get; } =
    [
        (new TrainingComparison<Networks.Dense4x16x3>("4-16-3"), 100),
        (new TrainingComparison<Networks.Dense784x128x64x10>("784-128-64-10"), 3),
        (new TrainingComparison<Networks.LeNet>("LeNet-5"), 3),
        (new TrainingComparison<Networks.ResNet20>("ResNet-20"), 2),
    ];

    /// <summary>The rows of the table.</summary>
    public static IReadOnlyList<Row> All { get; } =
    [
        Independent(Dense2x2x1, 300), Dependent(Dense2x2x1, 130),
        Independent(Dense4x16x3, 300), Dependent(Dense4x16x3, 130),
        One(Dense6x64x8x4, 60),
        One(Tanh1x32x32x1, 60),
        One(Dense784x128x64x10, 3, share: 0.8), Many(Dense784x128x64x10, 1.1, share: 0.85),
        One(Dense1024x1024x1024x10, 1.3), Many(Dense1024x1024x1024x10, 1.1, share: 0.85),
        One(LeNet, 4), Many(LeNet, 3),
        One(ResNet8, 1.5), Many(ResNet8, 1.5),
        One(ResNet20, 1.5), Many(ResNet20, 1.5),
        One(DepthwiseSeparable, 2),
        One(Autoencoder, 2),
        One(MobileNetV2, 1.3),
        One(UNet, 1.3),
        One(BlazeFace, 1.5),
        One(TextDirection, 1.3),
        .. Trained.Select(static row => new TrainingRow(row.Comparison, new Bar(row.Ratio))),
        new FitRow(new Bar(0.98)),
        new FirstPredictionRow("JIT", FirstPrediction.Compiled, FirstPrediction.Compiled, new Bar(1)),
        new FirstPredictionRow("NativeAOT", FirstPrediction.Native, FirstPrediction.Compiled, new Bar(10)),

        .. Functions<Networks.GELUOfUser, Networks.GELUBuiltIn>("784-128-10 GELU of the user", new Bar(0.95)),
        .. Functions<Networks.GELUTanhOfUser, Networks.GELUBuiltIn>("784-128-10 GELU by tanh of the user", new Bar(0.95)),
        .. Functions<Networks.SiLUOfUser, Networks.SiLUBuiltIn>("784-128-10 SiLU and loss of the user", new Bar(0.95)),
        .. Functions<Networks.LeakyReLUOfUser, Networks.LeakyReLUBuiltIn>("784-128-10 LeakyReLU of the user", new Bar(0.95)),

        // Without a bar: a function whose built-in form has one exponential in place of three functions; with the peer's program published by NativeAOT too, and what a batch of small networks takes.
        new FirstPredictionRow("both NativeAOT", FirstPrediction.Native, FirstPrediction.Native, null),
        .. Functions<Networks.MishOfUser, Networks.MishBuiltIn>("784-128-10 Mish of the user", bar: null),
        Many(Dense2x2x1), Many(Dense4x16x3), Many(Dense6x64x8x4), Many(Tanh1x32x32x1),
    ];

    /// <summary>Gives the row of a name, or, if there is none, the rows whose name contains a text.</summary>
    public static IReadOnlyList<Row> Named(string text)
    {
        Row[] exact = [.. All.Where(row => row.Name.Equals(text, StringComparison.OrdinalIgnoreCase))];
        return exact.Length > 0 ? exact : [.. All.Where(row => row.Name.Contains(text, StringComparison.OrdinalIgnoreCase))];
    }

    private static IEnumerable<Row> Functions<TOurs, TPeer>(string name, Bar? bar)
        where TOurs : class, INetwork<TOurs>
        where TPeer : class, INetwork<TPeer>
        =>
        [
            new FunctionRow<TOurs, TPeer>(name, samples: 1, isTraining: false, bar),
            new FunctionRow<TOurs, TPeer>(name, samples: 64, isTraining: false, bar),
            new FunctionRow<TOurs, TPeer>(name, samples: 64, isTraining: true, bar),
        ];

    private static Comparison Compare<TNetwork>(string name)
        where TNetwork : class, INetwork<TNetwork>
        => new Comparison<TNetwork, Calls<TNetwork>>(name, static network => new(network));

    private static ForwardRow Independent(Comparison comparison, double ratio)
        => new(comparison, "1 sample, independent", 1, dependent: false, new Bar(ratio));

    private static ForwardRow Dependent(Comparison comparison, double ratio)
        => new(comparison, "1 sample, dependent", 1, dependent: true, new Bar(ratio));

    private static ForwardRow One(Comparison comparison, double ratio, double share = 0)
        => new(comparison, "1 sample", 1, dependent: false, new Bar(ratio, share));

    private static ForwardRow Many(Comparison comparison, double ratio, double share = 0)
        => new(comparison, "64 samples", 64, dependent: false, new Bar(ratio, share));

    private static ForwardRow Many(Comparison comparison) => new(comparison, "64 samples", 64, dependent: false, null);
}
