using StaticNet.Generator.Ir;
using StaticNet.Generator.Printing;

namespace StaticNet.Generator.Tests.Printing;

/// <summary>No kernel is without a printer.</summary>
public sealed class KernelPrintersTests
{
    // A loss is several methods; its targets are made, and samples cleared, by the runtime.
    private static readonly Type[] Others = [typeof(LossKernel), typeof(ClassTargets), typeof(Clear)];

    [Fact]
    public void Every_kernel_has_a_printer()
        => Assert.Equal(
            typeof(Kernel).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(Kernel)) && !type.IsAbstract).Select(static type => type.Name).Order(StringComparer.Ordinal),
            KernelPrinters.Kinds.Concat(Others).Select(static type => type.Name).Order(StringComparer.Ordinal));
}
