using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Functions;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>What is wrong with a function of the user's, and where.</summary>
/// <param name="Id">The diagnostic's id.</param>
/// <param name="Location">The token.</param>
/// <param name="Arguments">What its message is filled with.</param>
internal sealed record FunctionProblem(string Id, Location Location, params string[] Arguments);

/// <summary>What reading a function gives.</summary>
/// <param name="Function">The function; null where it has problems, or where the compiler has errors of its own.</param>
/// <param name="Problems">The problems.</param>
internal sealed record FunctionReading(UserFunction? Function, IReadOnlyList<FunctionProblem> Problems);
