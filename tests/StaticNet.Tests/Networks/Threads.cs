namespace StaticNet.Tests.Networks;

/// <summary>Tests that set <see cref="Parallelism.Threads"/>, which is the process's: one after another.</summary>
[CollectionDefinition(Collection)]
public sealed class Threads
{
    public const string Collection = "threads";
}
