using System.Reflection;
using System.Reflection.Emit;

namespace StaticNet.Tests.Networks;

/// <summary>
/// RyuJIT stops optimising a method of over 60,000 bytes of IL, 20,000 instructions, 2,000 basic blocks, 2,000 locals or 8,000 uses of
/// locals. The emitter keeps every method far below.
/// </summary>
internal static class MethodSize
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (OpCode)field.GetValue(null)!)
        .ToDictionary(static opCode => opCode.Value);

    /// <summary>All methods and constructors that a type declares itself, but for the static constructor: it runs once.</summary>
    public static IEnumerable<MethodBase> Declared(Type type)
    {
        const BindingFlags Instance = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        return type.GetMethods(Instance | BindingFlags.Static).Concat<MethodBase>(type.GetConstructors(Instance)).Where(static method => method.GetMethodBody() is not null);
    }

    /// <summary>Asserts that a method is within half of each limit, most within a quarter.</summary>
    public static void AssertSmall(MethodBase method)
    {
        MethodBody body = method.GetMethodBody()!;
        byte[] il = body.GetILAsByteArray()!;
        (int instructions, int branches, int localUses) = Count(il);
        string name = $"{method.DeclaringType!.Name}.{method.Name}";
        Assert.True(il.Length < 30_000, $"{name}: {il.Length} bytes of IL.");
        Assert.True(instructions < 10_000, $"{name}: {instructions} instructions.");
        Assert.True(branches < 500, $"{name}: {branches} branches.");
        Assert.True(body.LocalVariables.Count < 500, $"{name}: {body.LocalVariables.Count} locals.");
        Assert.True(localUses < 4_000, $"{name}: {localUses} uses of locals.");
    }

    private static (int Instructions, int Branches, int LocalUses) Count(byte[] il)
    {
        (int instructions, int branches, int localUses) = (0, 0, 0);
        for (int i = 0; i < il.Length;)
        {
            short value = il[i++];
            if (value == 0xFE)
            {
                value = unchecked((short)(0xFE00 | il[i++]));
            }

            OpCode opCode = OpCodesByValue[value];
            instructions++;
            branches += opCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch ? 1 : 0;
            string name = opCode.Name!;
            localUses += name.Contains("loc", StringComparison.Ordinal) || name.Contains("arg", StringComparison.Ordinal) ? 1 : 0;
            i += opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, i)),
                _ => 4,
            };
        }

        return (instructions, branches, localUses);
    }
}
