namespace StaticNet.Tests.Training;

/// <summary>A network whose outputs are its inputs, whatever its declaration says of them.</summary>
internal sealed class Echo<TDeclaration> : INetwork<Echo<TDeclaration>>
    where TDeclaration : IEchoDeclaration
{
    private static readonly ParameterLayout Layout = new(0, 0);

    public static int InputLength => TDeclaration.Length;

    public static int OutputLength => TDeclaration.Length;

    public static int ParameterCount => 0;

    public static long MultiplyAdds => 0;

    public static NetworkSummary Summary { get; } = new(
        "Echo",
        [TDeclaration.Length],
        [new LayerSummary("last", TDeclaration.Last, [TDeclaration.Length], [TDeclaration.Length], [1], 0, [])],
        TDeclaration.Loss,
        0,
        0);

    public ParameterSet Parameters { get; } = new(Layout);

    public static ParameterSet CreateParameters() => new(Layout);

    public static Echo<TDeclaration> Create(int seed) => new();

    public static Echo<TDeclaration> Load(string path) => throw new NotSupportedException();

    public void Save(string path) => throw new NotSupportedException();

    public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs) => inputs.CopyTo(outputs);
}

internal interface IEchoDeclaration
{
    static abstract int Length { get; }

    static abstract LayerAttribute Last { get; }

    static abstract NetworkLossAttribute? Loss { get; }
}
