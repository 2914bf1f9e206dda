namespace StaticNet.Fuzz;

/// <summary>Thrown where a case shows something that must not happen.</summary>
internal sealed class FuzzException(string message) : Exception(message);
