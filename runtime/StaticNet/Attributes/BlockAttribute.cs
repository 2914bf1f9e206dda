namespace StaticNet;

/// <summary>
/// Makes a class a block: a piece of network without an input shape, for <c>[Apply]</c>, <c>[Repeat]</c>, <c>[Residual]</c> and
/// <c>[Concat]</c> to use. Its layers are the attributes that follow, in source order; nothing is generated into the class. Its parameters
/// are the <c>const int</c> fields that it declares, in that order: their values are the defaults, and the attribute that uses the block
/// gives others. A layer's argument may be computed from them with <c>+ - * / %</c>; a parameter that is declared through another one
/// follows it, unless it is given itself.
/// </summary>
/// <example>
/// <code>
/// [Block]
/// [Conv2D(Stage.Width, 3, Stride = Stage.Stride, Padding = Padding.Same)] [ReLU]
/// [Conv2D(2 * Stage.Width, 1)]
/// public abstract class Stage
/// {
///     public const int Width = 16;
///     public const int Stride = 1;
/// }
///
/// [Network(3, 32, 32)] [Apply&lt;Stage&gt;] [Apply&lt;Stage&gt;(32, 2)] [GlobalAveragePool] [Dense(10)] [CrossEntropy]
/// public sealed partial class Images;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class BlockAttribute : Attribute;
