using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticNet.Generator.Parsing;

/// <summary>What the names in an expression mean.</summary>
internal interface IConstantNames
{
    /// <summary>Whether the value of a part of the expression depends on a parameter of a block.</summary>
    bool Has(ExpressionSyntax part);

    /// <summary>The constant that a part of the expression names; null for any other part.</summary>
    BlockParameter? Parameter(ExpressionSyntax part);

    /// <summary>The number that a part comes to which depends on no parameter; null for what is no int.</summary>
    int? Value(ExpressionSyntax part);
}
