using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Printing;

/// <summary>
/// What a kernel applies to its sums in their registers: activations, and scales and shifts of channels. These are computed once a call, lie on the
/// stack, and are given to the method that makes the sums.
/// </summary>
/// <param name="functions">What is applied, in order.</param>
internal sealed class RegisterEpilogue(EquatableArray<StoreFunction> functions)
{
    // 16 KiB of the stack.
    private const int LargestVectors = 128;

    private readonly Epilogue _epilogue = new(functions);
    private readonly StoreFunction.Affine[] _affines = [.. functions.OfType<StoreFunction.Affine>()];

    /// <summary>What follows the parameters of the method that makes the sums.</summary>
    public string Parameters => string.Concat(_affines.Select(static (_, i) => $", ref ChannelAffine affine{Literal.Of(i)}"));

    /// <summary>What it is given for them.</summary>
    public string Arguments => string.Concat(_affines.Select(static (_, i) => $", ref affines{Literal.Of(i)}[0]"));

    /// <summary>Whether functions are all of this kind. What needs other values, or a learned slope, is applied to lines that are stored (<see cref="LineEpilogue"/>).</summary>
    /// <param name="functions">The functions.</param>
    /// <param name="y">Where the results are stored.</param>
    public static bool Takes(EquatableArray<StoreFunction> functions, Grid y)
        => functions.All(static function => function is StoreFunction.Activate { Function: not PReLU } or StoreFunction.Affine)
            && (y.Vectors <= LargestVectors || !functions.Any(static function => function is StoreFunction.Affine));

    /// <summary>Writes what is the same for all samples.</summary>
    public void WriteConstants(SourceWriter writer, int vectors) => _epilogue.WriteAffines(writer, vectors);

    /// <summary>The functions as tiles of sums have them.</summary>
    public SumFunctions OfSums() => _epilogue.OfSums();
}
