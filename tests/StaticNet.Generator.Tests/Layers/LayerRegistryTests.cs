using System.Reflection;
using StaticNet.Generator.Layers;

namespace StaticNet.Generator.Tests.Layers;

/// <summary>No kind of layer or loss is forgotten in the registry, neither the runtime's attribute nor the generator's record.</summary>
public sealed class LayerRegistryTests
{
    [Fact]
    public void Every_attribute_of_a_layer_is_there()
        => Assert.Equal(Names(typeof(LayerAttribute)), LayerRegistry.Layers.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_attribute_of_a_loss_is_there()
        => Assert.Equal(Names(typeof(NetworkLossAttribute)), LayerRegistry.Losses.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_record_of_a_layer_is_read()
        => Assert.Equal(Names(typeof(Layer)), Readers(LayerRegistry.Layers.Values));

    [Fact]
    public void Every_record_of_a_loss_is_read()
        => Assert.Equal(Names(typeof(Loss)), Readers(LayerRegistry.Losses.Values));

    private static IEnumerable<string> Names(Type kind)
        => kind.Assembly.GetTypes().Where(type => type.IsSubclassOf(kind) && !type.IsAbstract).Select(static type => type.Name).Order(StringComparer.Ordinal);

    // Each is read by a method of its own.
    private static IEnumerable<string> Readers(IEnumerable<Delegate> readers)
        => readers.Select(static reader => reader.GetMethodInfo().DeclaringType!.Name).Distinct().Order(StringComparer.Ordinal);
}
