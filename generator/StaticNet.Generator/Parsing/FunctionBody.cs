using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StaticNet.Generator.Functions;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Parsing;

/// <summary>
/// Computes with a method's body as C# does, but with nodes in place of floats: a local is the node that it was last set to, an if chooses between the nodes of
/// its sides, a called method is read in its place.
/// </summary>
internal sealed partial class FunctionBody(Compilation compilation, CancellationToken cancellationToken)
{
    // A helper that calls a helper twice, which calls another twice, is small and long.
    private const int MostReadings = 20_000;

    // Syntax that so many operations cannot take.
    private const int MostSyntax = 20 * DeclarationLimits.FunctionOperations;

    private readonly List<FunctionProblem> _problems = [];
    private readonly Stack<IMethodSymbol> _calls = new();
    private readonly Dictionary<IMethodSymbol, IBlockOperation> _blocks = new(SymbolEqualityComparer.Default);

    // Locals and parameters: an int is a node, else a FunctionCondition.
    private ImmutableDictionary<ISymbol, object> _values = ImmutableDictionary.Create<ISymbol, object>(SymbolEqualityComparer.Default);
    private int _depth;
    private int _readings;

    /// <summary>The function as it has been read.</summary>
    public FunctionBuilder Function { get; } = new();

    /// <summary>What is wrong with it. Where nothing is, and it cannot be read either, the compiler has an error of its own.</summary>
    public IReadOnlyList<FunctionProblem> Problems => _problems;

    /// <summary>The node of the value of a method with one or two parameters; null where it cannot be read.</summary>
    public int? Read(IMethodSymbol method) => Guard(method, Parameters(method));

    /// <summary>The node of a derivative that the user has written.</summary>
    public int? ReadDerivative(IMethodSymbol method)
    {
        if (FunctionSymbols.Refusal(method, null) is null)
        {
            return Guard(method, Parameters(method));
        }

        // It is said where the derivative is declared.
        return null;
    }

    /// <summary>Says that a function has too many operations.</summary>
    public void ReportTooLarge(IMethodSymbol method)
        => _problems.Add(new FunctionProblem(
            DiagnosticIds.UnsupportedFunction,
            method.Locations[0],
            Excerpt.Of(method.Name),
            "a function of a network",
            $"with its derivative it has more than {DeclarationLimits.FunctionOperations.ToString("N0", CultureInfo.InvariantCulture)} operations; make it shorter"));

    private int[] Parameters(IMethodSymbol method)
        => [.. method.Parameters.Select((_, i) => Function.Add(i == 0 ? Operation.Input : Operation.Target))];

    private int? Guard(IMethodSymbol method, int[] arguments)
    {
        try
        {
            return Call(method, arguments, method.Locations[0]);
        }
        catch (UnreadableException)
        {
            return null;
        }
    }

    // The node of a method's value at these arguments.
    private int Call(IMethodSymbol method, int[] arguments, Location from)
    {
        if (_calls.Contains(method, SymbolEqualityComparer.Default))
        {
            throw Report(from, method.Name, "it calls itself, and a function is written out whole; use a formula");
        }

        _calls.Push(method);
        if (!_blocks.TryGetValue(method, out IBlockOperation? block))
        {
            _blocks[method] = block = Block(method, from);
        }

        ImmutableDictionary<ISymbol, object> outside = _values;
        Enter(from);
        _values = outside.Clear();
        for (int i = 0; i < arguments.Length; i++)
        {
            _values = _values.SetItem(method.Parameters[i], arguments[i]);
        }

        int? value = Execute(Statements.Of(block.Operations, null));
        _depth--;
        _calls.Pop();
        _values = outside;

        // Without a return on every way the compiler says so.
        return value ?? throw new UnreadableException();
    }

    private IBlockOperation Block(IMethodSymbol method, Location from)
    {
        if ((method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not MethodDeclarationSyntax syntax || method.IsExtern)
        {
            throw Report(from, method.Name, "its source is not in this project, and a function is read from its source; declare it in this project");
        }

        if (syntax.Body is null && syntax.ExpressionBody is null)
        {
            throw new UnreadableException();
        }

        if (syntax.ReturnType is not PredefinedTypeSyntax)
        {
            throw Report(syntax.ReturnType.GetLocation(), Shown(syntax.ReturnType), "an editor that looks for changed functions takes this for another type; write 'float'");
        }

        // The compiler takes seconds to bind an expression of 10,000 terms.
        if (syntax.DescendantNodes().Skip(MostSyntax).Any())
        {
            throw TooLarge();
        }

#pragma warning disable RS1030 // The method may be called from any file; analyzers look at a function once.
        SemanticModel model = compilation.GetSemanticModel(syntax.SyntaxTree);
#pragma warning restore RS1030
        if (model.GetOperation(syntax, cancellationToken) is not IMethodBodyOperation { } body || (body.BlockBody ?? body.ExpressionBody) is not { } block)
        {
            throw new UnreadableException();
        }

        return block;
    }

    // The node that statements return; null where they run to their end.
    private int? Execute(Statements? statements)
    {
        for (; statements is not null; statements = statements.Next)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IOperation statement = statements.First;
            Count(statement);
            switch (statement)
            {
                case IBlockOperation block:
                    return Execute(Statements.Of(block.Operations, statements.Next));
                case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } returned }:
                    return Evaluate(returned);
                case IConditionalOperation choice:
                    if (choice.DescendantsAndSelf().Any(static part => part is IReturnOperation))
                    {
                        return ExecuteEither(choice, statements.Next);
                    }

                    Merge(choice);
                    break;
                case IVariableDeclarationGroupOperation { Declarations: var declarations }:
                    foreach (IVariableDeclaratorOperation declarator in declarations.SelectMany(static declaration => declaration.Declarators))
                    {
                        Declare(declarator);
                    }

                    break;
                case IExpressionStatementOperation { Operation: var operation }:
                    Assign(operation);
                    break;
                case IEmptyOperation:
                    break;
                default:
                    throw Unsupported(statement);
            }
        }

        return null;
    }

    // An if that returns on some way: what comes behind it is read on both ways.
    private int? ExecuteEither(IConditionalOperation choice, Statements? rest)
    {
        FunctionCondition condition = EvaluateCondition(choice.Condition);
        ImmutableDictionary<ISymbol, object> before = _values;
        Enter(choice.Syntax.GetLocation());
        int? yes = Execute(new Statements(choice.WhenTrue, rest));
        _values = before;
        int? no = Execute(choice.WhenFalse is { } other ? new Statements(other, rest) : rest);
        _depth--;
        return yes is { } a && no is { } b ? condition.Choose(Function, a, b) : throw new UnreadableException();
    }

    // An if that sets locals.
    private void Merge(IConditionalOperation choice)
    {
        FunctionCondition condition = EvaluateCondition(choice.Condition);
        ImmutableDictionary<ISymbol, object> before = _values;
        Enter(choice.Syntax.GetLocation());
        Execute(new Statements(choice.WhenTrue, null));
        ImmutableDictionary<ISymbol, object> yes = _values;
        _values = before;
        if (choice.WhenFalse is { } other)
        {
            Execute(new Statements(other, null));
        }

        _depth--;
        foreach (KeyValuePair<ISymbol, object> pair in yes)
        {
            _values = _values.SetItem(
                pair.Key,
                !_values.TryGetValue(pair.Key, out object? otherwise) || otherwise.Equals(pair.Value) ? pair.Value
                    : pair.Value is int a ? condition.Choose(Function, a, (int)otherwise)
                    : FunctionCondition.Either(condition, (FunctionCondition)pair.Value, (FunctionCondition)otherwise));
        }
    }

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        if (declarator.Symbol.RefKind != RefKind.None)
        {
            throw Report(declarator.Syntax.GetLocation(), $"ref {declarator.Symbol.Name}", "a function has values only; declare it without 'ref'");
        }

        if (declarator.Symbol.IsConst)
        {
            return;
        }

        if ((declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)?.Value is { } value)
        {
            Set(declarator.Symbol, declarator.Symbol.Type, value, declarator.Syntax);
        }
        else
        {
            _ = IsCondition(declarator.Symbol.Type, declarator.Syntax);
        }
    }

    private void Assign(IOperation operation)
    {
        if (operation is ISimpleAssignmentOperation { IsRef: false } assignment && Variable(assignment.Target) is { } variable)
        {
            Set(variable, assignment.Target.Type!, assignment.Value, assignment.Syntax);
        }
        else if (operation is ICompoundAssignmentOperation { OperatorMethod: null } compound
            && Variable(compound.Target) is { } changed
            && Arithmetic(compound.OperatorKind) is { } arithmetic
            && compound.Target.Type is { SpecialType: SpecialType.System_Single })
        {
            int left = Evaluate(compound.Target);
            _values = _values.SetItem(changed, Function.Add(arithmetic, left, Evaluate(compound.Value)));
        }
        else
        {
            throw Unsupported(operation);
        }
    }

    private void Set(ISymbol variable, ITypeSymbol type, IOperation value, SyntaxNode syntax)
        => _values = _values.SetItem(variable, IsCondition(type, syntax) ? EvaluateCondition(value) : Evaluate(value));

    // Whether a variable is a condition; it may be that or a float.
    private bool IsCondition(ITypeSymbol type, SyntaxNode syntax) => type.SpecialType switch
    {
        SpecialType.System_Single => false,
        SpecialType.System_Boolean => true,
        _ when type.TypeKind == TypeKind.Error => throw new UnreadableException(),
        _ => throw Report(syntax.GetLocation(), Shown(syntax), $"it is of type {type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}; a function computes with float"),
    };

    private static ISymbol? Variable(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    // Counts what is read, and how deep it stands.
    private void Enter(Location location)
    {
        if (++_depth > DeclarationLimits.FunctionNesting)
        {
            throw Report(location, "what stands here", $"more than {DeclarationLimits.FunctionNesting} expressions, conditions and calls stand in one another; compute parts into locals");
        }
    }

    private void Count(IOperation operation)
    {
        if (++_readings > MostReadings || Function.Count > DeclarationLimits.FunctionOperations)
        {
            throw TooLarge();
        }

        if (IsError(operation))
        {
            throw new UnreadableException();
        }
    }

    private UnreadableException TooLarge()
        => Report(
            _calls.Last().Locations[0],
            _calls.Last().Name,
            $"it has more than {DeclarationLimits.FunctionOperations.ToString("N0", CultureInfo.InvariantCulture)} operations; make it shorter");

    // What the compiler reports.
    private static bool IsError(IOperation operation)
        => operation.Kind == OperationKind.Invalid
            || operation is { Type.TypeKind: TypeKind.Error }
            || (operation is IConversionOperation conversion && conversion.GetConversion() is var found && (!found.Exists || (conversion.IsImplicit && !found.IsImplicit)));

    private UnreadableException Unsupported(IOperation operation)
    {
        if (operation.DescendantsAndSelf().Any(IsError))
        {
            return new UnreadableException();
        }

        if (operation is IConversionOperation { Operand: IInvocationOperation call } && FunctionRemedies.IsMath(call.TargetMethod))
        {
            return Unsupported(call);
        }

        (string what, string remedy) = FunctionRemedies.Of(operation);
        SyntaxNode at = (operation is IConversionOperation ? operation.Descendants().FirstOrDefault(static part => part is ILiteralOperation { Type.SpecialType: SpecialType.System_Double }) : null)?.Syntax ?? operation.Syntax;
        return Report(FunctionRemedies.Token(at), what.Length > 0 ? what : Shown(at), remedy);
    }

    private UnreadableException Report(Location location, string what, string remedy)
    {
        _problems.Add(new FunctionProblem(DiagnosticIds.NotDifferentiable, location, what, remedy));
        return new UnreadableException();
    }

    private static string Shown(SyntaxNode syntax) => Excerpt.Of(string.Join(" ", syntax.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>The function cannot be read further.</summary>
    private sealed class UnreadableException : Exception;

    /// <summary>Statements in order.</summary>
    private sealed record Statements(IOperation First, Statements? Next)
    {
        public static Statements? Of(ImmutableArray<IOperation> operations, Statements? next)
            => operations.Reverse().Aggregate(next, static (rest, operation) => new Statements(operation, rest));
    }
}
