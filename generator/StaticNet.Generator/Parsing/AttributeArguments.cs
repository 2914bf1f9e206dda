using System.Linq;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>
/// The arguments of one attribute, by the name of the constructor's parameter (<c>units</c>) or of the property (<c>Bias</c>). What
/// the compiler itself refuses is read as the fallback.
/// </summary>
internal readonly struct AttributeArguments(AttributeData attribute)
{
    /// <summary>False where the compiler has an error of its own for the attribute.</summary>
    public static bool AreComplete(AttributeData attribute)
        => attribute.AttributeConstructor is not null
            && attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(static named => named.Value)).All(IsComplete);

    public int Int(string parameter, int fallback = 1) => Find(parameter) is { Kind: not TypedConstantKind.Array, Value: int value } ? value : fallback;

    public float Float(string parameter, float fallback = 1f) => Find(parameter) is { Kind: not TypedConstantKind.Array, Value: float value } ? value : fallback;

    public bool Bool(string parameter, bool fallback) => Find(parameter) is { Kind: not TypedConstantKind.Array, Value: bool value } ? value : fallback;

    public string? String(string parameter) => Find(parameter) is { Kind: not TypedConstantKind.Array, Value: string value } ? value : null;

    public EquatableArray<int> Ints(string parameter)
        => Find(parameter) is { Kind: TypedConstantKind.Array, IsNull: false } list
            ? list.Values.Select(static element => element.Value is int value ? value : 1).ToEquatableArray()
            : EquatableArray<int>.Empty;

    private TypedConstant? Find(string name)
    {
        foreach (var named in attribute.NamedArguments)
        {
            if (named.Key == name)
            {
                return named.Value;
            }
        }

        if (attribute.AttributeConstructor is { } constructor)
        {
            for (int i = 0; i < constructor.Parameters.Length && i < attribute.ConstructorArguments.Length; i++)
            {
                if (constructor.Parameters[i].Name == name)
                {
                    return attribute.ConstructorArguments[i];
                }
            }
        }

        return null;
    }

    private static bool IsComplete(TypedConstant argument)
        => argument.Kind != TypedConstantKind.Error
            && (argument.Kind != TypedConstantKind.Array || argument.IsNull || argument.Values.All(IsComplete));
}
