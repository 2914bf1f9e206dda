namespace StaticNet;

/// <summary>What a <see cref="FunctionStep"/> computes of the results a, b, c and d of earlier steps.</summary>
public enum FunctionOperator
{
    /// <summary>The first argument of the function.</summary>
    Input,

    /// <summary>The second argument: the target of a loss.</summary>
    Target,

    /// <summary>A number.</summary>
    Constant,

    /// <summary><c>-a</c>.</summary>
    Negate,

    /// <summary><c>a + b</c>.</summary>
    Add,

    /// <summary><c>a - b</c>.</summary>
    Subtract,

    /// <summary><c>a b</c>.</summary>
    Multiply,

    /// <summary><c>a / b</c>.</summary>
    Divide,

    /// <summary><c>a == b ? c : d</c>.</summary>
    IfEqual,

    /// <summary><c>a &lt; b ? c : d</c>.</summary>
    IfLess,

    /// <summary><c>a &lt;= b ? c : d</c>.</summary>
    IfLessOrEqual,

    /// <summary>The smaller of a and b.</summary>
    Min,

    /// <summary>The larger of a and b.</summary>
    Max,

    /// <summary>The magnitude of a.</summary>
    Abs,

    /// <summary>The square root of a.</summary>
    Sqrt,

    /// <summary>e to the power of a.</summary>
    Exp,

    /// <summary>The natural logarithm of a.</summary>
    Log,

    /// <summary>The hyperbolic tangent of a.</summary>
    Tanh,

    /// <summary><c>1 / (1 + exp(-a))</c>.</summary>
    Sigmoid,

    /// <summary><c>log(1 + exp(a))</c>.</summary>
    Softplus,

    /// <summary>The error function of a.</summary>
    Erf,

    /// <summary>The sine of a.</summary>
    Sin,

    /// <summary>The cosine of a.</summary>
    Cos,

    /// <summary>a to the power of a number.</summary>
    Pow,

    /// <summary>a, whose derivative is b times that of c.</summary>
    Given,
}
