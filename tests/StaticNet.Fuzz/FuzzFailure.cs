namespace StaticNet.Fuzz;

/// <summary>Something that must not happen, with the seed that makes it happen again.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Problem">What happened.</param>
/// <param name="Project">The user's project that it happened with.</param>
internal sealed record FuzzFailure(int Seed, string Problem, UserProject Project)
{
    public override string ToString()
        => $"{Problem}\n{Project}\n---- once more: dotnet run -c Release --project tests/StaticNet.Fuzz -- --seed {Seed}";
}
