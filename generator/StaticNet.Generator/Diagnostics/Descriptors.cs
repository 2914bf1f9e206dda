using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Diagnostics;

/// <summary>
/// The diagnostics. A message says what was found, with computed values, and after the colon or semicolon what to do.
/// </summary>
internal static class Descriptors
{
    private const string Declaration = "StaticNet.Declaration";
    private const string Shapes = "StaticNet.Shapes";
    private const string Training = "StaticNet.Training";
    private const string Cost = "StaticNet.Cost";

    /// <summary>Where the pages are; each is named by its id.</summary>
    private const string Pages = "https://github.com/staticnet/staticnet/blob/main/docs/diagnostics/";

    public static readonly DiagnosticDescriptor NotPartial = Error(
        DiagnosticIds.NotPartial,
        Declaration,
        "A network class is partial",
        "'{0}' carries [Network] but is not partial, so nothing can be generated into it: declare it 'partial class {0}'");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(
        DiagnosticIds.ContainerNotPartial,
        Declaration,
        "The types around a network class are partial",
        "'{0}' is nested in '{1}', which is not partial, so nothing can be generated into it: declare '{1}' partial");

    public static readonly DiagnosticDescriptor UnsupportedClass = Error(
        DiagnosticIds.UnsupportedClass,
        Declaration,
        "This kind of class cannot be a network",
        "'{0}' cannot be a network: {1}");

    public static readonly DiagnosticDescriptor NoLayers = Error(
        DiagnosticIds.NoLayers,
        Declaration,
        "A network has layers",
        "'{0}' has no layers: put at least one after [Network], such as [Dense(10)]");

    public static readonly DiagnosticDescriptor TwoDeclarations = Error(
        DiagnosticIds.TwoDeclarations,
        Declaration,
        "All layers are on one declaration",
        "[{0}] is not on the declaration of '{1}' that carries [Network], and declarations have no defined order: put all layers and the loss on one");

    public static readonly DiagnosticDescriptor LayerAfterLoss = Error(
        DiagnosticIds.LayerAfterLoss,
        Declaration,
        "The loss comes last",
        "[{0}] comes after the loss [{1}], which is computed from the outputs of the last layer: put [{1}] at the end");

    public static readonly DiagnosticDescriptor TwoLosses = Error(
        DiagnosticIds.TwoLosses,
        Declaration,
        "An output has one loss",
        "[{0}] is a second loss, and {2} has [{1}] already: keep one");

    public static readonly DiagnosticDescriptor ArgumentOutOfRange = Error(
        DiagnosticIds.ArgumentOutOfRange,
        Declaration,
        "An argument is out of range",
        "The argument {1} of [{0}] is {2}, but has to be {3}");

    public static readonly DiagnosticDescriptor InvalidName = Error(
        DiagnosticIds.InvalidName,
        Declaration,
        "A layer's name is an identifier",
        "'{0}' cannot be the name of a layer: a name consists of letters, digits and underscores and does not begin with a digit");

    public static readonly DiagnosticDescriptor DuplicateName = Error(
        DiagnosticIds.DuplicateName,
        Declaration,
        "Layers have different names",
        "'{0}' is also the name of layer {1}, [{2}], and names tell parameters apart: choose another");

    public static readonly DiagnosticDescriptor LayerPropertyTaken = Error(
        DiagnosticIds.LayerPropertyTaken,
        Declaration,
        "The property of a layer has a name of its own",
        "The layer '{0}' cannot have its property '{1}' because {2}: set another Name");

    public static readonly DiagnosticDescriptor MemberCollision = Error(
        DiagnosticIds.MemberCollision,
        Declaration,
        "The generated members' names are free",
        "'{0}' is generated for every network, but {1}: rename that");

    public static readonly DiagnosticDescriptor NotANetwork = Error(
        DiagnosticIds.NotANetwork,
        Declaration,
        "Layers belong to a network or a block",
        "[{0}] has no effect because '{1}' carries neither [Network] nor [Block]: put [Network(...)] before it, with the shape of one sample, or [Block]");

    public static readonly DiagnosticDescriptor UnknownLayer = Error(
        DiagnosticIds.UnknownLayer,
        Declaration,
        "The generator knows the layer",
        "[{0}] is not known to version {1} of the generator: {2}");

    public static readonly DiagnosticDescriptor PaddingTwice = Error(
        DiagnosticIds.PaddingTwice,
        Declaration,
        "A convolution is padded one way",
        "[{0}] has Padding.Same and {1} = {2}, and each says how much the input is padded: keep one");

    public static readonly DiagnosticDescriptor NotABlock = Error(
        DiagnosticIds.NotABlock,
        Declaration,
        "Compositions are made of blocks",
        "'{0}' is not a block: mark it [Block], or name a class that is");

    public static readonly DiagnosticDescriptor UnsupportedBlock = Error(
        DiagnosticIds.UnsupportedBlock,
        Declaration,
        "This kind of class cannot be a block",
        "'{0}' cannot be a block: {1}");

    public static readonly DiagnosticDescriptor EmptyBlock = Error(
        DiagnosticIds.EmptyBlock,
        Declaration,
        "A block has layers",
        "The block '{0}' has no layers: put at least one after [Block], such as [ReLU]");

    public static readonly DiagnosticDescriptor NotABlockLayer = Error(
        DiagnosticIds.NotABlockLayer,
        Declaration,
        "A block consists of layers only",
        "The block '{0}' carries [{1}]: {2}");

    public static readonly DiagnosticDescriptor BlockOnTwoDeclarations = Error(
        DiagnosticIds.BlockOnTwoDeclarations,
        Declaration,
        "A block has all layers and parameters on one declaration",
        "{0} is not on the declaration of '{1}' that carries [Block], and declarations have no defined order: put all layers and parameters on one");

    public static readonly DiagnosticDescriptor BlockCycle = Error(
        DiagnosticIds.BlockCycle,
        Declaration,
        "A block does not contain itself",
        "The block '{0}' contains itself, {1}, and its expansion would never end: remove it from one of them");

    public static readonly DiagnosticDescriptor TooManyArguments = Error(
        DiagnosticIds.TooManyArguments,
        Declaration,
        "Arguments of a composition are for parameters",
        "[{0}] has {1} for its blocks, but {2}: remove the extra arguments, or declare a parameter for it as a 'const int' of the block");

    public static readonly DiagnosticDescriptor NotComputable = Error(
        DiagnosticIds.NotComputable,
        Declaration,
        "Arguments in a block can be computed",
        "The argument {0} of [{1}] cannot be computed because {2}");

    public static readonly DiagnosticDescriptor TooManyLayers = Error(
        DiagnosticIds.TooManyLayers,
        Declaration,
        "A network has at most 6,000 layers",
        "With [{0}] there are {1} layers, and a network has at most {2}: repeat less");

    public static readonly DiagnosticDescriptor DeepBlock = Error(
        DiagnosticIds.DeepBlock,
        Declaration,
        "Blocks are nested at most 50 deep",
        "The block '{0}' consists of blocks that are nested more than {1} deep: use [Repeat] for blocks that follow each other, or leave levels out");

    public static readonly DiagnosticDescriptor LongName = Error(
        DiagnosticIds.LongName,
        Declaration,
        "A layer's name has at most 100 characters",
        "The name that begins with '{0}' has {1} characters, and a layer's name has at most {2}: choose a shorter one");

    public static readonly DiagnosticDescriptor TooMuchCode = Error(
        DiagnosticIds.TooMuchCode,
        Declaration,
        "Generated code has a maximum length",
        "The code of '{0}' would take more than {1} characters in one file: use fewer layers, fewer different shapes, or smaller strides; layers of one kind and one shape share their code");

    public static readonly DiagnosticDescriptor UnsupportedFunction = Error(
        DiagnosticIds.UnsupportedFunction,
        Declaration,
        "This kind of method cannot be a function of a network",
        "'{0}' cannot be {1}: {2}");

    public static readonly DiagnosticDescriptor NotDifferentiable = Error(
        DiagnosticIds.NotDifferentiable,
        Declaration,
        "A function consists of what can be differentiated",
        "'{0}' cannot stand in a function of a network: {1}");

    public static readonly DiagnosticDescriptor UnknownFunction = Error(
        DiagnosticIds.UnknownFunction,
        Declaration,
        "The function of a layer or a loss exists",
        "[{0}] finds no function '{1}' in '{2}': {3}");

    public static readonly DiagnosticDescriptor UnknownValue = Error(
        DiagnosticIds.UnknownValue,
        Declaration,
        "A layer reads a value that is there",
        "[{0}] reads '{1}', but nothing before it has that name{2}");

    public static readonly DiagnosticDescriptor ValueBeforeItIsMade = Error(
        DiagnosticIds.ValueBeforeItIsMade,
        Declaration,
        "A layer reads what is made before it",
        "[{0}] reads '{1}', which is made behind it: move it behind that layer");

    public static readonly DiagnosticDescriptor UnreadValue = Error(
        DiagnosticIds.UnreadValue,
        Declaration,
        "Every value is read",
        "Nothing reads the output of '{0}': let a layer read it by its name, or leave '{0}' out");

    public static readonly DiagnosticDescriptor LossWithoutOutput = Error(
        DiagnosticIds.LossWithoutOutput,
        Declaration,
        "A loss belongs to an output",
        "[{0}] belongs to the output straight before it, and {1}: put it behind an [Output(\"name\")]");

    public static readonly DiagnosticDescriptor OutputWithoutLoss = Error(
        DiagnosticIds.OutputWithoutLoss,
        Declaration,
        "Every output of a trained network has a loss",
        "The output '{0}' has no loss, and others have one: put a loss behind it, or say that it is only read: [Output(\"{0}\", Trained = false)]");

    public static readonly DiagnosticDescriptor UntiedParameters = Error(
        DiagnosticIds.UntiedParameters,
        Declaration,
        "Tied layers have parameters of the same shapes",
        "[{0}] cannot share the parameters of '{1}': {2}");

    public static readonly DiagnosticDescriptor InvalidInputShape = Error(
        DiagnosticIds.InvalidInputShape,
        Shapes,
        "An input shape has one to three dimensions of at least 1",
        "{0} cannot be the shape of a sample because {1}: write (features), (channels, length) or (channels, height, width), each at least 1");

    public static readonly DiagnosticDescriptor NeedsFlatInput = Error(
        DiagnosticIds.NeedsFlatInput,
        Shapes,
        "The layer takes a flat input",
        "[{0}] takes a flat input, but its input has the shape {1}: put [Flatten] before it, which makes that {2}");

    public static readonly DiagnosticDescriptor TooLarge = Error(
        DiagnosticIds.TooLarge,
        Shapes,
        "The network is too large for an array",
        "This is too large: {0}, and one array holds {1}");

    public static readonly DiagnosticDescriptor NeedsSpatialInput = Error(
        DiagnosticIds.NeedsSpatialInput,
        Shapes,
        "The layer takes an image or a sequence",
        "[{0}] takes {1}, but its input has the shape {2}: {3}");

    public static readonly DiagnosticDescriptor KernelTooLarge = Error(
        DiagnosticIds.KernelTooLarge,
        Shapes,
        "A kernel is no larger than its input",
        "The kernel of [{0}] spans {1}, but its input of shape {2} only {3}: make the kernel smaller, or the input or its padding larger");

    public static readonly DiagnosticDescriptor EvenKernel = Error(
        DiagnosticIds.EvenKernel,
        Shapes,
        "Padding.Same takes an odd kernel",
        "[{0}] has Padding.Same, but a kernel of {1} would have to pad {2} on each side to make {3} of {4}, and there is no such padding: use a kernel of {5} or {6}");

    public static readonly DiagnosticDescriptor IndivisibleChannels = Error(
        DiagnosticIds.IndivisibleChannels,
        Shapes,
        "The groups divide the channels",
        "[{0}] makes {1} of {2}, but {3} groups do not divide {4}: use a divisor such as {5}");

    public static readonly DiagnosticDescriptor DroppedEdge = Warning(
        DiagnosticIds.DroppedEdge,
        Shapes,
        "A pool reads the whole input",
        "[{0}] makes {1} of {2} and drops {3} that no window reaches: choose a kernel, a Stride or a Pad that fits evenly");

    public static readonly DiagnosticDescriptor ResidualShapes = Error(
        DiagnosticIds.ResidualShapes,
        Shapes,
        "A residual's two sides have one shape",
        "[{0}] cannot add the output of '{1}', of shape {2}, to {3} of shape {4}: {5}");

    public static readonly DiagnosticDescriptor ConcatShapes = Error(
        DiagnosticIds.ConcatShapes,
        Shapes,
        "Branches differ in channels only",
        "[{0}] cannot concatenate its branches along the channels: {1}; they may differ in their channels only");

    public static readonly DiagnosticDescriptor JoinShapes = Error(
        DiagnosticIds.JoinShapes,
        Shapes,
        "Joined values have shapes that go together",
        "[{0}] cannot join {1}: {2}");

    public static readonly DiagnosticDescriptor LinearPair = Warning(
        DiagnosticIds.LinearPair,
        Training,
        "Something non-linear is between two layers",
        "Nothing non-linear is between '{0}' and '{1}', so together they compute {2}: put an activation such as [ReLU] between them, or leave one out");

    public static readonly DiagnosticDescriptor SaturatingStack = Warning(
        DiagnosticIds.SaturatingStack,
        Training,
        "A long stack of saturating units passes no gradient",
        "From '{1}' to '{2}' there are {0} saturating units with no norm and no residual between: their largest derivatives multiply to {3} = {4}, so at most that share of the gradient's scale reaches '{5}'; wrap their layers in [Residual], or take [ReLU]");

    public static readonly DiagnosticDescriptor ReLUBeforeLoss = Warning(
        DiagnosticIds.ReLUBeforeLoss,
        Training,
        "The loss sees outputs on both sides of zero",
        "[ReLU] is right before [{0}]: {1}");

    public static readonly DiagnosticDescriptor DropoutBeforeLoss = Warning(
        DiagnosticIds.DropoutBeforeLoss,
        Training,
        "The loss sees all outputs",
        "[Dropout] is right before [{1}] and sets {0} % of the outputs to 0, which the loss takes for predictions: put it before the last layer with weights");

    public static readonly DiagnosticDescriptor UselessBias = Suggestion(
        DiagnosticIds.UselessBias,
        Training,
        "A layer before a norm of each channel needs no bias",
        "The bias of '{0}' has no effect, as '{1}' subtracts the mean of every channel: set Bias = false on [{2}]");

    public static readonly DiagnosticDescriptor SoftmaxTwice = Warning(
        DiagnosticIds.SoftmaxTwice,
        Training,
        "One softmax is enough",
        "The outputs of '{0}' go through another softmax, that of '{1}', which makes them nearly equal: remove one");

    public static readonly DiagnosticDescriptor SoftmaxWithoutCrossEntropy = Warning(
        DiagnosticIds.SoftmaxWithoutCrossEntropy,
        Training,
        "Softmax goes with CrossEntropy",
        "[Softmax] is before [{0}], whose gradient goes to zero where the softmax is confident, even if it is wrong: use [CrossEntropy]");

    public static readonly DiagnosticDescriptor CrossEntropyOverOne = Warning(
        DiagnosticIds.CrossEntropyOverOne,
        Training,
        "CrossEntropy takes two outputs or more",
        "[CrossEntropy] has one output, whose softmax is always 1, so that the loss and its gradient are 0: take [BinaryCrossEntropy], or an output for each class");

    public static readonly DiagnosticDescriptor DropoutBeforeBatchNorm = Warning(
        DiagnosticIds.DropoutBeforeBatchNorm,
        Training,
        "Dropout comes after BatchNorm",
        "'{0}' drops values before '{1}', which learns a variance at least {2} times as large as that at prediction, where nothing is dropped: put [Dropout] after the last [BatchNorm]");

    public static readonly DiagnosticDescriptor SquashedLogits = Warning(
        DiagnosticIds.SquashedLogits,
        Training,
        "CrossEntropy takes logits without bounds",
        "[{0}] keeps the logits of [CrossEntropy] between {1} and {2}, and the softmax over {3} classes can give none of them more than {4}: leave it out");

    public static readonly DiagnosticDescriptor StepInTraining = Warning(
        DiagnosticIds.StepInTraining,
        Training,
        "A trained network has no Step",
        "The gradient of '{0}' is zero, so that {1} in training: take [Sigmoid] in its place, or leave the loss out where weights are set by hand");

    public static readonly DiagnosticDescriptor MissingLoss = Warning(
        DiagnosticIds.MissingLoss,
        Training,
        "A network that is trained has a loss",
        "A trainer of '{0}' throws because the network declares no loss: put one such as [CrossEntropy] after its last layer");

    public static readonly DiagnosticDescriptor LongSaturatingStack = Suggestion(
        DiagnosticIds.LongSaturatingStack,
        Training,
        "A long stack of saturating units passes little gradient",
        "From '{1}' to '{2}' there are {0} saturating units with no norm and no residual between: their largest derivatives multiply to {3}, but only at zero; halfway to their limits at most {4} of the gradient's scale reaches '{5}', and closer to them less; wrap their layers in [Residual], put a norm between them, or take [ReLU]");

    public static readonly DiagnosticDescriptor ChannelsLast = Warning(
        DiagnosticIds.ChannelsLast,
        Training,
        "The channels of an image come first",
        "[{0}] has the shape {1}, which is {2} channels of {3} pixels, and looks like an image of {4} pixels with the channels last: channels come first; write {5}, and give the pixels of one channel after those of another");

    public static readonly DiagnosticDescriptor ChannelRounding = Suggestion(
        DiagnosticIds.ChannelRounding,
        Cost,
        "Channels come in vectors of 16",
        "The {1} channels of '{0}' are computed as {2}, in whole vectors of 16, and {3} of {4} multiply-adds are wasted: {5} channels would save {6} % of them, and {2} would cost no more");

    public static readonly DiagnosticDescriptor BudgetExceeded = Error(
        DiagnosticIds.BudgetExceeded,
        Cost,
        "A network keeps to its budget",
        "'{0}' has {1} {2}, {3} more than {4} of {5}: {6} {7}");

    public static readonly DiagnosticDescriptor InvalidBudget = Error(
        DiagnosticIds.InvalidBudget,
        Cost,
        "A budget is a number of at least 1",
        "{0}");

    public static readonly DiagnosticDescriptor MuchCode = Warning(
        DiagnosticIds.MuchCode,
        Cost,
        "Generated code keeps to its budget",
        "The code of '{0}' has {1} characters, {2} more than {3} of {4}, and takes the compiler a long time: use fewer different shapes, as layers of one kind and one shape share their code, or set the budget CodeCharacters");

    /// <summary>All of them, in the order of their ids.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        NotPartial, ContainerNotPartial, UnsupportedClass, NoLayers, TwoDeclarations, LayerAfterLoss, TwoLosses, ArgumentOutOfRange,
        InvalidName, DuplicateName, LayerPropertyTaken, MemberCollision, NotANetwork, UnknownLayer, PaddingTwice,
        NotABlock, UnsupportedBlock, EmptyBlock, NotABlockLayer, BlockOnTwoDeclarations, BlockCycle, TooManyArguments, NotComputable, TooManyLayers,
        DeepBlock, LongName, TooMuchCode,
        UnsupportedFunction, NotDifferentiable, UnknownFunction,
        UnknownValue, ValueBeforeItIsMade, UnreadValue, LossWithoutOutput, OutputWithoutLoss, UntiedParameters,
        InvalidInputShape, NeedsFlatInput, TooLarge, NeedsSpatialInput, KernelTooLarge, EvenKernel, IndivisibleChannels, DroppedEdge,
        ResidualShapes, ConcatShapes, JoinShapes,
        LinearPair, SaturatingStack, ReLUBeforeLoss, DropoutBeforeLoss, UselessBias, SoftmaxTwice, SoftmaxWithoutCrossEntropy, CrossEntropyOverOne,
        DropoutBeforeBatchNorm, SquashedLogits, StepInTraining, MissingLoss, LongSaturatingStack, ChannelsLast,
        ChannelRounding, BudgetExceeded, InvalidBudget, MuchCode,
    ];

    public static DiagnosticDescriptor Get(string id) => All.Single(descriptor => descriptor.Id == id);

    /// <summary>A problem's descriptor; about a layer in a block it says so before anything else, and at the end how many more there are.</summary>
    public static DiagnosticDescriptor Of(Problem problem)
    {
        DiagnosticDescriptor descriptor = Get(problem.Id);
        string where = problem.Where is null ? "" : $"In {problem.Where}: ";
        string more = problem.Untold == 0 ? "" : $" (and {problem.Untold.ToString("N0", CultureInfo.InvariantCulture)} more like this)";
        return where.Length + more.Length == 0 ? descriptor : Create(
            descriptor.Id,
            descriptor.Category,
            descriptor.Title.ToString(CultureInfo.InvariantCulture),
            where + descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture) + more,
            descriptor.DefaultSeverity);
    }

    /// <summary>A problem's message.</summary>
    public static string Message(Problem problem)
        => string.Format(CultureInfo.InvariantCulture, Of(problem).MessageFormat.ToString(CultureInfo.InvariantCulture), [.. problem.Arguments]);

    /// <summary>Whether a network with this problem cannot run, whatever severity the user gives the diagnostic.</summary>
    public static bool IsError(string id) => Get(id).DefaultSeverity == DiagnosticSeverity.Error;

    private static DiagnosticDescriptor Error(string id, string category, string title, string message)
        => Create(id, category, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string category, string title, string message)
        => Create(id, category, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Suggestion(string id, string category, string title, string message)
        => Create(id, category, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Create(string id, string category, string title, string message, DiagnosticSeverity severity)
        => new(id, title, message, category, severity, isEnabledByDefault: true, helpLinkUri: Pages + id + ".md");
}
