namespace StaticNet;

/// <summary>
/// Limits the cost of a network. If it costs more, the build fails with an error that says by how much, and which layers cost most. A
/// limit that is not set is that of the project (the properties <c>StaticNetBudgetParameters</c>, <c>StaticNetBudgetMultiplyAdds</c>,
/// <c>StaticNetBudgetWorkspaceBytes</c> and <c>StaticNetBudgetCodeCharacters</c>), if it has one.
/// </summary>
/// <example>
/// <code>
/// [Network(1, 28, 28)]
/// [Flatten]
/// [Dense(32)] [ReLU]
/// [Dense(10)] [Softmax]
/// [CrossEntropy]
/// [Budget(Parameters = 30_000, MultiplyAdds = 50_000)]
/// public sealed partial class Digits;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class BudgetAttribute : Attribute
{
    /// <summary>The most trainable scalars: the network's <c>ParameterCount</c>. At least 1.</summary>
    public long Parameters { get; init; }

    /// <summary>The most multiply-adds of one forward pass of one sample: the network's <c>MultiplyAdds</c>. At least 1.</summary>
    public long MultiplyAdds { get; init; }

    /// <summary>The most scratch memory of <c>Forward</c> for one sample, in bytes: <see cref="NetworkSummary.InferenceBytes"/>. At least 1.</summary>
    public long WorkspaceBytes { get; init; }

    /// <summary>
    /// The most characters of generated code, on which the time of the compiler depends. More is a warning, not an error. At least 1; if neither
    /// this nor the project sets a limit, it is 4,000,000.
    /// </summary>
    public long CodeCharacters { get; init; }
}
