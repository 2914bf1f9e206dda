namespace StaticNet.Generator.Model;

/// <summary>What a budget limits; the names are those of the attribute's properties.</summary>
internal enum BudgetItem
{
    Parameters,
    MultiplyAdds,
    WorkspaceBytes,
    CodeCharacters,
}

/// <summary>A limit as it is written.</summary>
/// <param name="Item">What is limited.</param>
/// <param name="Maximum">The most of it.</param>
/// <param name="Property">The property of the project that sets it; null for <c>[Budget]</c>.</param>
internal readonly record struct BudgetLimit(BudgetItem Item, long Maximum, string? Property = null);
