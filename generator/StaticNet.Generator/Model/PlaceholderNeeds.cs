namespace StaticNet.Generator.Model;

/// <summary>What the members of a class that cannot be a network need to compile, so that nothing is reported beside what is wrong with the class.</summary>
/// <param name="ConstructorInitializer">
/// What stands behind a constructor's parameters, <c> : base(default(int)!)</c>: empty for a class that can be a network; null where no constructor compiles.
/// </param>
/// <param name="HasRequired">Whether members have to be set by who calls a constructor.</param>
/// <param name="HidesNetwork">Whether a base class has the members of a network, too.</param>
internal readonly record struct PlaceholderNeeds(string? ConstructorInitializer, bool HasRequired = false, bool HidesNetwork = false);
