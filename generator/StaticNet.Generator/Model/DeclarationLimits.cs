namespace StaticNet.Generator.Model;

/// <summary>
/// How much a declaration may be, so that a small text never takes the compiler long. All of them are far beyond any network that trains; they stand
/// in <c>docs/limits.md</c>, and a test compares.
/// </summary>
internal static class DeclarationLimits
{
    /// <summary>
    /// The layers of a network, each layer of a block counted for every time that the block is used. Each becomes code of its own. The deepest network of
    /// the residual paper, of 1,202 layers, counts 4,000 here.
    /// </summary>
    public const int Layers = 6_000;

    /// <summary>
    /// The layers of a block for which it is looked at by itself, and hazards in it are said where it is declared. Of a larger one the networks say them that use it:
    /// a project may have thousands of blocks, and each is looked at after a keystroke.
    /// </summary>
    public const int LayersAlone = 1_000;

    /// <summary>The layers of one declaration for which refactorings are offered: an editor asks for them wherever the cursor stands.</summary>
    public const int LayersRefactored = 1_000;

    /// <summary>The blocks that stand in one another, and with them the levels of a layer's name.</summary>
    public const int Nesting = 50;

    /// <summary>The values that one layer joins: each is a parameter of its method, and a loop in it.</summary>
    public const int JoinedValues = 64;

    /// <summary>The parameters of a block.</summary>
    public const int Parameters = 100;

    /// <summary>The operators of an argument, or of a parameter's value, that depends on a block's parameters.</summary>
    public const int Operators = 1_000;

    /// <summary>The operators that all arguments of a network take together, each counted whenever it is computed with other parameters.</summary>
    public const int Operations = 2_000_000;

    /// <summary>The operations of a function that the user has written, with those of its derivative.</summary>
    public const int FunctionOperations = 1_000;

    /// <summary>The expressions and calls that stand in one another in a function that the user has written.</summary>
    public const int FunctionNesting = 200;

    /// <summary>The characters of one generated file.</summary>
    public const int FileCharacters = 5_000_000;

    /// <summary>
    /// The parts that a step of a pass is written out in, such as one for each pixel that a stride leaves out: the code would be that long, and what it is planned from
    /// would be, too.
    /// </summary>
    public const int UnrolledParts = 4_096;

    /// <summary>The characters of all generated files of a network, where neither it nor its project has a budget for them.</summary>
    public const int CodeCharacters = 4_000_000;

    /// <summary>The diagnostics of one kind about one network: what is repeated thousands of times has one cause, and an editor shows each.</summary>
    public const int Diagnostics = 16;

    /// <summary>The characters of a layer's name.</summary>
    public const int NameCharacters = 100;

    /// <summary>The characters of a network's or a block's name, with its namespace and the types around it.</summary>
    public const int TypeNameCharacters = 1_000;
}
