using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Printing;

namespace StaticNet.Generator.Diagnostics;

/// <summary>Compares the length of a sound network's code with its budget, and with what the generator writes at all.</summary>
internal static class CodeCheck
{
    /// <summary>The diagnostic about the length of the code; null for code that is short enough.</summary>
    /// <param name="type">The network's class.</param>
    /// <param name="surface">The network.</param>
    /// <param name="project">The budget of the project, or the default.</param>
    /// <param name="cancellationToken">Ends the measuring.</param>
    public static Diagnostic? Find(INamedTypeSymbol type, NetworkSurface surface, BudgetLimit project, CancellationToken cancellationToken)
    {
        AttributeData? attribute = BudgetParser.Attribute(type);
        (BudgetLimit limit, Location? location) = attribute is null ? default : BudgetParser.Declared(attribute, cancellationToken)
            .FirstOrDefault(static pair => pair.Limit is { Item: BudgetItem.CodeCharacters, Maximum: >= 1 });
        if (limit.Maximum < 1)
        {
            limit = project;
        }

        // No file is longer than its bound, which is that of all files together.
        long bound = CodeLength.Bound(surface.Network);
        if (bound <= limit.Maximum && bound <= DeclarationLimits.FileCharacters)
        {
            return null;
        }

        location ??= BudgetParser.Locate(type) ?? Location.None;
        if (CodeLength.Measure(surface, cancellationToken) is not { } length)
        {
            return Diagnostic.Create(Descriptors.TooMuchCode, BudgetParser.Locate(type) ?? Location.None, type.Name, Sizes.Text(DeclarationLimits.FileCharacters));
        }

        return length <= limit.Maximum ? null : Diagnostic.Create(
            Descriptors.MuchCode,
            location,
            type.Name,
            Sizes.Text(length),
            Sizes.Text(length - limit.Maximum),
            limit.Property switch { null => "its budget", "" => "the default budget", { } property => $"the project's budget ({property})" },
            Sizes.Text(limit.Maximum));
    }
}
