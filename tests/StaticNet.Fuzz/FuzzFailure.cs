namespace StaticNet.Fuzz;

/// <summary>Something that must not happen, with the seed that makes it happen again.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Problem">What happened.</param>
/// <param name="Text">The user's text that it happened with.</param>
internal sealed record FuzzFailure(int Seed, string Problem, string Text)
{
    public override string ToString()
        => $"{Problem}\n---- the text\n{Text}\n---- once more: dotnet run -c Release --project tests/StaticNet.Fuzz -- --seed {Seed}";
}
