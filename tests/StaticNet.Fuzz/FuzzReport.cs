using System.Collections.Immutable;
using System.Globalization;

namespace StaticNet.Fuzz;

/// <summary>What a run came to.</summary>
/// <param name="Cases">The projects that were tried.</param>
/// <param name="Accepted">Those of them whose networks were all sound, and compiled.</param>
/// <param name="Fixes">The code fixes and refactorings that were applied.</param>
/// <param name="Known">How many of the diagnostics that there are were met.</param>
/// <param name="Slowest">What the slowest case took of the generator, the analyzers or a fix, in seconds.</param>
/// <param name="SlowestSeed">The seed that the slowest case came from.</param>
/// <param name="Seconds">What all of it took.</param>
/// <param name="ProcessorSeconds">What all of it took of the processor.</param>
/// <param name="Megabytes">The memory that the process has now.</param>
/// <param name="Failures">The first failures of all; few are enough.</param>
internal sealed record FuzzReport(
    long Cases, long Accepted, long Fixes, int Known, double Slowest, int SlowestSeed, double Seconds, double ProcessorSeconds, long Megabytes, ImmutableArray<FuzzFailure> Failures)
{
    public override string ToString()
        => string.Concat(Failures.Select(static failure => $"{failure}\n\n")) + string.Create(
            CultureInfo.InvariantCulture,
            $"{Cases:N0} cases in {Seconds:N0} s ({ProcessorSeconds:N0} s of processor, {Megabytes:N0} MB), {Accepted:N0} accepted and compiled, {Known} diagnostics met, {Fixes:N0} fixes applied, the slowest {Slowest * 1000:N0} ms (seed {SlowestSeed}): {(Failures.IsEmpty ? "no failure" : "FAILED")}");
}
