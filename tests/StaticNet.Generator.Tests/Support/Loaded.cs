using System.Reflection;
using System.Runtime.Loader;

namespace StaticNet.Generator.Tests.Support;

/// <summary>A network of a run, compiled and loaded until it is disposed of.</summary>
internal sealed class Loaded : IDisposable
{
    private readonly AssemblyLoadContext _context = new("loaded", isCollectible: true);

    public Loaded(Run run, string type) => Type = run.Load(_context).GetType(type) ?? throw new ArgumentException($"There is no {type}.");

    public Type Type { get; }

    public NetworkSummary Summary => (NetworkSummary)Type.GetProperty("Summary", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    public void Dispose() => _context.Unload();
}
