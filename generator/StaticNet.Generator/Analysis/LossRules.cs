using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>Checks the arguments of a loss. Every loss takes every output shape.</summary>
internal static class LossRules
{
    public static void Check(Loss loss, LayerContext context)
    {
        if (loss is Huber huber)
        {
            Arguments.RequirePositive(context, "Huber", "delta", huber.Delta);
        }
    }
}
