using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>Writes one method a distinct kernel, named after the first layer that uses it.</summary>
internal sealed class KernelEmitter
{
    /// <summary>What the name of a loss that takes labels has behind that of the one that takes targets.</summary>
    public const string OfLabels = "OfLabels";

    // What a comment names, so that it stays a line.
    private const int NamedLayers = 3;

    private readonly Dictionary<Kernel, Method> _methods = [];
    private readonly List<Method> _order = [];
    private readonly Dictionary<(string Layer, string Suffix), KernelCall> _first = [];
    private readonly SharedMethods _shared;

    /// <param name="className">The class that the methods are in.</param>
    /// <param name="tensors">How calls name the network's tensors.</param>
    /// <param name="hidden">The types that its methods may not hide.</param>
    public KernelEmitter(string className, TensorNames tensors, HiddenTypes hidden)
    {
        Names = new MethodNames(className, tensors.Type, tensors.WeightsType, hidden);
        Tensors = tensors;
        _shared = new SharedMethods(Names);
    }

    /// <summary>The names of all methods of the class.</summary>
    public MethodNames Names { get; }

    /// <summary>How calls name the network's tensors.</summary>
    public TensorNames Tensors { get; }

    /// <summary>Whether the calls from now on are those of training, in a class that has those of inference already.</summary>
    public bool IsTraining { get; set; }

    /// <summary>Whether a kernel is a method of its own; what is a call of the runtime and nothing else is written where it is called.</summary>
    public static bool IsMethod(Kernel kernel) => kernel is not (Clear or ClassTargets);

    /// <summary>The name of the method that a call needs; it will be written once.</summary>
    public string NameOf(KernelCall call)
    {
        if (!_methods.TryGetValue(call.Kernel, out Method? method))
        {
            (string difference, string remark) = Difference(call);
            string name = Names.Add(call.Layer, call.Suffix + difference, call.Kernel is LossKernel loss && LossEmitter.WritesLabels(loss) ? OfLabels : "");
            method = new Method(call.Kernel, name, call.Comment + remark);
            _methods.Add(call.Kernel, method);
            _order.Add(method);
        }
        else
        {
            method.Serve(call);
        }

        return method.Name;
    }

    /// <summary>Writes the methods of all calls so far.</summary>
    public void WriteMethods(SourceWriter writer)
    {
        foreach (Method method in _order)
        {
            if (method.Kernel is LossKernel loss)
            {
                WriteLoss(writer, loss, method);
            }
            else
            {
                WriteMethod(writer, method, method.Comment, method.Name, "void", Parameters(method.Kernel, labels: false), () => KernelPrinters.Write(writer, method.Kernel, method.Name, _shared));
                _shared.WritePending(writer);
            }
        }
    }

    private void WriteLoss(SourceWriter writer, LossKernel loss, Method method)
    {
        string name = method.Name;
        string terms = LossEmitter.HasTerms(loss) ? Names.Add(name, "Terms") : "";
        WriteMethod(
            writer, method, method.Comment, name, "double", Parameters(loss, labels: false), () => LossEmitter.Write(writer, loss, labels: false, terms));
        if (LossEmitter.WritesLabels(loss))
        {
            WriteMethod(
                writer, method, LossEmitter.OfLabels(loss, name), name + OfLabels, "double", Parameters(loss, labels: true), () => LossEmitter.Write(writer, loss, labels: true, terms));
        }

        if (terms.Length > 0)
        {
            LossEmitter.WriteTerms(writer, loss, terms);
        }
    }

    // What tells a kernel from the one that has the name of the layer: the layers that it computes with it, or where the values lie.
    private (string Name, string Remark) Difference(KernelCall call)
    {
        if (!_first.TryGetValue((call.Layer, call.Suffix), out KernelCall? first))
        {
            _first.Add((call.Layer, call.Suffix), call);
            return ("", "");
        }

        string[] others = Fused(first);
        string[] own = Fused(call);

        // Of a block that is repeated there may be several of one name.
        List<string> missing = [.. others];
        bool areFewer = own.All(missing.Remove);
        return own.SequenceEqual(others) ? (IsTraining ? "ForTraining" : "", $"\nas {_methods[first.Kernel].Name}, with other strides")
            : own.Length == 0 ? ("Alone", "")
            : areFewer && missing.Count == 1 ? ("Without" + missing[0], "")
            : ("With" + string.Concat(own), "");
    }

    // The layers whose equations follow that of the call's own: Relu1.
    private static string[] Fused(KernelCall call)
        => [.. call.Comment.Split('\n').Skip(1).Select(static line => line.Split(':')[0]).Where(layer => layer != call.Layer)
            .Select(static layer => Naming.Pascal(layer.Substring(layer.LastIndexOf('.') + 1)))];

    private static void WriteMethod(SourceWriter writer, Method method, string comment, string name, string type, IEnumerable<string> parameters, Action body)
    {
        writer.Line();
        foreach (string line in comment.Split('\n'))
        {
            writer.Line("// " + line);
        }

        if (method.Alike.Count > 0)
        {
            string more = method.Alike.Count > NamedLayers ? $" and {Literal.Of(method.Alike.Count - NamedLayers)} more" : "";
            writer.Line($"// and the same for {string.Join(", ", method.Alike.Take(NamedLayers))}{more}");
        }

        writer.Line(GeneratedNamespace.Optimized);
        using (writer.Braces($"public static {type} {name}({string.Join(", ", parameters)})"))
        {
            body();
        }
    }

    // In the order of the call's operands.
    private static IEnumerable<string> Parameters(Kernel kernel, bool labels)
    {
        foreach (Argument argument in kernel.Arguments)
        {
            yield return argument.Kind switch
            {
                ArgumentKind.Mask => $"DropoutMask {argument.Name}",
                ArgumentKind.Layer or ArgumentKind.State => $"LayerTensors {argument.Name}",
                ArgumentKind.Targets when labels => "ref int labels",
                _ => $"ref float {argument.Name}",
            };
        }

        if (kernel is not Preparation)
        {
            yield return kernel is IBatchKernel ? PassEmitter.Part : "int samples";
        }

        if (kernel is LossKernel)
        {
            yield return "float scale";
        }
    }

    /// <summary>The method of a kernel.</summary>
    /// <param name="kernel">What it computes.</param>
    /// <param name="name">Its name.</param>
    /// <param name="comment">The equation of the first call.</param>
    private sealed class Method(Kernel kernel, string name, string comment)
    {
        private readonly HashSet<string> _layers = [];

        public Kernel Kernel { get; } = kernel;

        public string Name { get; } = name;

        public string Comment { get; } = comment;

        /// <summary>The other layers that call it. The equation of the first stands for theirs, which differ in names only.</summary>
        public List<string> Alike { get; } = [];

        /// <summary>Notes one more call.</summary>
        public void Serve(KernelCall call)
        {
            if (!Comment.Contains(call.Comment) && _layers.Add(call.Layer))
            {
                Alike.Add(call.Layer);
            }
        }
    }
}
