using System.Reflection;
using StaticNet.Kernels;
using StaticNet.Tests.Networks;
using StaticNet.Tests.Training;

namespace StaticNet.Tests.Hostile;

/// <summary>
/// Every public constructor, method and property of the runtime is called with extreme arguments: each succeeds, or throws what .NET throws for wrong
/// arguments, states and files. Overflow, a division by zero, an index out of range, a null reference or memory that runs out says nothing to the caller, and comes from a
/// check that is missing.
/// </summary>
/// <remarks>What lies in <c>StaticNet.Kernels</c> is for generated code, which has checked its arguments: only what takes no memory is called.</remarks>
[Collection(Threads.Collection)]
[Trait(Width.Trait, Width.Any)]
public sealed class HostileArgumentsTests : IDisposable
{
    // Of each member; all combinations where there are not more.
    private const int MostCalls = 3000;

    private static readonly Type[] Allowed =
    [
        typeof(ArgumentException),
        typeof(InvalidOperationException),
        typeof(NotSupportedException),
        typeof(NotFiniteNumberException),
        typeof(KeyNotFoundException),
        typeof(OperationCanceledException),
        typeof(IOException),
        typeof(InvalidDataException),
        typeof(UnauthorizedAccessException),
    ];

    private static readonly Type[] OfKernels = [typeof(RandomSource), typeof(ScalarMath)];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Members => [.. Calls().Select(Name).Distinct(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Members))]
    public void Every_member_refuses_what_it_cannot_take(string name)
    {
        int threads = Parallelism.Threads;
        try
        {
            foreach (MethodBase member in Calls().Where(member => Name(member) == name))
            {
                Attack(member);
            }
        }
        finally
        {
            Parallelism.Threads = threads;
        }
    }

    private void Attack(MethodBase member)
    {
        Action<object?, object?[]> call = Invoker.Of(member);
        bool hasObject = member is MethodInfo { IsStatic: false };
        List<Func<object?>>[] pools = [.. Types(member).Select(ValuesOf)];
        if (hasObject)
        {
            pools[0].RemoveAll(static make => make() is null);
        }

        double combinations = pools.Aggregate(1d, static (product, pool) => product * pool.Count);
        var random = new Random(1);
        for (int i = 0; i < Math.Min(combinations, MostCalls); i++)
        {
            object?[] values = new object?[pools.Length];
            int rest = i;
            for (int j = 0; j < pools.Length; j++)
            {
                int choice = combinations <= MostCalls ? rest % pools[j].Count : random.Next(pools[j].Count);
                rest /= pools[j].Count;
                values[j] = pools[j][choice]();
            }

            try
            {
                call(hasObject ? values[0] : null, hasObject ? values[1..] : values);
            }
            catch (Exception error) when (Allowed.Any(type => type.IsInstanceOfType(error)))
            {
            }
            catch (Exception error)
            {
                Assert.Fail($"{member.DeclaringType!.Name}.{member}({string.Join(", ", values.Select(Describe))}): {error}");
            }
        }
    }

    private static IEnumerable<MethodBase> Calls()
        => typeof(Trainer<>).Assembly.GetExportedTypes()
            .Where(static type => type.Namespace == "StaticNet" || OfKernels.Contains(type))
            .Where(static type => type is { IsInterface: false, IsEnum: false, IsByRefLike: false } && !type.IsSubclassOf(typeof(Attribute)) && !type.Name.Contains('<'))
            .Select(static type => type == typeof(Trainer<>) ? typeof(Trainer<SoftmaxRegression>) : type)
            .SelectMany(static type => type
                .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .OfType<MethodBase>()
                .Where(member => member is MethodInfo || !type.IsAbstract)
                .Where(static member => !member.Name.Contains('<') && member.GetParameters().All(static parameter => !parameter.ParameterType.IsByRef)))
            .Select(static member => member is MethodInfo { IsGenericMethodDefinition: true } method ? Close(method) : member);

    private static MethodInfo Close(MethodInfo method)
        => method.MakeGenericMethod(method.GetGenericArguments()[0].GetGenericParameterConstraints().Length > 0 ? typeof(SoftmaxRegression) : typeof(int));

    private static string Name(MethodBase member) => $"{member.DeclaringType!.Name}.{member.Name}";

    private static IEnumerable<Type> Types(MethodBase member)
        => (member is MethodInfo { IsStatic: false } ? [member.DeclaringType!] : Type.EmptyTypes)
            .Concat(member.GetParameters().Select(static parameter => Invoker.ArrayBehind(parameter.ParameterType) ?? parameter.ParameterType));

    private static string Describe(object? value) => value switch
    {
        null => "null",
        Array array => $"[{string.Join(", ", array.Cast<object?>().Take(10).Select(Describe))}]",
        _ => $"{value}",
    };

    private List<Func<object?>> ValuesOf(Type type) => Hostilities.Of(type, _folder);
}
