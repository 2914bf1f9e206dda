using System.Reflection;

namespace StaticNet.Tests.Networks;

/// <summary>The networks of these tests, method by method.</summary>
public sealed class MethodSizeTests
{
    [Fact]
    public void Every_generated_method_is_far_below_the_limits_of_the_JIT()
    {
        Type[] types = typeof(MethodSizeTests).Assembly.GetTypes();
        MethodBase[] kernels = [.. types.Where(static type => type.Namespace == "StaticNet.Generated").SelectMany(MethodSize.Declared)];
        MethodBase[] surfaces = [.. types.Where(IsNetwork).SelectMany(MethodSize.Declared)];
        Assert.True(kernels.Length > 50, $"Only {kernels.Length} kernels found.");
        Assert.True(surfaces.Length > 50, $"Only {surfaces.Length} members of networks found.");

        Assert.All(kernels.Concat(surfaces), MethodSize.AssertSmall);
    }

    private static bool IsNetwork(Type type)
        => type.GetInterfaces().Any(static contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(INetwork<>));
}
