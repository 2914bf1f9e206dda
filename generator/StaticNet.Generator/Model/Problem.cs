namespace StaticNet.Generator.Model;

/// <summary>Something wrong with a network: what a diagnostic is made of.</summary>
/// <param name="Id">The diagnostic's id, such as <c>STN1002</c>.</param>
/// <param name="Site">Where it sits.</param>
/// <param name="Arguments">What its message is filled with.</param>
internal sealed record Problem(string Id, Site Site, EquatableArray<string> Arguments);
