namespace StaticNet;

/// <summary>A loss that is computed where a network is trained, from the outputs of a batch.</summary>
/// <param name="outputs">The outputs of all samples, one after another.</param>
/// <param name="outputGradients">Gets the derivative of the loss with respect to each of them; zeros before.</param>
/// <returns>The loss of the batch.</returns>
/// <example>
/// <code>
/// float loss = trainer.Step(inputs, (outputs, gradients) =&gt;
/// {
///     float sum = 0;
///     for (int i = 0; i &lt; outputs.Length; i++)
///     {
///         float difference = outputs[i] - wanted[i];
///         sum += difference * difference / outputs.Length;
///         gradients[i] = 2 * difference / outputs.Length;
///     }
///
///     return sum;
/// });
/// </code>
/// </example>
public delegate float OutputLoss(ReadOnlySpan<float> outputs, Span<float> outputGradients);
