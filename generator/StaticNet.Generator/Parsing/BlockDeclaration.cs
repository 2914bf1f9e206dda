using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Parsing;

/// <summary>A type that a composition names as a block, as it is declared, before any parameter is filled in.</summary>
internal sealed class BlockDeclaration
{
    private HashSet<BlockParameter> _own = [];

    private BlockDeclaration(ITypeSymbol type)
    {
        Type = type;
        string name = type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        Name = name.Length > DeclarationLimits.TypeNameCharacters ? Excerpt.Of(name) : name;
        QualifiedName = type is INamedTypeSymbol named ? TypeDeclarationParser.QualifiedName(named) : type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
    }

    public ITypeSymbol Type { get; }

    /// <summary>As a user reads it: <c>BasicBlock</c>.</summary>
    public string Name { get; }

    /// <summary>As the generated code names it, with <c>global::</c>.</summary>
    public string QualifiedName { get; }

    /// <summary>The declaration that carries <c>[Block]</c>; null for that of another assembly.</summary>
    public SyntaxNode? Home => Type is INamedTypeSymbol type && !IsElsewhere ? DeclaredAttributes.Declaration(BlockAttribute(type)) : null;

    /// <summary>Its layers in source order.</summary>
    public ImmutableArray<AttributeData> Layers { get; private set; } = [];

    /// <summary>Its parameters in source order: the <c>const int</c> fields that it declares itself.</summary>
    public ImmutableArray<BlockParameter> Parameters { get; private set; } = [];

    /// <summary>Whether another assembly declares it. An editor has the source of that, which is none of this project's.</summary>
    public bool IsElsewhere { get; private set; }

    /// <summary>Of a block that another assembly declares, what it says of the block's parameters; null for one of this project.</summary>
    public BlockRecord? Record { get; private set; }

    /// <summary>What keeps the type from being a block: the id of a diagnostic and what its message is filled with; null for nothing.</summary>
    public (string Id, EquatableArray<string> Arguments)? Refusal { get; private set; }

    /// <summary>False where the compiler has an error of its own for the block.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>False where the compiler does not find one of the block's attributes.</summary>
    public bool IsResolved { get; private set; } = true;

    /// <summary>Whether its layers can be read.</summary>
    public bool IsReadable => Refusal is null && IsComplete;

    public static BlockDeclaration Read(ITypeSymbol symbol, Compilation compilation)
    {
        var block = new BlockDeclaration(symbol)
        {
            IsComplete = AttributeArguments.IsTypeArgument(symbol),
            IsElsewhere = symbol is INamedTypeSymbol named && !IsOf(named, compilation),
        };
        if (!block.IsComplete)
        {
            return block;
        }

        if (symbol is not INamedTypeSymbol type || !IsBlock(type))
        {
            block.Refuse(DiagnosticIds.NotABlock, Excerpt.Of(block.Name));
            return block;
        }

        if (Restriction(type, compilation) is { } reason)
        {
            block.Refuse(DiagnosticIds.UnsupportedBlock, block.Name, reason);
            return block;
        }

        if (block.IsElsewhere)
        {
            block.Record = BlockRecord.Find(type);
            if (block.Record is null)
            {
                block.Refuse(
                    DiagnosticIds.UnsupportedBlock,
                    block.Name,
                    $"it is declared in the assembly '{type.ContainingAssembly.Name}', which has no record of it; build that project with the generator of this StaticNet, which writes one for each public block that has no mistake, or declare it in this project");
                return block;
            }
        }

        block.ReadLayers(type);
        return block;
    }

    /// <summary>Whether a constant is one of the block's parameters.</summary>
    public bool IsOwn(BlockParameter constant) => _own.Contains(constant);

    /// <summary>Whether a field is a parameter of a block, of whichever.</summary>
    public static bool IsParameter(IFieldSymbol field)
        => field is { IsConst: true, Type.SpecialType: SpecialType.System_Int32, ContainingType: { TypeKind: TypeKind.Class } type } && IsBlock(type);

    private static bool IsOf(INamedTypeSymbol type, Compilation compilation) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);

    /// <summary>Whether a class is declared to be a block.</summary>
    public static bool IsBlock(INamedTypeSymbol type) => BlockAttribute(type) is not null;

    private static AttributeData? BlockAttribute(INamedTypeSymbol type)
        => type.GetAttributes().FirstOrDefault(static attribute => AttributeTable.IsBlock(attribute.AttributeClass));

    // Generated code stands in another file, outside of all classes, and names the block.
    private static string? Restriction(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.IsGenericType)
        {
            return "it is generic or stands in a generic type, and its type parameters have no meaning for a network; declare it without";
        }

        if (TypeDeclarationParser.LongName(type) is { } length)
        {
            return $"its name has {length} characters with those around it, and may have at most {DeclarationLimits.TypeNameCharacters.ToString("N0", CultureInfo.InvariantCulture)}";
        }

        if (TypeDeclarationParser.Containers(type).Prepend(type).Any(static part => part.IsFileLocal))
        {
            return "it is file-local, and the generated part of the network stands in another file; declare it internal or public";
        }

        if (!compilation.IsSymbolAccessibleWithin(type, compilation.Assembly))
        {
            return IsOf(type, compilation)
                ? "the generated code, which stands outside of the types around it, cannot see it; declare it internal or public"
                : $"it is not public, and declared in the assembly '{type.ContainingAssembly.Name}'; declare it public";
        }

        return null;
    }

    private void ReadLayers(INamedTypeSymbol type)
    {
        SyntaxNode? home = Home;
        ImmutableArray<AttributeData> attributes = DeclaredAttributes.InSourceOrder(type, home);
        Parameters = Record?.Parameters ?? [.. type.GetMembers().OfType<IFieldSymbol>().Where(IsParameter).Select(BlockParameter.Of)];
        _own = [.. Parameters];
        Layers = [.. attributes.Where(static attribute => AttributeTable.IsLayer(attribute.AttributeClass))];
        IsResolved = DeclaredAttributes.AreResolved(type);
        IsComplete = type.TypeKind == TypeKind.Class
            && attributes.All(AttributeArguments.AreComplete)
            && Parameters.All(static parameter => parameter.Field is null or { HasConstantValue: true });

        AttributeData? foreign = attributes.FirstOrDefault(static attribute => !AttributeTable.IsLayer(attribute.AttributeClass) || AttributeTable.IsEnd(attribute.AttributeClass));
        if (foreign is not null)
        {
            Refuse(DiagnosticIds.NotABlockLayer, Name, AttributeTable.Shown(foreign), AttributeTable.IsNetwork(foreign.AttributeClass)
                ? "a network has an input shape, and a block takes what it gets; keep [Block] or [Network]"
                : AttributeTable.IsEnd(foreign.AttributeClass)
                ? "a block takes one value and gives that of its last layer; put it on the network"
                : "a loss is computed from the outputs of the whole network; put it at the end of the network");
        }
        else if (Parameters.Length > DeclarationLimits.Parameters)
        {
            Refuse(
                DiagnosticIds.UnsupportedBlock,
                Name,
                $"it has {Parameters.Length.ToString("N0", CultureInfo.InvariantCulture)} parameters, its fields that are 'const int', and a block has at most {DeclarationLimits.Parameters.ToString(CultureInfo.InvariantCulture)}; declare other constants outside of the block");
        }
        else if (!IsElsewhere && Strays(attributes, home).FirstOrDefault() is { } stray)
        {
            Refuse(DiagnosticIds.BlockOnTwoDeclarations, stray, Name);
        }
        else if (Layers.IsEmpty)
        {
            Refuse(DiagnosticIds.EmptyBlock, Name);
        }
    }

    // What stands on another declaration of the class.
    private IEnumerable<string> Strays(ImmutableArray<AttributeData> attributes, SyntaxNode? home)
        => attributes
            .Where(attribute => DeclaredAttributes.Declaration(attribute) != home)
            .Select(static attribute => $"[{AttributeTable.Shown(attribute)}]")
            .Concat(Parameters
                .Where(parameter => !parameter.Field!.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax().Ancestors().Contains(home)))
                .Select(static parameter => $"'{parameter.Name}'"));

    private void Refuse(string id, params string[] arguments) => Refusal = (id, EquatableArray.Of(arguments));
}
