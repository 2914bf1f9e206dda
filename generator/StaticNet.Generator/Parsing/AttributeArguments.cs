using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Functions;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>
/// The arguments of one attribute, by the name of the constructor's parameter (<c>units</c>) or of the property (<c>Bias</c>). What
/// the compiler itself refuses is read as the fallback.
/// </summary>
internal readonly struct AttributeArguments(AttributeData attribute) : ILayerArguments
{
    /// <summary>In a block, the numbers that depend on its parameters, by the same names; a single number is a list of one.</summary>
    public IReadOnlyDictionary<string, EquatableArray<int>>? Computed { get; init; }

    /// <inheritdoc/>
    public EquatableArray<BlockUse> Blocks { get; init; }

    /// <inheritdoc/>
    public EquatableArray<string> Names => attribute.ConstructorArguments
        .SelectMany(static argument => argument.Kind != TypedConstantKind.Array ? [argument] : argument.IsNull ? [] : argument.Values.AsEnumerable())
        .Where(static argument => argument.Type?.SpecialType == SpecialType.System_String)
        .Select(static argument => argument.Value as string ?? "")
        .ToEquatableArray();

    /// <inheritdoc/>
    public UserFunction? Function { get; init; }

    /// <summary>False where the compiler has an error of its own for the attribute.</summary>
    public static bool AreComplete(AttributeData attribute)
        => attribute.AttributeConstructor is not null
            && attribute.AttributeClass!.TypeArguments.All(IsTypeArgument)
            && attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(static named => named.Value)).All(IsComplete);

    /// <summary>False where the compiler does not let an attribute name the type.</summary>
    public static bool IsTypeArgument(ITypeSymbol type)
        => type is { TypeKind: not (TypeKind.Error or TypeKind.TypeParameter or TypeKind.Dynamic), IsStatic: false };

    public int Int(string parameter, int fallback = 1) => IntIfSet(parameter) ?? fallback;

    /// <inheritdoc/>
    public int? IntIfSet(string parameter)
        => Computed is not null && Computed.TryGetValue(parameter, out EquatableArray<int> computed) ? computed[0]
            : Find(parameter) is { Kind: not TypedConstantKind.Array, Value: int value } ? value
            : null;

    public float Float(string parameter, float fallback = 1f) => Find(parameter) is { Kind: not TypedConstantKind.Array, Value: double value } ? (float)value : fallback;

    public bool Bool(string parameter, bool fallback) => Find(parameter) is { Kind: not TypedConstantKind.Array, Value: bool value } ? value : fallback;

    public string? String(string parameter) => Find(parameter) is { Kind: not TypedConstantKind.Array, Value: string value } ? value : null;

    /// <inheritdoc/>
    public EquatableArray<int> Ints(string parameter)
        => Computed is not null && Computed.TryGetValue(parameter, out EquatableArray<int> computed) ? computed
            : Find(parameter) is { Kind: TypedConstantKind.Array, IsNull: false } list
                ? list.Values.Select(static element => element.Value is int value ? value : 1).ToEquatableArray()
                : EquatableArray<int>.Empty;

    /// <inheritdoc/>
    public EquatableArray<float> Floats(string parameter)
        => Find(parameter) is { Kind: TypedConstantKind.Array, IsNull: false } list
            ? list.Values.Select(static element => element.Value is double value ? (float)value : 1f).ToEquatableArray()
            : EquatableArray<float>.Empty;

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
