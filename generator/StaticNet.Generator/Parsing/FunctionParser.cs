using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Functions;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Parsing;

/// <summary>Reads the functions that the user has written, from the source of their methods, each once for a network.</summary>
internal sealed class FunctionParser(Compilation compilation, CancellationToken cancellationToken)
{
    // What generated code has of other names where functions are: types that a method or a struct of that name would hide, and members of all types.
    private static readonly string[] Reserved =
    [
        FunctionWriter.Class, "VectorMath", "Vector512", "MethodImpl", "MethodImplOptions", "IFunction", "ILossFunction", "ILanes", "T",
        "Equals", "ReferenceEquals", "ToString", "GetHashCode", "GetType", "Finalize", "MemberwiseClone",
    ];

    // What comments and tables show whole.
    private const int LongestText = 240;

    private static readonly string[] Suffixes = ["", "Gradient", "Function", "Derivative", "Loss"];

    private readonly Dictionary<IMethodSymbol, FunctionReading> _readings = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _taken = new(Reserved, StringComparer.Ordinal);

    /// <summary>The function of a method with <c>[Activation]</c> or <c>[Loss]</c>.</summary>
    public FunctionReading Read(IMethodSymbol method)
    {
        if (!_readings.TryGetValue(method, out FunctionReading? reading))
        {
            _readings[method] = reading = ReadAnew(method, FunctionSymbols.Role(method) == "Loss" ? 2 : 1);
        }

        return reading;
    }

    /// <summary>A derivative that the user has written, which has to be a function by itself.</summary>
    public FunctionReading ReadDerivative(IMethodSymbol method, string function)
    {
        IMethodSymbol[] differentiated =
        [
            .. method.ContainingType.GetMembers(function).OfType<IMethodSymbol>().Where(static member => FunctionSymbols.Role(member) is "Activation" or "Loss"),
        ];
        string name = method.Name;
        return differentiated.Length == 0
                ? Refuse(method, name, "a derivative", $"'{method.ContainingType.Name}' has no activation and no loss called '{Excerpt.Of(function)}'")
            : FunctionSymbols.Derivatives(differentiated[0]) is { Length: > 1 } all && !SymbolEqualityComparer.Default.Equals(all[0], method)
                ? Refuse(method, name, "a derivative", $"'{all[0].Name}' is one of '{function}' already; keep one")
            : ReadAnew(method, FunctionSymbols.Role(differentiated[0]) == "Loss" ? 2 : 1);
    }

    private FunctionReading ReadAnew(IMethodSymbol method, int parameters)
    {
        string kind = parameters == 1 ? "an activation" : "a loss";
        if (FunctionSymbols.Refusal(method, parameters) is { } reason)
        {
            return Refuse(method, method.Name, kind, reason);
        }

        if (method.DeclaringSyntaxReferences.Length == 0)
        {
            return Refuse(method, method.Name, kind, $"it is declared in the assembly '{method.ContainingAssembly.Name}', and a function is read from its source; declare it in this project");
        }

        var body = new FunctionBody(compilation, cancellationToken);
        if (body.Read(method) is not { } value)
        {
            return new FunctionReading(null, body.Problems);
        }

        if (FunctionSymbols.Derivatives(method).FirstOrDefault() is { } derivative)
        {
            if (body.ReadDerivative(derivative) is not { } given)
            {
                return new FunctionReading(null, body.Problems);
            }

            value = body.Function.Add(Operation.Given, value, given, body.Function.Add(Operation.Input));
        }

        int slope = Differentiation.Of(body.Function, value);
        if (body.Function.Count > DeclarationLimits.FunctionOperations)
        {
            body.ReportTooLarge(method);
        }

        return body.Problems.Count > 0
            ? new FunctionReading(null, body.Problems)
            : new FunctionReading(
                new UserFunction(
                    method.Name,
                    Identifier(method.Name),
                    TypeDeclarationParser.QualifiedName(method.ContainingType),
                    method.ContainingType.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
                    Text(method),
                    body.Function.Nodes,
                    value,
                    slope),
                body.Problems);
    }

    private static FunctionReading Refuse(IMethodSymbol method, string name, string kind, string reason)
        => new(null, [new FunctionProblem(DiagnosticIds.UnsupportedFunction, method.Locations[0], Excerpt.Of(name), kind, reason)]);

    // Two types may have a function of one name.
    private string Identifier(string name)
    {
        string stem = Naming.Pascal(name), identifier = stem;
        for (int i = 2; Suffixes.Any(suffix => _taken.Contains(identifier + suffix)); i++)
        {
            identifier = stem + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        _taken.UnionWith(Suffixes.Select(suffix => identifier + suffix));
        return identifier;
    }

    // Mish(x) = x * F.Tanh(F.Softplus(x))
    private string Text(IMethodSymbol method)
    {
        var syntax = (MethodDeclarationSyntax)(method.PartialImplementationPart ?? method).DeclaringSyntaxReferences[0].GetSyntax(cancellationToken);
        SyntaxNode body = syntax.ExpressionBody?.Expression
            ?? (SyntaxNode?)(syntax.Body is { Statements: [ReturnStatementSyntax { Expression: { } only }] } ? only : syntax.Body)
            ?? syntax;
        string text = body.ReplaceTrivia(body.DescendantTrivia(descendIntoTrivia: true), static (_, _) => default)
            .NormalizeWhitespace(indentation: "", eol: " ")
            .ToString();
        return $"{method.Name}({string.Join(", ", method.Parameters.Select(static parameter => parameter.Name))}) = {(text.Length <= LongestText ? text : Excerpt.Of(text))}";
    }
}
