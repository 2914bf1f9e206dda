namespace StaticNet.Benchmarks;

/// <summary>A row of the table of times.</summary>
/// <param name="network">The network.</param>
/// <param name="call">What is done with it.</param>
/// <param name="against">The peer.</param>
/// <param name="bar">What has to be reached; null for a row that is shown for its own sake.</param>
internal abstract class Row(string network, string call, string against, Bar? bar)
{
    public string Network { get; } = network;

    public string Call { get; } = call;

    public string Name => $"{Network}, {Call}";

    public string Against { get; } = against;

    public Bar? Bar { get; } = bar;

    /// <summary>The floating-point operations of a call, a multiply-add counted as two; 0 where no bound is known.</summary>
    public virtual double Operations => 0;

    /// <summary>The bytes of weights and the like that a call has to read.</summary>
    public virtual long Bytes => 0;

    /// <summary>Times both sides in turn.</summary>
    /// <param name="python">The executable that has PyTorch; null for none.</param>
    public abstract Measurement Measure(string? python);
}
