namespace StaticNet.Generator.Ir;

/// <summary>What an argument of a kernel is.</summary>
internal enum ArgumentKind
{
    /// <summary>A tensor of the parameters, the gradient of one, or what is prepared from one.</summary>
    Tensor,

    /// <summary>The tensors of a layer, or their gradients.</summary>
    Layer,

    /// <summary>The tensors of a layer, some of which the forward pass of training moves: running statistics.</summary>
    State,

    /// <summary>A value of each sample, or of the batch.</summary>
    Value,

    /// <summary>What the outputs are compared with.</summary>
    Targets,

    /// <summary>The mask of a dropout layer.</summary>
    Mask,

    /// <summary>Memory that the kernel uses while it runs.</summary>
    Work,
}

/// <summary>What a kernel does with an argument.</summary>
internal enum ArgumentMode
{
    /// <summary>It reads what a step before it has written.</summary>
    Read,

    /// <summary>It writes, and reads nothing that was there before.</summary>
    Write,

    /// <summary>It adds to what is there, or moves it: both reads and writes.</summary>
    Accumulate,
}

/// <summary>
/// An argument of a kernel: all that a plan knows about how the kernel uses it. What a step reads and writes, which memory its result may take, and what
/// <see cref="PlanVerifier"/> checks follow from it. An argument is made by one of the methods here, so that none is without a mode.
/// </summary>
internal sealed record Argument
{
    // Made once, as most kernels have them, and a large network has tens of thousands of kernels.
    private static readonly Argument Weight = new("weight", ArgumentKind.Tensor, ArgumentMode.Read);
    private static readonly Argument Bias = new("bias", ArgumentKind.Tensor, ArgumentMode.Read);
    private static readonly Argument WeightGradient = new("gradient", ArgumentKind.Tensor, ArgumentMode.Accumulate);

    private Argument(string name, ArgumentKind kind, ArgumentMode mode)
    {
        Name = name;
        Kind = kind;
        Mode = mode;
    }

    /// <summary>What the kernel's method calls it.</summary>
    public string Name { get; }

    /// <summary>What it is.</summary>
    public ArgumentKind Kind { get; }

    /// <summary>Whether it is read, written, or both.</summary>
    public ArgumentMode Mode { get; }

    /// <summary>What the kernel takes a value to be.</summary>
    public Access Access { get; private init; }

    /// <summary>
    /// Of a value that is written: the argument whose memory it may share, because the kernel reads each float of that one before it writes the float at the same
    /// place. Null where it may share none.
    /// </summary>
    public string? InPlaceOf { get; private init; }

    /// <summary>Of a value that is read: the loop that reads it. Those behind the first one read when the result has been written.</summary>
    public int Loop { get; init; }

    /// <summary>A tensor of the parameters, or what is prepared from one.</summary>
    public static Argument Tensor(string name) => name == Weight.Name ? Weight : name == Bias.Name ? Bias : new(name, ArgumentKind.Tensor, ArgumentMode.Read);

    /// <summary>What is prepared from a tensor, as the preparation writes it.</summary>
    public static Argument Prepared(string name) => new(name, ArgumentKind.Tensor, ArgumentMode.Write);

    /// <summary>The gradient of a tensor. The caller clears it at the start of a batch.</summary>
    public static Argument Gradient(string name) => name == WeightGradient.Name ? WeightGradient : new(name, ArgumentKind.Tensor, ArgumentMode.Accumulate);

    /// <summary>The tensors of a layer.</summary>
    public static Argument Layer(string name) => new(name, ArgumentKind.Layer, ArgumentMode.Read);

    /// <summary>The gradients of the tensors of a layer. The caller clears them at the start of a batch.</summary>
    public static Argument LayerGradient(string name) => new(name, ArgumentKind.Layer, ArgumentMode.Accumulate);

    /// <summary>The tensors of a layer with running statistics.</summary>
    public static Argument State(string name) => new(name, ArgumentKind.State, ArgumentMode.Accumulate);

    /// <summary>A value that is read.</summary>
    public static Argument Read(string name, Access access) => new(name, ArgumentKind.Value, ArgumentMode.Read) { Access = access };

    /// <summary>A row that is read.</summary>
    public static Argument Read(string name, Row row) => Read(name, Access.Of(row));

    /// <summary>A value that is written.</summary>
    public static Argument Write(string name, Access access, string? inPlaceOf = null)
        => new(name, ArgumentKind.Value, ArgumentMode.Write) { Access = access, InPlaceOf = inPlaceOf };

    /// <summary>A row that is written.</summary>
    public static Argument Write(string name, Row row, string? inPlaceOf = null) => Write(name, Access.Of(row), inPlaceOf);

    /// <summary>What the outputs are compared with.</summary>
    public static Argument Targets(string name) => new(name, ArgumentKind.Targets, ArgumentMode.Read);

    /// <summary>The mask of a dropout layer.</summary>
    public static Argument Mask(string name) => new(name, ArgumentKind.Mask, ArgumentMode.Read);

    /// <summary>Memory that holds anything before the kernel and anything after it.</summary>
    public static Argument Work(string name) => new(name, ArgumentKind.Work, ArgumentMode.Write);
}
