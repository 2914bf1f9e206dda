namespace StaticNet.Generator.Ir;

/// <summary>What an argument of a kernel is.</summary>
internal enum ArgumentKind
{
    /// <summary>A tensor of the parameters, the gradient of one, or what is prepared from one.</summary>
    Tensor,

    /// <summary>A value of each sample, or of the batch.</summary>
    Value,

    /// <summary>Either of the two: statistics are those of the batch in training, and tensors in prediction.</summary>
    TensorOrValue,

    /// <summary>What the outputs are compared with.</summary>
    Targets,

    /// <summary>The mask of a dropout layer.</summary>
    Mask,

    /// <summary>Memory that the kernel uses while it runs.</summary>
    Work,
}

/// <summary>An argument of a kernel.</summary>
/// <param name="Name">What the kernel's method calls it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Access">What the kernel takes the value to be.</param>
internal readonly record struct Argument(string Name, ArgumentKind Kind, Access Access = default)
{
    public static Argument Tensor(string name) => new(name, ArgumentKind.Tensor);

    public static Argument Value(string name, Access access) => new(name, ArgumentKind.Value, access);

    public static Argument Value(string name, Row row) => new(name, ArgumentKind.Value, Access.Of(row));
}
