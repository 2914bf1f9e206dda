namespace StaticNet;

/// <summary>How the blocks of a layer are put together.</summary>
public enum Composition
{
    /// <summary>One behind another: the output of each is the input of the next.</summary>
    Chain,

    /// <summary>Side by side on the same input, their outputs added element by element. A residual without a shortcut adds its input.</summary>
    Sum,

    /// <summary>Side by side on the same input, their outputs one behind another along the channels.</summary>
    Concat,
}
