namespace StaticNet.Fuzz.Threads;

/// <summary>What calls beside each other have come to.</summary>
/// <param name="Calls">The calls whose bits were compared.</param>
/// <param name="Interrupts">The interrupts of threads that were calling.</param>
/// <param name="Failures">What went wrong, each with its seed.</param>
internal sealed record ThreadReport(long Calls, long Interrupts, IReadOnlyList<string> Failures)
{
    /// <inheritdoc/>
    public override string ToString()
        => FormattableString.Invariant($"{Calls:N0} calls compared, {Interrupts:N0} interrupts, {Failures.Count} failures") + string.Concat(Failures.Select(static failure => "\n" + failure));
}
