using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StaticNet.Generator.Functions;

namespace StaticNet.Generator.Parsing;

/// <summary>What to write in place of what a function cannot contain.</summary>
internal static class FunctionRemedies
{
    /// <summary>Whether a method is one of the framework's elementary functions.</summary>
    public static bool IsMath(IMethodSymbol method)
        => method.ContainingType is { Name: "Math" or "MathF", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
            || method.ContainingType is { SpecialType: SpecialType.System_Single };

    /// <summary>What it is, where that is not its text, and what to do.</summary>
    public static (string What, string Remedy) Of(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } when IsMath(method)
            => ($"{method.ContainingType.Name}.{method.Name}", Known(method.Name) is { } name
                ? $"its bits differ from machine to machine; call F.{name}"
                : "it is no function of F; write it with F's functions, arithmetic and comparisons"),
        ILoopOperation => ("a loop", "the number of its turns has no derivative; write the terms out, or call a method for each"),
        ISwitchOperation or ISwitchExpressionOperation => ("a switch", "write conditions with ? :, as in 'x < 0f ? a : b'"),
        IIsPatternOperation => ("a pattern", "compare with <, <=, >, >= and &&"),
        IThrowOperation => ("throw", "a function has a value for every float; return float.NaN where it has none"),
        ITryOperation or IUsingOperation or ILockOperation => ("this statement", "a function computes a value and does nothing else; leave it out"),
        IVariableDeclarationGroupOperation or IVariableDeclarationOperation => ("this declaration", "declare locals of type float"),
        ISimpleAssignmentOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation or ICoalesceAssignmentOperation
            => ("this assignment", "a function sets its own float locals, in statements of their own, and nothing else; write 'a = a + 1f;'"),
        IExpressionStatementOperation { Operation: var inner } => Of(inner),
        IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field } => (field.Name, "it is known at run time only; make it const"),
        IFieldReferenceOperation { Field: var field } => (field.Name, "its value may change, and a function depends on its arguments only; make it const, or pass it as an argument"),
        IPropertyReferenceOperation { Property: var property } => (property.Name, "a property is read at run time; use a constant or a method of floats"),
        IConversionOperation conversion => OfConversion(conversion),
        IDelegateCreationOperation or IAnonymousFunctionOperation or ILocalFunctionOperation => ("a function within the function", "declare a static method of floats, and call it"),
        IInvocationOperation { TargetMethod: var method } => (method.Name, "call static methods of this project that take and return float, or F's functions"),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Remainder } => ("%", "it has no derivative where it jumps; write x - period * turns with a number of turns that does not depend on x"),
        IBinaryOperation or IUnaryOperation => ("", "a function has + - * / of floats, and comparisons of floats joined by &&, || and !"),
        _ => ("", "a function consists of locals, + - * /, F's functions, comparisons, ?: and if, and calls of such methods"),
    };

    /// <summary>Where to point: at the name of what is called, at the first word of a statement.</summary>
    public static Location Token(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name.GetLocation(),
        InvocationExpressionSyntax call => call.Expression.GetLocation(),
        BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.ModuloExpression) => binary.OperatorToken.GetLocation(),
        ExpressionStatementSyntax { Expression: var expression } => Token(expression),
        LocalFunctionStatementSyntax function => function.Identifier.GetLocation(),
        StatementSyntax statement => statement.GetFirstToken().GetLocation(),
        SwitchExpressionSyntax choice => choice.SwitchKeyword.GetLocation(),
        _ => syntax.GetLocation(),
    };

    private static (string What, string Remedy) OfConversion(IConversionOperation conversion)
    {
        string type = conversion.Operand.Type?.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat) ?? "";
        return conversion.Operand.Type?.SpecialType == SpecialType.System_Double || conversion.Type?.SpecialType == SpecialType.System_Double
            ? ("", "it computes with double; write numbers with an f, as in '0.5f', and call F's functions")
            : ("", $"it is of type {(type.Length > 0 ? type : "no number")}; a function computes with float");
    }

    // The name that F has for a method of Math or MathF.
    private static string? Known(string name)
        => name == "Cbrt" ? "Pow"
            : name != "Sigmoid" && Enum.TryParse(name, out Operation operation) && operation >= Operation.Min && operation < Operation.Given ? name
            : null;
}
