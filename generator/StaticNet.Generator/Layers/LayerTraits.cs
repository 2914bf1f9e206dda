using System;

namespace StaticNet.Generator.Layers;

/// <summary>What a layer does with its inputs, as far as hazards ask.</summary>
[Flags]
internal enum LayerRoles
{
    /// <summary>Nothing of the following.</summary>
    None = 0,

    /// <summary>Only brings the same values into another shape, or passes them on at prediction.</summary>
    PassesOn = 1,

    /// <summary>Linear, and without weights that mix values: two linear layers with it between them are one.</summary>
    Linear = 2,

    /// <summary>Linear, and mixes all of its inputs. Depthwise and grouped convolutions do not: they are halves of separable ones.</summary>
    Mixes = 4,

    /// <summary>A norm: what comes after it has the scale that it learns, and what comes before it gets a gradient of that scale.</summary>
    Normalizes = 8,

    /// <summary>Flat on both sides: far from zero its derivative is nearly nothing.</summary>
    Saturates = 16,

    /// <summary>Subtracts the mean of every channel, and with it whatever was added to all values of the channel.</summary>
    CentersChannels = 32,
}

/// <summary>What hazards need to know about a kind of layers.</summary>
/// <param name="Roles">What it does with its inputs.</param>
/// <param name="LargestDerivative">The largest derivative of an element-wise function; 1 for layers that are none.</param>
/// <param name="Width">The units or channels that a layer which mixes makes.</param>
internal sealed record LayerTraits(LayerRoles Roles, double LargestDerivative, int Width = 0)
{
    public bool PassesOn => (Roles & LayerRoles.PassesOn) != 0;

    public bool IsLinear => (Roles & LayerRoles.Linear) != 0;

    public bool Mixes => (Roles & LayerRoles.Mixes) != 0;

    public bool Normalizes => (Roles & LayerRoles.Normalizes) != 0;

    public bool Saturates => (Roles & LayerRoles.Saturates) != 0;

    public bool CentersChannels => (Roles & LayerRoles.CentersChannels) != 0;

    /// <summary>Of a layer that is no element-wise function; those say what their largest derivative is.</summary>
    /// <param name="roles">What it does with its inputs.</param>
    /// <param name="width">The channels that it makes, where a hazard asks.</param>
    public static LayerTraits Of(LayerRoles roles, int width = 0) => new(roles, LargestDerivative: 1, width);

    /// <summary>A layer that mixes its inputs.</summary>
    /// <param name="width">The units or channels that it makes.</param>
    public static LayerTraits OfMixing(int width) => Of(LayerRoles.Mixes, width);
}
