namespace StaticNet;

/// <summary>A layer or a loss that is a function of yours.</summary>
public interface IFunctionAttribute
{
    /// <summary>The name of the method.</summary>
    string Function { get; }

    /// <summary>The type that declares the method.</summary>
    Type DeclaringType { get; }
}
