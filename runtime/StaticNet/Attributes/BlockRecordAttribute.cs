using System.ComponentModel;

namespace StaticNet;

/// <summary>
/// What metadata does not keep of a <see cref="BlockAttribute">block</see>: how its parameters, and the arguments of its layers, are computed from its parameters. The
/// generator writes one into a library for each block that other projects can see, and reads it there.
/// </summary>
/// <param name="block">The name of the block in metadata.</param>
/// <param name="parameters">The parameters with their defaults in source order, <c>Channels = 16; Wide = (4 * Channels)</c>.</param>
/// <param name="arguments">The arguments that depend on them, <c>2.units = Wide</c>, where 2 is the layer from 0 on.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BlockRecordAttribute(string block, string parameters, string arguments) : Attribute
{
    /// <summary>The name of the block in metadata.</summary>
    public string Block { get; } = block;

    /// <summary>The parameters with their defaults, in source order.</summary>
    public string Parameters { get; } = parameters;

    /// <summary>The arguments that depend on the parameters.</summary>
    public string Arguments { get; } = arguments;
}
