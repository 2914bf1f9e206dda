using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Ir;

/// <summary>What a step does to the values of a pass, as the arguments of its kernel say.</summary>
/// <param name="Reads">The values that it reads.</param>
/// <param name="Writes">The value that it writes; -1 for none.</param>
/// <param name="InPlace">The value whose memory the written one may take if no later step reads it; -1 for none.</param>
internal readonly record struct Effects(EquatableArray<int> Reads, int Writes, int InPlace)
{
    private const int None = -1;

    /// <summary>The effects of a kernel on what it gets for its arguments.</summary>
    /// <exception cref="InvalidOperationException">There are more or fewer operands than arguments, or several values are written.</exception>
    public static Effects Of(Kernel kernel, EquatableArray<Operand> operands)
    {
        Argument[] arguments = [.. kernel.Arguments];
        if (arguments.Length != operands.Count)
        {
            throw new InvalidOperationException(Mismatch(kernel, arguments.Length, operands.Count));
        }

        var reads = new List<int>();
        (int writes, int inPlace) = (None, None);
        for (int i = 0; i < arguments.Length; i++)
        {
            if (operands[i] is not Operand.Activation { Value: var value })
            {
                continue;
            }

            if (arguments[i].Mode != ArgumentMode.Write)
            {
                reads.Add(value);
            }

            if (arguments[i].Mode != ArgumentMode.Read)
            {
                if (writes != None)
                {
                    throw new InvalidOperationException($"{kernel.GetType().Name} writes more than one value.");
                }

                writes = value;
                inPlace = arguments[i].InPlaceOf is { } name ? At(name) : None;
            }
        }

        return new Effects(reads.ToEquatableArray(), writes, inPlace);

        int At(string name)
            => Array.FindIndex(arguments, argument => argument.Name == name) is >= 0 and var index && operands[index] is Operand.Activation { Value: var other }
                ? other
                : throw new InvalidOperationException($"{kernel.GetType().Name} has no value '{name}' whose memory its result may take.");
    }

    /// <summary>As a message says it.</summary>
    public static string Mismatch(Kernel kernel, int arguments, int operands) => $"{kernel.GetType().Name} has {arguments} arguments, and gets {operands}.";
}
