using System.Globalization;

namespace StaticNet.Fuzz.Hostile;

/// <summary>What a hostile declaration costs.</summary>
/// <param name="Compiler">The seconds that the compiler takes for the user's text alone.</param>
/// <param name="Idle">The seconds that it takes for an analyzer that reports nothing.</param>
/// <param name="Generator">The seconds of the generator.</param>
/// <param name="Analyzers">The seconds of all analyzers, beyond those.</param>
/// <param name="Fixes">The seconds of code fixes and refactorings, beyond those: theirs is a project of its own, which is bound once more.</param>
/// <param name="Allocated">The bytes that the generator allocates.</param>
/// <param name="Peak">The bytes that are in use at a time, above those before.</param>
/// <param name="Generated">The characters that it generates.</param>
/// <param name="Diagnostics">How many of our diagnostics there are of each kind.</param>
internal sealed record HostileResult(
    double Compiler, double Idle, double Generator, double Analyzers, double Fixes, long Allocated, long Peak, long Generated, string Diagnostics)
{
    public override string ToString()
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{Compiler:0.00} | {Idle:0.00} | {Generator:0.00} | {Analyzers:0.00} | {Fixes:0.00} | {Allocated / 1e6:0} MB | {Peak / 1e6:0} MB | {Generated:N0} | {Diagnostics}");
}
