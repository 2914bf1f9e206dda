namespace StaticNet.Tests.Networks;

/// <summary>Tests that set <see cref="Parallelism.Threads"/>, which is the process's: one after another, and none of the others beside them.</summary>
[CollectionDefinition(Collection, DisableParallelization = true)]
public sealed class Threads : ICollectionFixture<Threads.EightCores>
{
    public const string Collection = "threads";

    /// <summary>Has calls use as many threads as a test asks for, however many cores there are.</summary>
    public sealed class EightCores : IDisposable
    {
        private readonly int _cores = Parallelism.Cores;

        public EightCores() => Parallelism.Cores = 8;

        public void Dispose() => Parallelism.Cores = _cores;
    }
}
