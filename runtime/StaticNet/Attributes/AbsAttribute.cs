namespace StaticNet;

/// <summary><c>y = |x|</c>; its derivative is 1 where x &gt; 0, -1 where x &lt; 0, 0 at 0.</summary>
public sealed class AbsAttribute : LayerAttribute;
