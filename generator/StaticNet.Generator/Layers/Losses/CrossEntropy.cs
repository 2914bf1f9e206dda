using System.Globalization;
using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Layers;

/// <summary>
/// <c>L = -sum of t log p, p = softmax of the scores</c>; of an image the mean over its positions, each of which has the scores of its channels.
/// </summary>
internal sealed record CrossEntropy : Loss
{
    /// <summary>The share of each target that all classes get in equal parts.</summary>
    public float LabelSmoothing { get; init; }

    /// <summary>What the loss of each class is multiplied by; empty for 1.</summary>
    public EquatableArray<float> ClassWeights { get; init; } = EquatableArray<float>.Empty;

    /// <summary>The label of what counts for nothing, if there is one.</summary>
    public int? IgnoredLabel { get; init; }

    public override string Equation => "L = -sum of t log p, p = softmax of the scores";

    public override DeclaredArguments Declared => DeclaredArguments.None
        .Set(nameof(LabelSmoothing), LabelSmoothing, 0)
        .SetIfAny(nameof(ClassWeights), ClassWeights)
        .SetIfAny(nameof(IgnoredLabel), IgnoredLabel);

    /// <summary>Whether the mean is over what the classes of the targets weigh, and not over their number.</summary>
    public bool IsWeighted => ClassWeights.Count > 0 || IgnoredLabel is not null;

    /// <summary>Whether the targets that count are others than those of the caller.</summary>
    public bool ChangesTargets => LabelSmoothing != 0 || IsWeighted;

    // Not that of an image's channels, which have been flattened behind it.
    public override bool Includes(AnalyzedLayer last, Shape output) => last.Layer is SoftmaxLayer && Classes(last.Output) == Classes(output);

    public override int Positions(Shape output) => (int)(output.Length / Classes(output));

    public override int Terms(Shape output) => Positions(output);

    public override void Check(LayerContext context)
    {
        Arguments.RequireRate(context, nameof(CrossEntropy), nameof(LabelSmoothing), LabelSmoothing);
        int classes = Classes(context.Input);
        bool isOther = ClassWeights.Count != classes && context.IsInputKnown;
        if (ClassWeights.Count > 0
            && (isOther || ClassWeights.Any(static weight => !(weight >= 0) || float.IsInfinity(weight)) || ClassWeights.All(static weight => weight == 0)))
        {
            context.ReportArgument(
                DiagnosticIds.ArgumentOutOfRange,
                nameof(ClassWeights),
                nameof(CrossEntropy),
                nameof(ClassWeights),
                $"[{string.Join(", ", ClassWeights.Select(static weight => weight.ToString(CultureInfo.InvariantCulture)))}]",
                isOther ? $"one weight for each of the {classes.ToString(CultureInfo.InvariantCulture)} classes" : "finite numbers of at least 0, one of which is more");
        }
    }

    /// <summary>The classes that an output tells apart: its channels, or the features of a flat one.</summary>
    public static int Classes(Shape output) => output.Dimensions[0];

    public static CrossEntropy Read(ILayerArguments arguments) => new()
    {
        LabelSmoothing = arguments.Float(nameof(LabelSmoothing), 0),
        ClassWeights = arguments.Floats(nameof(ClassWeights)),
        IgnoredLabel = arguments.IntIfSet(nameof(IgnoredLabel)),
    };
}
