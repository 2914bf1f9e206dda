namespace StaticNet;

/// <summary><c>y = 1</c> where <c>x &gt; 0</c>, else 0. Its gradient is 0 everywhere, so nothing before it learns.</summary>
public sealed class StepAttribute : LayerAttribute;
