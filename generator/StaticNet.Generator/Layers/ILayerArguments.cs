using StaticNet.Generator.Functions;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>
/// The arguments of one attribute, by the name of the constructor's parameter (<c>units</c>) or of the property (<c>Bias</c>). What the compiler itself
/// refuses is read as the fallback.
/// </summary>
internal interface ILayerArguments
{
    /// <summary>The blocks that the type arguments stand for.</summary>
    EquatableArray<BlockUse> Blocks { get; }

    /// <summary>The names among the constructor's arguments, in order.</summary>
    EquatableArray<string> Names { get; }

    /// <summary>The user's function that the attribute names; null for none that can be read.</summary>
    UserFunction? Function { get; }

    int Int(string parameter, int fallback = 1);

    /// <summary>An argument whose default depends on others: null where it is not written. An enumeration is its number.</summary>
    int? IntIfSet(string parameter);

    /// <summary>The numbers of an argument that is a list.</summary>
    EquatableArray<int> Ints(string parameter);

    /// <summary>The numbers of an argument that is a list of numbers with a fraction.</summary>
    EquatableArray<float> Floats(string parameter);

    float Float(string parameter, float fallback = 1f);

    bool Bool(string parameter, bool fallback);
}
