using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes the calls of a pass, one a step. Where they are many they become methods of their own, part by part: the locals of a method
/// would grow with the network's depth, and RyuJIT optimises no method with too many of them.
/// </summary>
internal sealed class PassEmitter
{
    /// <summary>The parameter that says which part of a batch is worked off, where that makes a difference.</summary>
    public const string Part = "BatchPart part";

    private const int LargestPart = 64;

    private readonly Pass _pass;
    private readonly KernelEmitter _kernels;
    private readonly string[] _parameters;
    private readonly string[] _ofLoss = ["ReadOnlySpan<float> targets", "ReadOnlySpan<int> labels", "float scale"];
    private readonly List<(string? Name, PassLocals Locals, bool HasLoss)> _parts = [];

    /// <param name="pass">The pass.</param>
    /// <param name="calls">Its steps, or the part of them that one method writes.</param>
    /// <param name="kernels">Where the kernels' methods are written.</param>
    /// <param name="method">The method that holds the calls.</param>
    /// <param name="parameters">What that method has and the calls need: <c>ref float scratch</c>.</param>
    public PassEmitter(Pass pass, IEnumerable<KernelCall> calls, KernelEmitter kernels, string method, params string[] parameters)
    {
        _pass = pass;
        _kernels = kernels;
        _parameters = parameters;
        KernelCall[] all = [.. calls];
        foreach (KernelCall call in all.Where(static call => KernelEmitter.IsMethod(call.Kernel)))
        {
            kernels.NameOf(call);
        }

        for (int start = 0; start < all.Length; start += LargestPart)
        {
            KernelCall[] part = [.. all.Skip(start).Take(LargestPart)];
            string? name = all.Length <= LargestPart ? null : kernels.Names.Add(method, "Part" + Literal.Of(_parts.Count + 1));
            _parts.Add((name, new PassLocals(pass, part, kernels.Names, kernels.Tensors), part.Any(static call => call.Kernel is LossKernel or ClassTargets)));
        }
    }

    /// <summary>Declares what the calls work on. What lies in scratch memory is found there at once, whichever part asks for it.</summary>
    public void WriteDeclarations(SourceWriter writer)
    {
        foreach ((_, PassLocals locals, _) in _parts.Where(static part => part.Name is null))
        {
            locals.Declare(writer);
        }
    }

    /// <summary>Writes the calls, or those of the parts.</summary>
    public void WriteCalls(SourceWriter writer)
    {
        string start = "double loss = ";
        foreach ((string? name, PassLocals locals, bool hasLoss) in _parts)
        {
            if (name is null)
            {
                locals.WriteCalls(writer, _kernels);
            }
            else
            {
                writer.Line($"{(ReturnsLoss(hasLoss) ? start : "")}{name}({string.Join(", ", Parameters(hasLoss).Select(Argument))});");
                start = ReturnsLoss(hasLoss) ? "loss += " : start;
            }
        }
    }

    /// <summary>Writes the methods of the parts.</summary>
    public void WriteParts(SourceWriter writer)
    {
        foreach ((string? name, PassLocals locals, bool hasLoss) in _parts.Where(static part => part.Name is not null))
        {
            writer.Line();
            writer.Line(GeneratedNamespace.Optimized);
            using (writer.Braces($"private static {(ReturnsLoss(hasLoss) ? "double" : "void")} {name}({string.Join(", ", Parameters(hasLoss))})"))
            {
                locals.Declare(writer);
                locals.WriteCalls(writer, _kernels);
                if (ReturnsLoss(hasLoss))
                {
                    writer.Line("return loss;");
                }
            }
        }
    }

    // A batch that is worked off in parts has a loss for each shard.
    private bool ReturnsLoss(bool hasLoss) => hasLoss && !_pass.TakesWholeBatch;

    // Only the loss asks for what it compares with.
    private IEnumerable<string> Parameters(bool hasLoss) => _parameters.Where(parameter => hasLoss || !_ofLoss.Contains(parameter));

    // ref float scratch: ref scratch.
    private static string Argument(string parameter)
        => (parameter.StartsWith("ref ", System.StringComparison.Ordinal) ? "ref " : "") + parameter.Substring(parameter.LastIndexOf(' ') + 1);
}
