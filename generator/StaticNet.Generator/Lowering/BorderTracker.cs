using System.Collections.Generic;
using System.Linq;

namespace StaticNet.Generator.Lowering;

/// <summary>
/// Follows which places in the scratch memory have zeros around their pixels: kernels write pixels only, so that a border stays clear until a value of
/// another form takes some of its place. Layers of the same shape one behind another need theirs cleared once.
/// </summary>
internal sealed class BorderTracker
{
    private readonly List<Value> _clear = [];

    /// <summary>Takes note of a value that is written.</summary>
    /// <returns>Whether its border has to be cleared before.</returns>
    public bool Write(Value value)
    {
        if (value.Home != Home.Scratch)
        {
            return false;
        }

        bool isClear = _clear.Any(other => IsAlike(other, value));
        _clear.RemoveAll(other => !IsAlike(other, value) && other.Offset < value.Offset + value.Size && value.Offset < other.Offset + other.Size);
        if (value.Border.IsNone || isClear)
        {
            return false;
        }

        _clear.Add(value);
        return true;
    }

    private static bool IsAlike(Value a, Value b) => a.Offset == b.Offset && a.Grid == b.Grid;
}
