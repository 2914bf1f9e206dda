namespace StaticNet.Generator.Model;

/// <summary>
/// Where a network class stands and how its generated part has to be opened.
/// </summary>
/// <param name="Namespace">The namespace as source text (keywords escaped), empty for the global one.</param>
/// <param name="Containers">The types around it, outermost first, as they are reopened: <c>partial class Outer&lt;T&gt;</c>.</param>
/// <param name="Header">The declaration that reopens the class itself, without a base list: <c>partial class LeNet</c>.</param>
/// <param name="Name">The class's name as source text with its type parameters: <c>LeNet</c>, <c>@class</c>, <c>Net&lt;T&gt;</c>.</param>
/// <param name="ConstructorName">The name without type parameters.</param>
/// <param name="QualifiedName">The name with <c>global::</c>, namespace and containers, type parameters filled in.</param>
/// <param name="HintName">The stem of its generated files' names, <c>MyApp.LeNet</c>: unique in the compilation but for case.</param>
internal sealed record TypeDeclaration(
    string Namespace,
    EquatableArray<string> Containers,
    string Header,
    string Name,
    string ConstructorName,
    string QualifiedName,
    string HintName)
{
    /// <summary>The class's bare name, as people say it and as names are built on it: <c>LeNet</c>.</summary>
    public string PlainName => ConstructorName.TrimStart('@');

    /// <summary>The name as documentation refers to it: <c>Net{T}</c>.</summary>
    public string Cref => Name.Replace('<', '{').Replace('>', '}');
}
