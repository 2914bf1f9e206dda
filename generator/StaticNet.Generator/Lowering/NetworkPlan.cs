namespace StaticNet.Generator.Lowering;

/// <summary>The kernel plan of a network: what Lowering makes and Emission writes.</summary>
/// <param name="InferenceBytes">The scratch memory of <c>Forward</c> for one sample.</param>
/// <param name="TrainingBytes">The scratch memory of <c>Gradient</c> for one sample.</param>
internal sealed record NetworkPlan(long InferenceBytes, long TrainingBytes);
