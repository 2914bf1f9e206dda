namespace StaticNet;

/// <summary>How the blocks of a layer are composed.</summary>
public enum Composition
{
    /// <summary>In sequence: the output of each is the input of the next.</summary>
    Chain,

    /// <summary>In parallel on the same input, their outputs added element by element. A residual without a shortcut adds its input.</summary>
    Sum,

    /// <summary>In parallel on the same input, their outputs concatenated along the channels.</summary>
    Concat,

    /// <summary>The output of one block is multiplied by the block's input, element by element, or channel by channel where it has a number for each.</summary>
    Gate,
}
