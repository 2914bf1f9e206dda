namespace StaticNet.Generator.Functions;

/// <summary>What a node of a function computes of its operands a, b, c and d.</summary>
internal enum Operation
{
    /// <summary>The first parameter: x of an activation, y of a loss.</summary>
    Input,

    /// <summary>The second parameter: t of a loss.</summary>
    Target,

    Constant,
    Negate,
    Add,
    Subtract,
    Multiply,
    Divide,

    /// <summary><c>a b + c</c>, rounded once. Derivatives have it, user's functions do not.</summary>
    FusedMultiplyAdd,

    /// <summary><c>a == b ? c : d</c>.</summary>
    IfEqual,

    /// <summary><c>a &lt; b ? c : d</c>.</summary>
    IfLess,

    /// <summary><c>a &lt;= b ? c : d</c>.</summary>
    IfLessOrEqual,

    Min,
    Max,
    Abs,
    Sqrt,
    Exp,
    Log,
    Tanh,
    Sigmoid,
    Softplus,
    Erf,
    Sin,
    Cos,

    /// <summary>a to the power of the node's constant.</summary>
    Pow,

    /// <summary>The value of a, whose derivative the user has written: b times that of c.</summary>
    Given,
}
