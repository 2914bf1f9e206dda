using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Diagnostics;

/// <summary>Trainers of networks without a loss, however they are written.</summary>
public sealed class MissingLossTests
{
    private const string Arguments = "(new Net(), new Adam(1e-3))";

    [Theory]
    [InlineData("{|STN2012:new Trainer<Net>" + Arguments + "|}")]
    [InlineData("{|STN2012:new StaticNet.Trainer<Net>" + Arguments + "|}")]
    [InlineData("{|STN2012:new global::StaticNet.Trainer<Net>" + Arguments + "|}")]
    [InlineData("{|STN2012:new S::Trainer<Net>" + Arguments + "|}")]
    [InlineData("{|STN2012:new S.Trainer<Net>" + Arguments + "|}")]
    [InlineData("{|STN2012:new T" + Arguments + "|}")]
    [InlineData("(T){|STN2012:new(new Net(), new Adam(1e-3))|}")]
    [InlineData("((System.Func<T>)(() => {|STN2012:new" + Arguments + "|}))()")]
    [InlineData("new { X = {|STN2012:new Trainer<Net>" + Arguments + "|} }")]
    [InlineData("new Trainer<Trained>(new Trained(), new Adam(1e-3))")]
    [InlineData("new Other.Trainer<Net>()")]
    [InlineData("new System.Collections.Generic.List<T>()")]
    [InlineData("new Net()")]
    public Task A_trainer_is_found_however_it_is_written(string expression) => Diagnosis.Finds(
        $$"""
        using StaticNet;
        using S = StaticNet;
        using T = StaticNet.Trainer<Net>;
        public static class User { public static object Make() => {{expression}}; }
        [Network(4)] [Dense(3)] public sealed partial class Net;
        [Network(4)] [Dense(3)] [MeanSquaredError] public sealed partial class Trained;
        namespace Other { public sealed class Trainer<TNetwork>; }
        """,
        expression.Contains("STN2012", StringComparison.Ordinal)
            ? ["A trainer of 'Net' throws because the network declares no loss: put one such as [CrossEntropy] after its last layer"]
            : []);

    [Theory]
    [InlineData("internal sealed class User { private readonly Trainer<Net> _trainer = {|STN2012:new(new Net(), new Adam(1e-3))|}; public object It => _trainer; }")]
    [InlineData("internal static class User { public static void Run() { Trainer<Net> trainer = {|STN2012:new(new Net(), new Adam(1e-3))|}; trainer.ToString(); } }")]
    [InlineData("internal static class User { public static Trainer<Net> Make() { return {|STN2012:new(new Net(), new Adam(1e-3))|}; } }")]
    [InlineData("[System.CodeDom.Compiler.GeneratedCode(\"Tool\", \"1\")] internal static class User { public static object Make() => new Trainer<Net>(new Net(), new Adam(1e-3)); }")]
    public Task A_trainer_is_found_wherever_it_stands(string user) => Diagnosis.Finds(
        $"using StaticNet; {user} [Network(4)] [Dense(3)] public sealed partial class Net;",
        user.Contains("STN2012", StringComparison.Ordinal)
            ? ["A trainer of 'Net' throws because the network declares no loss: put one such as [CrossEntropy] after its last layer"]
            : []);
}
