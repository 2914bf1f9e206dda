namespace StaticNet.Generator.Problems;

/// <summary>
/// The ids: <c>STN0xxx</c> for the declaration, <c>STN1xxx</c> for shapes and sizes, <c>STN2xxx</c> for what makes training fail or waste
/// its time, <c>STN3xxx</c> for cost. Each has a descriptor in <see cref="Descriptors"/> and a page in <c>docs/diagnostics</c>.
/// </summary>
internal static class DiagnosticIds
{
    public const string NotPartial = "STN0001";
    public const string ContainerNotPartial = "STN0002";
    public const string UnsupportedClass = "STN0003";
    public const string NoLayers = "STN0004";
    public const string TwoDeclarations = "STN0005";
    public const string LayerAfterLoss = "STN0006";
    public const string TwoLosses = "STN0007";
    public const string ArgumentOutOfRange = "STN0008";
    public const string InvalidName = "STN0009";
    public const string DuplicateName = "STN0010";
    public const string LayerPropertyTaken = "STN0011";
    public const string MemberCollision = "STN0012";
    public const string NotANetwork = "STN0013";
    public const string UnknownLayer = "STN0014";
    public const string PaddingTwice = "STN0015";
    public const string NotABlock = "STN0016";
    public const string UnsupportedBlock = "STN0017";
    public const string EmptyBlock = "STN0018";
    public const string NotABlockLayer = "STN0019";
    public const string BlockOnTwoDeclarations = "STN0020";
    public const string BlockCycle = "STN0021";
    public const string TooManyArguments = "STN0022";
    public const string NotComputable = "STN0023";
    public const string TooManyLayers = "STN0024";
    public const string DeepBlock = "STN0025";
    public const string LongName = "STN0026";
    public const string TooMuchCode = "STN0027";
    public const string UnsupportedFunction = "STN0028";
    public const string NotDifferentiable = "STN0029";
    public const string UnknownFunction = "STN0030";

    public const string UnknownValue = "STN0040";
    public const string ValueBeforeItIsMade = "STN0041";
    public const string UnreadValue = "STN0042";
    public const string LossWithoutOutput = "STN0043";
    public const string OutputWithoutLoss = "STN0044";
    public const string UntiedParameters = "STN0045";

    public const string InvalidInputShape = "STN1001";
    public const string NeedsFlatInput = "STN1002";
    public const string TooLarge = "STN1003";
    public const string NeedsSpatialInput = "STN1004";
    public const string KernelTooLarge = "STN1005";
    public const string EvenKernel = "STN1006";
    public const string IndivisibleChannels = "STN1007";
    public const string DroppedEdge = "STN1008";
    public const string ResidualShapes = "STN1009";
    public const string ConcatShapes = "STN1010";

    public const string JoinShapes = "STN1020";

    public const string LinearPair = "STN2001";
    public const string SaturatingStack = "STN2002";
    public const string ReLUBeforeLoss = "STN2003";
    public const string DropoutBeforeLoss = "STN2004";
    public const string UselessBias = "STN2005";
    public const string SoftmaxTwice = "STN2006";
    public const string SoftmaxWithoutCrossEntropy = "STN2007";
    public const string CrossEntropyOverOne = "STN2008";
    public const string DropoutBeforeBatchNorm = "STN2009";
    public const string SquashedLogits = "STN2010";
    public const string StepInTraining = "STN2011";
    public const string MissingLoss = "STN2012";
    public const string LongSaturatingStack = "STN2013";
    public const string ChannelsLast = "STN2014";

    public const string ChannelRounding = "STN3001";
    public const string BudgetExceeded = "STN3002";
    public const string InvalidBudget = "STN3003";
    public const string MuchCode = "STN3004";
}
