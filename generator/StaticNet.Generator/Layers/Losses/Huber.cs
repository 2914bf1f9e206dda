using StaticNet.Generator.Analysis;

namespace StaticNet.Generator.Layers;

/// <summary><c>L = the mean of d^2 / 2 where d = |y - t| &lt;= delta, of delta (d - delta / 2) beyond</c>.</summary>
internal sealed record Huber(float Delta) : Loss
{
    public override string Equation => "L = the mean of d^2 / 2 where d = |y - t| <= delta, of delta (d - delta / 2) beyond";

    public override DeclaredArguments Declared => DeclaredArguments.Of(Delta);

    public override void Check(LayerContext context) => Arguments.RequirePositive(context, nameof(Huber), "delta", Delta);

    public static Huber Read(ILayerArguments arguments) => new(arguments.Float("delta"));
}
