namespace StaticNet.Tests.Networks;

/// <summary>Tests that set <see cref="Parallelism.Threads"/>, which is the process's: one after another, and none of the others beside them.</summary>
[CollectionDefinition(Collection, DisableParallelization = true)]
public sealed class Threads
{
    public const string Collection = "threads";
}
