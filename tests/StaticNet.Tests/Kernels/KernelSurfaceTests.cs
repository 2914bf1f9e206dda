using System.ComponentModel;
using System.Reflection;

namespace StaticNet.Tests.Kernels;

/// <summary>The kernels are public for generated code, and not for users to choose from.</summary>
public sealed class KernelSurfaceTests
{
    [Fact]
    public void Editors_do_not_offer_kernels()
        => Assert.Equal([], typeof(NetworkAttribute).Assembly.GetExportedTypes()
            .Where(static type => type is { Namespace: "StaticNet.Kernels", IsNested: false })
            .Where(static type => type.GetCustomAttribute<EditorBrowsableAttribute>()?.State != EditorBrowsableState.Never)
            .Select(static type => type.Name));
}
