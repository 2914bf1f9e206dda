namespace StaticNet;

/// <summary>
/// Marks a static method <c>float (float)</c> as an activation, which networks name as <c>[Activation&lt;T&gt;("Name")]</c>. The generator reads its body,
/// differentiates it and writes both for vectors. The page docs/functions.md says what a body may contain.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ActivationAttribute : Attribute;

/// <summary>
/// An activation of your own: a static method with <see cref="ActivationAttribute"/>. <c>y = f(x)</c>, and its derivative is found at build time from the
/// source of the method, or is the method with <see cref="DerivativeAttribute"/>.
/// </summary>
/// <typeparam name="T">The type that declares the method. C# does not accept a static class here; an abstract one will do.</typeparam>
/// <param name="function">The name of the method.</param>
public sealed class ActivationAttribute<T>(string function) : LayerAttribute, IFunctionAttribute
{
    /// <inheritdoc/>
    public string Function { get; } = function;

    /// <inheritdoc/>
    public Type DeclaringType => typeof(T);
}
