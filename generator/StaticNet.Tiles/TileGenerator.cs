using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace StaticNet.Tiles;

/// <summary>
/// Writes the bodies of the runtime's register tiles: partial methods with <c>[Tile]</c>. Only the runtime uses it, when it is built; no package contains it.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class TileGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step whose values are the declared tiles.</summary>
    public const string Declarations = nameof(Declarations);

    private const string Attribute = "StaticNet.Kernels.TileAttribute";

    private static readonly DiagnosticDescriptor CannotBeWritten = new(
        "TILE001",
        "A tile cannot be written",
        "The tile '{0}' cannot be written: {1}",
        "StaticNet.Tiles",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<Declaration> declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(Attribute, static (node, _) => node.IsKind(SyntaxKind.MethodDeclaration), static (declared, _) => Declaration.Of(declared))
            .WithTrackingName(Declarations);
        context.RegisterSourceOutput(declarations, static (output, declaration) =>
        {
            Tile tile = declaration.Tile;
            if (declaration.Misuse is { } misuse)
            {
                output.ReportDiagnostic(Diagnostic.Create(CannotBeWritten, misuse.Location, tile.Name, misuse.Problem));
                return;
            }

            output.AddSource($"{tile.Class}.{tile.Name}.g.cs", TilePrinter.Print(tile, output.CancellationToken));
        });
    }

    /// <summary>A method with the attribute.</summary>
    private sealed record Declaration(Tile Tile, Misuse? Misuse)
    {
        public static Declaration Of(GeneratorAttributeSyntaxContext declared)
        {
            var method = (IMethodSymbol)declared.TargetSymbol;
            AttributeData attribute = declared.Attributes[0];
            var tile = new Tile(
                method.ContainingNamespace.ToDisplayString(),
                method.ContainingType.Name,
                method.Name,
                (TileKind)Named(attribute, "Kind", 0),
                Positional(attribute, 0),
                Positional(attribute, 1),
                Named(attribute, "HasFewerColumns", false),
                Named(attribute, "Partials", 1),
                Named(attribute, "Fetches", false),
                Named(attribute, "Turns", 0));
            var syntax = (MethodDeclarationSyntax)declared.TargetNode;
            bool isOpen = syntax.Modifiers.Any(SyntaxKind.PartialKeyword) && syntax.Body is null && syntax.ExpressionBody is null;
            string? problem = isOpen ? tile.Problem : "it is not a partial method without a body";
            return new Declaration(tile, problem is null ? null : Tiles.Misuse.At(attribute.ApplicationSyntaxReference!, problem));
        }

        private static int Positional(AttributeData attribute, int index)
            => attribute.ConstructorArguments.Length > index && attribute.ConstructorArguments[index].Value is int value ? value : 0;

        private static T Named<T>(AttributeData attribute, string name, T other)
            => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value is T value ? value : other;
    }
}

/// <summary>A declaration that cannot be written, and where its attribute is; only these move with the text.</summary>
internal sealed record Misuse(string Problem, string File, TextSpan Span, LinePositionSpan Lines)
{
    public Location Location => Location.Create(File, Span, Lines);

    public static Misuse At(SyntaxReference attribute, string problem)
        => new(problem, attribute.SyntaxTree.FilePath, attribute.Span, attribute.SyntaxTree.GetLineSpan(attribute.Span).Span);
}
