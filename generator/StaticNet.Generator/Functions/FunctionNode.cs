using System.Collections.Generic;

namespace StaticNet.Generator.Functions;

/// <summary>One operation of a function, on nodes that come before it.</summary>
/// <param name="Operation">What it computes.</param>
/// <param name="A">The first operand, by its index; -1 for none.</param>
/// <param name="B">The second.</param>
/// <param name="C">The third.</param>
/// <param name="D">The fourth.</param>
/// <param name="Bits">The bits of a constant, so that 0 and -0 differ and a NaN is equal to itself.</param>
internal readonly record struct FunctionNode(Operation Operation, int A = -1, int B = -1, int C = -1, int D = -1, int Bits = 0)
{
    public bool IsConstant => Operation == Operation.Constant;

    /// <summary>The constant, or the exponent.</summary>
    public float Constant => System.BitConverter.ToSingle(System.BitConverter.GetBytes(Bits), 0);

    public IEnumerable<int> Operands
    {
        get
        {
            for (int i = 0; i < 4; i++)
            {
                int operand = i switch { 0 => A, 1 => B, 2 => C, _ => D };
                if (operand >= 0)
                {
                    yield return operand;
                }
            }
        }
    }

    public static int BitsOf(float value) => System.BitConverter.ToInt32(System.BitConverter.GetBytes(value), 0);
}
