using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>
/// Checks a loss: its arguments, and the outputs it is computed from. Cross-entropy tells classes apart, so it takes one vector of them;
/// the element-wise losses take any shape.
/// </summary>
internal static class LossRules
{
    public static void Check(Loss loss, LayerContext context)
    {
        switch (loss)
        {
            case Huber huber:
                Arguments.RequirePositive(context, "Huber", "delta", huber.Delta);
                break;
            case CrossEntropy:
                FlattenRule.RequireFlat(context, "CrossEntropy");
                break;
        }
    }
}
