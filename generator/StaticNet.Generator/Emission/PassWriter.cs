using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Lowering;

namespace StaticNet.Generator.Emission;

/// <summary>Writes the calls of a pass over one chunk of samples.</summary>
internal static class PassWriter
{
    /// <summary>
    /// Writes one call a step. In scope are what the calls need of <c>inputs</c>, <c>outputs</c>, <c>targets</c>, <c>labels</c>, <c>parameters</c>, <c>gradients</c>,
    /// <c>scratch</c>, <c>samples</c> and <c>scale</c>.
    /// </summary>
    public static void WriteCalls(SourceWriter writer, Pass pass, IEnumerable<KernelCall> calls, KernelEmitter kernels)
    {
        foreach (KernelCall call in calls)
        {
            string name = kernels.NameOf(call);
            if (call.Kernel is LossKernel)
            {
                string y = Argument(pass, call.Operands[0]);
                string dy = Argument(pass, call.Operands[2]);
                writer.Line("double loss = labels.IsEmpty");
                writer.Line($"    ? {name}({y}, ref MemoryMarshal.GetReference(targets), {dy}, samples, scale)");
                writer.Line($"    : {name}OfLabels({y}, ref MemoryMarshal.GetReference(labels), {dy}, samples, scale);");
                continue;
            }

            writer.Line($"{name}({string.Join(", ", call.Operands.Select(operand => Argument(pass, operand)))}, samples);");
        }
    }

    private static string Argument(Pass pass, Operand operand) => operand switch
    {
        Operand.Parameter parameter => "ref " + RowWriter.At("parameters", Literal.Of(parameter.Offset)),
        Operand.Gradient gradient => "ref " + RowWriter.At("gradients", Literal.Of(gradient.Offset)),
        Operand.Activation activation => Argument(pass, pass.Values[activation.Value]),
        _ => throw new System.NotSupportedException($"No argument for {operand.GetType().Name}."),
    };

    private static string Argument(Pass pass, Value value) => value.Home switch
    {
        Home.Inputs => "ref inputs",
        Home.Outputs => "ref outputs",
        _ => "ref " + RowWriter.At("scratch", Literal.Of((long)value.Offset * pass.Chunk)),
    };
}
