namespace StaticNet;

/// <summary>
/// Marks a static method <c>float (float y, float t)</c> as the loss of an output y with the target t, which networks name as
/// <c>[Loss&lt;T&gt;("Name")]</c>. The generator reads its body, differentiates it with respect to y and writes both for vectors. The page docs/functions.md
/// says what a body may contain.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LossAttribute : Attribute;

/// <summary>
/// A loss of your own: the mean over samples and outputs of a static method with <see cref="LossAttribute"/>. Its derivative is found at build time from the
/// source of the method, or is the method with <see cref="DerivativeAttribute"/>.
/// </summary>
/// <typeparam name="T">The type that declares the method. C# does not accept a static class here; an abstract one will do.</typeparam>
/// <param name="function">The name of the method.</param>
public sealed class LossAttribute<T>(string function) : NetworkLossAttribute, IFunctionAttribute
{
    /// <inheritdoc/>
    public string Function { get; } = function;

    /// <inheritdoc/>
    public Type DeclaringType => typeof(T);
}
