using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Lowering;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Emission;

/// <summary>
/// Names for what a sequence of calls works on, so that it reads as the layers do: <c>Dense1(ref dense1Weight, ref dense1Bias, ref inputs,
/// ref relu1, samples)</c>.
/// </summary>
internal sealed class PassLocals
{
    /// <summary>The parameter that holds a step's dropout masks.</summary>
    public const string Masks = "masks";

    // What the methods around the calls declare themselves.
    private static readonly string[] Reserved =
        ["x", "y", "weights", "parameters", "gradients", "inputs", "outputs", "targets", "labels", "scratch", "samples", "left", "scale", "loss", Masks];

    private readonly Pass _pass;
    private readonly KernelCall[] _calls;
    private readonly Dictionary<Operand, string> _names = [];
    private readonly HashSet<string> _taken;

    /// <param name="pass">The pass.</param>
    /// <param name="calls">The steps that one method calls.</param>
    /// <param name="methods">The names of the methods, in which those of the steps are by now.</param>
    public PassLocals(Pass pass, IEnumerable<KernelCall> calls, MethodNames methods)
    {
        _pass = pass;
        _calls = [.. calls];
        _taken = [.. Reserved, .. methods.Taken];
        foreach (Operand operand in _calls.SelectMany(static call => call.Operands).Where(operand => !_names.ContainsKey(operand)))
        {
            _names.Add(operand, operand switch
            {
                Operand.Parameter parameter => Unique(parameter.Name),
                Operand.Gradient gradient => Unique(gradient.Name),
                Operand.Prepared prepared => Unique(prepared.Name),
                Operand.Activation activation => Name(pass.Values[activation.Value]),
                Operand.Work => Unique("work"),
                Operand.Mask mask => $"{Masks}.Of(0x{mask.Layer:X8})",
                _ => "targets",
            });
        }
    }

    /// <summary>The name of an operand, without <c>ref</c>.</summary>
    public string this[Operand operand] => _names[operand];

    /// <summary>Declares references to all that the calls work on.</summary>
    public void Declare(SourceWriter writer)
    {
        DeclareParameters(writer);
        DeclareGradients(writer);
        DeclarePrepared(writer);
        DeclareWork(writer);
        DeclareValues(writer);
    }

    /// <summary>A local's name: the stem as C# spells locals, and a number where it is taken or means something else.</summary>
    public string Unique(string name)
    {
        string stem = Naming.Camel(name);
        string unique = stem;
        for (int i = 2; MethodNames.IsKeyword(unique) || !_taken.Add(unique); i++)
        {
            unique = stem + "_" + Literal.Of(i);
        }

        return unique;
    }

    /// <summary>Declares references to the parameters.</summary>
    public void DeclareParameters(SourceWriter writer)
    {
        foreach (Operand.Parameter parameter in _names.Keys.OfType<Operand.Parameter>())
        {
            writer.Line($"ref float {_names[parameter]} = ref {RowWriter.At("parameters", parameter.Offset)};");
        }
    }

    private void DeclareGradients(SourceWriter writer)
    {
        foreach (Operand.Gradient gradient in _names.Keys.OfType<Operand.Gradient>())
        {
            writer.Line($"ref float {_names[gradient]} = ref {RowWriter.At("gradients", gradient.Offset)};");
        }
    }

    private void DeclarePrepared(SourceWriter writer)
    {
        foreach (Operand.Prepared prepared in _names.Keys.OfType<Operand.Prepared>())
        {
            writer.Line($"ref float {_names[prepared]} = ref {RowWriter.At("scratch", prepared.Offset)};");
        }
    }

    private void DeclareWork(SourceWriter writer)
    {
        foreach (Operand.Work work in _names.Keys.OfType<Operand.Work>())
        {
            writer.Line($"ref float {_names[work]} = ref {RowWriter.At("scratch", _pass.PreparedLength)}; // for one step at a time");
        }
    }

    // Values that never live at the same time share their memory.
    private void DeclareValues(SourceWriter writer)
    {
        foreach (Operand.Activation activation in _names.Keys.OfType<Operand.Activation>())
        {
            Value value = _pass.Values[activation.Value];
            if (value.Home == Home.Batch)
            {
                writer.Line($"ref float {_names[activation]} = ref {RowWriter.At("scratch", _pass.OwnLength + value.Offset)}; // {Literal.Of(value.Size)} for all samples");
            }
            else if (value.Home == Home.Scratch && _pass.TakesWholeBatch)
            {
                string offset = value.Offset == 0 ? "" : $" + ({Literal.Of(value.Offset)} * (nint)samples)";
                writer.Line(
                    $"ref float {_names[activation]} = ref Unsafe.Add(ref scratch, {Literal.Of(_pass.SharedLength)}{offset}); // samples of {Literal.Of(value.Size)}");
            }
            else if (value.Home == Home.Scratch)
            {
                string place = RowWriter.At("scratch", _pass.OwnLength + (value.Offset * _pass.Chunk));
                writer.Line($"ref float {_names[activation]} = ref {place}; // {Literal.Of(_pass.Chunk)} samples of {Literal.Of(value.Size)}");
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
                writer.Line($"    : {name}{KernelEmitter.OfLabels}(ref {y}, ref MemoryMarshal.GetReference(labels), ref {dy}, samples, scale);");
            }
            else
            {
                writer.Line($"{name}({string.Join(", ", call.Operands.Select(Argument))}{(call.Kernel is Preparation ? "" : ", samples")});");
            }
        }
    }

    private string Argument(Operand operand) => operand is Operand.Mask ? this[operand] : "ref " + this[operand];

    private string Name(Value value) => value.Home switch
    {
        Home.Inputs => "inputs",
        Home.Outputs => "outputs",
        _ => Unique(value.Name),
    };
}
