using StaticNet.Generator.Functions;

namespace StaticNet.Generator.Layers;

/// <summary>A loss that the user has written: the mean over samples and outputs.</summary>
/// <param name="Function">The function; null where it cannot be read, and the network is not sound.</param>
internal sealed record FunctionLoss(UserFunction? Function) : Loss
{
    public override string Kind => "Loss";

    public override string Equation => $"L = the mean of {Function?.Text}";

    public override DeclaredArguments Declared => DeclaredArguments.Of(Function?.Name ?? "");

    public static FunctionLoss Read(ILayerArguments arguments) => new(arguments.Function);
}
