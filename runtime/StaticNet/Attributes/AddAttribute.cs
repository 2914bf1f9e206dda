namespace StaticNet;

/// <summary>
/// The sum of values of one shape: <c>y = a + b + ...</c>. The gradient of each is that of the output. Of two values, one may have a number for each channel of the other, which is
/// added to all of its pixels.
/// </summary>
/// <param name="values">The names of the values; one name stands for that value and the one before the layer.</param>
/// <example>
/// <code>
/// [Network(16)]
/// [Dense(16)] [ReLU(Name = "first")]
/// [Dense(16)] [ReLU]
/// [Dense(16)] [Add("first")]
/// </code>
/// </example>
public sealed class AddAttribute(params string[] values) : JoinAttribute(values);
