namespace StaticNet.Generator.Printing;

/// <summary>A distance in floats from a reference: a constant, the variable of a loop, or their sum.</summary>
/// <param name="Variable">The variable, null for none.</param>
/// <param name="Constant">What is added to it.</param>
internal readonly record struct Place(string? Variable, int Constant)
{
    public bool IsZero => Variable is null && Constant == 0;

    public static implicit operator Place(int constant) => new(null, constant);

    public static Place operator +(Place place, int distance) => place with { Constant = place.Constant + distance };

    public override string ToString()
        => Variable is null ? Literal.Of(Constant)
            : Constant == 0 ? Variable
            : $"{Variable} + {Literal.Of(Constant)}";
}
