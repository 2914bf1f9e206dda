namespace StaticNet;

/// <summary>
/// Values of the network, concatenated along the channels: <c>y = [a; b; ...]</c>. They may differ in their channels only; of flat values the features are
/// concatenated.
/// </summary>
/// <param name="values">The names of the values; one name stands for the value before the layer, followed by that one.</param>
public sealed class ConcatAttribute(params string[] values) : JoinAttribute(values);

/// <summary>
/// Two branches in parallel on the same input, their outputs concatenated along the channels: <c>y = [A(x); B(x)]</c>. The outputs
/// may differ in their channels only. The parameters are <c>concat1.branch1.conv1.weight</c>, <c>concat1.branch2.conv1.weight</c> and so on.
/// Szegedy and others: Going Deeper with Convolutions, 2014.
/// </summary>
/// <typeparam name="T1">The block of the first branch.</typeparam>
/// <typeparam name="T2">The block of the second branch.</typeparam>
/// <param name="arguments">
/// Values for the parameters of the blocks, assigned in order: each branch takes as many as it has parameters. Those left out at the
/// end have their defaults.
/// </param>
public sealed class ConcatAttribute<T1, T2>(params int[] arguments)
    : CompositionAttribute(Composition.Concat, arguments, typeof(T1), typeof(T2));

/// <summary>Three branches in parallel, see <see cref="ConcatAttribute{T1, T2}"/>.</summary>
/// <typeparam name="T1">The block of the first branch.</typeparam>
/// <typeparam name="T2">The block of the second branch.</typeparam>
/// <typeparam name="T3">The block of the third branch.</typeparam>
/// <param name="arguments">
/// Values for the parameters of the blocks, assigned in order: each branch takes as many as it has parameters. Those left out at the
/// end have their defaults.
/// </param>
public sealed class ConcatAttribute<T1, T2, T3>(params int[] arguments)
    : CompositionAttribute(Composition.Concat, arguments, typeof(T1), typeof(T2), typeof(T3));

/// <summary>Four branches in parallel, see <see cref="ConcatAttribute{T1, T2}"/>.</summary>
/// <typeparam name="T1">The block of the first branch.</typeparam>
/// <typeparam name="T2">The block of the second branch.</typeparam>
/// <typeparam name="T3">The block of the third branch.</typeparam>
/// <typeparam name="T4">The block of the fourth branch.</typeparam>
/// <param name="arguments">
/// Values for the parameters of the blocks, assigned in order: each branch takes as many as it has parameters. Those left out at the
/// end have their defaults.
/// </param>
public sealed class ConcatAttribute<T1, T2, T3, T4>(params int[] arguments)
    : CompositionAttribute(Composition.Concat, arguments, typeof(T1), typeof(T2), typeof(T3), typeof(T4));

/// <summary>Five branches in parallel, see <see cref="ConcatAttribute{T1, T2}"/>.</summary>
/// <typeparam name="T1">The block of the first branch.</typeparam>
/// <typeparam name="T2">The block of the second branch.</typeparam>
/// <typeparam name="T3">The block of the third branch.</typeparam>
/// <typeparam name="T4">The block of the fourth branch.</typeparam>
/// <typeparam name="T5">The block of the fifth branch.</typeparam>
/// <param name="arguments">
/// Values for the parameters of the blocks, assigned in order: each branch takes as many as it has parameters. Those left out at the
/// end have their defaults.
/// </param>
public sealed class ConcatAttribute<T1, T2, T3, T4, T5>(params int[] arguments)
    : CompositionAttribute(Composition.Concat, arguments, typeof(T1), typeof(T2), typeof(T3), typeof(T4), typeof(T5));

/// <summary>Six branches in parallel, see <see cref="ConcatAttribute{T1, T2}"/>.</summary>
/// <typeparam name="T1">The block of the first branch.</typeparam>
/// <typeparam name="T2">The block of the second branch.</typeparam>
/// <typeparam name="T3">The block of the third branch.</typeparam>
/// <typeparam name="T4">The block of the fourth branch.</typeparam>
/// <typeparam name="T5">The block of the fifth branch.</typeparam>
/// <typeparam name="T6">The block of the sixth branch.</typeparam>
/// <param name="arguments">
/// Values for the parameters of the blocks, assigned in order: each branch takes as many as it has parameters. Those left out at the
/// end have their defaults.
/// </param>
public sealed class ConcatAttribute<T1, T2, T3, T4, T5, T6>(params int[] arguments)
    : CompositionAttribute(Composition.Concat, arguments, typeof(T1), typeof(T2), typeof(T3), typeof(T4), typeof(T5), typeof(T6));

/// <summary>Seven branches in parallel, see <see cref="ConcatAttribute{T1, T2}"/>.</summary>
/// <typeparam name="T1">The block of the first branch.</typeparam>
/// <typeparam name="T2">The block of the second branch.</typeparam>
/// <typeparam name="T3">The block of the third branch.</typeparam>
/// <typeparam name="T4">The block of the fourth branch.</typeparam>
/// <typeparam name="T5">The block of the fifth branch.</typeparam>
/// <typeparam name="T6">The block of the sixth branch.</typeparam>
/// <typeparam name="T7">The block of the seventh branch.</typeparam>
/// <param name="arguments">
/// Values for the parameters of the blocks, assigned in order: each branch takes as many as it has parameters. Those left out at the
/// end have their defaults.
/// </param>
public sealed class ConcatAttribute<T1, T2, T3, T4, T5, T6, T7>(params int[] arguments)
    : CompositionAttribute(Composition.Concat, arguments, typeof(T1), typeof(T2), typeof(T3), typeof(T4), typeof(T5), typeof(T6), typeof(T7));

/// <summary>Eight branches in parallel, see <see cref="ConcatAttribute{T1, T2}"/>.</summary>
/// <typeparam name="T1">The block of the first branch.</typeparam>
/// <typeparam name="T2">The block of the second branch.</typeparam>
/// <typeparam name="T3">The block of the third branch.</typeparam>
/// <typeparam name="T4">The block of the fourth branch.</typeparam>
/// <typeparam name="T5">The block of the fifth branch.</typeparam>
/// <typeparam name="T6">The block of the sixth branch.</typeparam>
/// <typeparam name="T7">The block of the seventh branch.</typeparam>
/// <typeparam name="T8">The block of the eighth branch.</typeparam>
/// <param name="arguments">
/// Values for the parameters of the blocks, assigned in order: each branch takes as many as it has parameters. Those left out at the
/// end have their defaults.
/// </param>
public sealed class ConcatAttribute<T1, T2, T3, T4, T5, T6, T7, T8>(params int[] arguments)
    : CompositionAttribute(Composition.Concat, arguments, typeof(T1), typeof(T2), typeof(T3), typeof(T4), typeof(T5), typeof(T6), typeof(T7), typeof(T8));
