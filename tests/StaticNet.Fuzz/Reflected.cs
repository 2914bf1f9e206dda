using System.Collections.Immutable;
using System.Reflection;

namespace StaticNet.Fuzz;

/// <summary>What an assembly has of a kind: a new one is tried by being there.</summary>
internal static class Reflected
{
    public static ImmutableArray<T> All<T>(Assembly assembly)
        =>
        [
            .. assembly.GetTypes()
                .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(T)))
                .OrderBy(static type => type.FullName, StringComparer.Ordinal)
                .Select(static type => (T)Activator.CreateInstance(type)!),
        ];
}
