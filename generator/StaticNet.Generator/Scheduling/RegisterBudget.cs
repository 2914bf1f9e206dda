using System;
using System.Linq;
using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Scheduling;

/// <summary>
/// Which forward passes are so small that one sample's activations stay in registers from the first layer to the last. Such a pass needs
/// no scratch memory.
/// </summary>
internal static class RegisterBudget
{
    private const int LargestVectors = 4;
    private const int LargestOperations = 320;

    // Each step has a local for its result and one for each of its tensors.
    private const int LargestSteps = 32;

    /// <summary>Whether a forward pass fits.</summary>
    public static bool Holds(Pass pass)
        => pass.Steps.Count <= LargestSteps
            && pass.Steps.All(static call => call.Kernel is BroadcastProduct or DotProduct or Elementwise or SoftmaxKernel { X.Grid: { Height: 1, Width: 1 } })
            && pass.Values.All(static value => value.Length <= LargestVectors * DenseStorage.Lanes)
            && pass.Steps.Sum(static call => Operations(call.Kernel)) <= LargestOperations;

    private static int Operations(Kernel kernel) => kernel switch
    {
        BroadcastProduct product => product.X.Length * product.Y.Vectors,
        DotProduct product => product.Y.Length * (product.X.Vectors + 1),
        Elementwise elementwise => elementwise.X.Vectors * 8,
        SoftmaxKernel softmax => softmax.X.Row.Vectors * 16,
        _ => throw new NotSupportedException($"{kernel.GetType().Name} is no kernel that stays in registers."),
    };
}
