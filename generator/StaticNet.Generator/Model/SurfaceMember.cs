using System.Collections.Generic;
using System.Linq;

namespace StaticNet.Generator.Model;

/// <summary>
/// The members, public and private, that every network class gets: by name, and by signature where overloads are possible. Analysis looks here for
/// collisions, Printing for what to write.
/// </summary>
internal static class SurfaceMember
{
    public const string InputLength = "InputLength";
    public const string OutputLength = "OutputLength";
    public const string TargetLength = "TargetLength";
    public const string ParameterCount = "ParameterCount";
    public const string MultiplyAdds = "MultiplyAdds";
    public const string Summary = "Summary";
    public const string Parameters = "Parameters";
    public const string Constructor = ".ctor()";
    public const string SeedConstructor = ".ctor(int)";
    public const string ZeroConstructor = ".ctor(StaticNet.Kernels.ZeroWeights)";
    public const string CreateParameters = "CreateParameters()";
    public const string Forward = "Forward(System.ReadOnlySpan<float>, System.Span<float>)";
    public const string GradientOfTargets = "Gradient(System.ReadOnlySpan<float>, System.ReadOnlySpan<float>, StaticNet.ParameterSet)";
    public const string GradientOfLabels = "Gradient(System.ReadOnlySpan<float>, System.ReadOnlySpan<int>, StaticNet.ParameterSet)";
    public const string GradientOf =
        "GradientOf(System.ReadOnlySpan<float>, System.ReadOnlySpan<float>, System.ReadOnlySpan<int>, int, StaticNet.ParameterSet)";

    public const string Backward =
        "Backward(System.ReadOnlySpan<float>, System.ReadOnlySpan<float>, StaticNet.ParameterSet, System.Span<float>)";

    public const string DropoutSeed = "DropoutSeed";
    public const string DropoutStep = "DropoutStep";
    public const string Save = "Save(string)";
    public const string Load = "Load(string)";

    private static readonly EquatableArray<string> Always = EquatableArray.Of(
        InputLength, OutputLength, ParameterCount, MultiplyAdds, Summary, Parameters, Constructor, SeedConstructor, ZeroConstructor, CreateParameters, Forward, Save,
        Load);

    private static readonly EquatableArray<string> WithLoss = EquatableArray.Of(GradientOfTargets, GradientOf);

    private static readonly EquatableArray<string> WithDropout = EquatableArray.Of(DropoutSeed, DropoutStep);

    /// <summary>The members of a network with or without a loss, of one that drops values to train, and of one that normalises the samples of a batch together.</summary>
    /// <param name="hasLoss">Whether it has a loss.</param>
    /// <param name="hasLabels">Whether its loss takes labels.</param>
    /// <param name="hasDropout">Whether training drops values.</param>
    /// <param name="normalizesBatch">Whether training normalises the samples of a batch together.</param>
    /// <param name="hasBackward">Whether it has the method Backward.</param>
    public static IEnumerable<string> Of(bool hasLoss, bool hasLabels, bool hasDropout, bool normalizesBatch, bool hasBackward = false)
    {
        string forward = "(ref float, ref float, ref float, int"
            + (normalizesBatch ? ", StaticNet.Kernels.BatchPart" : "")
            + (hasDropout ? ", StaticNet.Kernels.DropoutMask" : "")
            + ")";
        IEnumerable<string> ofLoss = hasLoss ? WithLoss.Concat(hasLabels ? [GradientOfLabels] : []).Append("ForwardTraining" + forward) : [];
        return Always.Concat(ofLoss).Concat(hasBackward ? [Backward, "ForwardProduct" + forward] : []).Concat((hasLoss || hasBackward) && hasDropout ? WithDropout : []);
    }

    /// <summary>The name without the parameters.</summary>
    public static string NameOf(string member) => member.IndexOf('(') is var parenthesis and >= 0 ? member.Substring(0, parenthesis) : member;

    public static bool IsMethod(string member) => member.IndexOf('(') >= 0;
}
