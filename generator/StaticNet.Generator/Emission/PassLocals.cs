using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using StaticNet.Generator.Lowering;

namespace StaticNet.Generator.Emission;

/// <summary>
/// Names for what a sequence of calls works on, so that it reads as the layers do: <c>Dense1(ref dense1Weight, ref dense1Bias, ref inputs,
/// ref relu1, samples)</c>.
/// </summary>
internal sealed class PassLocals
{
    // What the methods around the calls declare themselves.
    private static readonly string[] Reserved =
        ["x", "y", "weights", "parameters", "gradients", "inputs", "outputs", "targets", "labels", "scratch", "samples", "left", "scale", "loss"];

    private readonly Pass _pass;
    private readonly KernelCall[] _calls;
    private readonly Dictionary<Operand, string> _names = [];
    private readonly HashSet<string> _taken = [.. Reserved];

    public PassLocals(Pass pass, IEnumerable<KernelCall> calls)
    {
        _pass = pass;
        _calls = [.. calls];
        foreach (Operand operand in _calls.SelectMany(static call => call.Operands).Where(operand => !_names.ContainsKey(operand)))
        {
            _names.Add(operand, operand switch
            {
                Operand.Parameter parameter => Unique(parameter.Name),
                Operand.Gradient gradient => Unique(gradient.Name),
                Operand.Activation activation => Name(pass.Values[activation.Value]),
                _ => "targets",
            });
        }
    }

    /// <summary>The name of an operand, without <c>ref</c>.</summary>
    public string this[Operand operand] => _names[operand];

    /// <summary>Declares references to the parameters.</summary>
    public void DeclareParameters(SourceWriter writer)
    {
        foreach (Operand.Parameter parameter in _names.Keys.OfType<Operand.Parameter>())
        {
            writer.Line($"ref float {_names[parameter]} = ref {RowWriter.At("parameters", parameter.Offset)};");
        }
    }

    /// <summary>Declares references to the gradients.</summary>
    public void DeclareGradients(SourceWriter writer)
    {
        foreach (Operand.Gradient gradient in _names.Keys.OfType<Operand.Gradient>())
        {
            writer.Line($"ref float {_names[gradient]} = ref {RowWriter.At("gradients", gradient.Offset)};");
        }
    }

    /// <summary>Declares references to the values in scratch memory. Values that never live at the same time share it.</summary>
    public void DeclareValues(SourceWriter writer)
    {
        foreach (Operand.Activation activation in _names.Keys.OfType<Operand.Activation>())
        {
            Value value = _pass.Values[activation.Value];
            if (value.Home == Home.Scratch)
            {
                string place = RowWriter.At("scratch", value.Offset * _pass.Chunk);
                writer.Line($"ref float {_names[activation]} = ref {place}; // {Literal.Of(_pass.Chunk)} rows of {Literal.Of(value.Row.Stride)}");
            }
        }
    }

    /// <summary>Writes one call a step.</summary>
    public void WriteCalls(SourceWriter writer, KernelEmitter kernels)
    {
        foreach (KernelCall call in _calls)
        {
            string name = kernels.NameOf(call);
            if (call.Kernel is LossKernel)
            {
                (string y, string dy) = (this[call.Operands[0]], this[call.Operands[2]]);
                writer.Line("double loss = labels.IsEmpty");
                writer.Line($"    ? {name}(ref {y}, ref MemoryMarshal.GetReference(targets), ref {dy}, samples, scale)");
                writer.Line($"    : {name}OfLabels(ref {y}, ref MemoryMarshal.GetReference(labels), ref {dy}, samples, scale);");
            }
            else
            {
                writer.Line($"{name}({string.Join(", ", call.Operands.Select(operand => "ref " + this[operand]))}, samples);");
            }
        }
    }

    private string Name(Value value) => value.Home switch
    {
        Home.Inputs => "inputs",
        Home.Outputs => "outputs",
        _ => Unique(value.Name),
    };

    private string Unique(string name)
    {
        string stem = Names.Local(name);
        string unique = stem;
        for (int i = 2; SyntaxFacts.GetKeywordKind(unique) != SyntaxKind.None || !_taken.Add(unique); i++)
        {
            unique = stem + "_" + Literal.Of(i);
        }

        return unique;
    }
}
