using System.Collections.Generic;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Methods and types that the methods of kernels use: what several kernels say in the same words is written once, and named after the first of them.
/// </summary>
/// <param name="names">The names of all members of the class.</param>
internal sealed class SharedMethods(MethodNames names)
{
    private readonly Dictionary<(string Head, string Body), string> _names = [];
    private readonly Queue<(string Comment, string? Attribute, string Head, string Body)> _pending = new();

    /// <summary>The name of the method that does this; it will be written once.</summary>
    /// <param name="kernel">The name of the kernel's method that calls it.</param>
    /// <param name="suffix">What it does, in a word.</param>
    /// <param name="comment">What it does, in a line.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="body">Its text, which tells it from others.</param>
    public string NameOf(string kernel, string suffix, string comment, string parameters, SourceWriter body)
        => Add(kernel, suffix, comment, GeneratedNamespace.Optimized, "void", $"({parameters})", body.ToString());

    /// <summary>The name of the type that says this; it will be written once.</summary>
    /// <param name="kernel">The name of the kernel's method that uses it.</param>
    /// <param name="suffix">What it is, in a word.</param>
    /// <param name="comment">What it is, in a line.</param>
    /// <param name="kind"><c>struct</c> or <c>ref struct</c>.</param>
    /// <param name="interfaceName">What it implements.</param>
    /// <param name="body">Its members, which tell it from others.</param>
    public string TypeOf(string kernel, string suffix, string comment, string kind, string interfaceName, SourceWriter body)
        => Add(kernel, suffix, comment, null, kind, " : " + interfaceName, body.ToString());

    /// <summary>Writes the methods and types that have been asked for since the last time.</summary>
    public void WritePending(SourceWriter writer)
    {
        while (_pending.Count > 0)
        {
            (string comment, string? attribute, string head, string body) = _pending.Dequeue();
            writer.Line();
            writer.Line("// " + comment);
            if (attribute is not null)
            {
                writer.Line(attribute);
            }

            using (writer.Braces(head))
            {
                writer.Text(body);
            }
        }
    }

    private string Add(string kernel, string suffix, string comment, string? attribute, string kind, string behind, string body)
    {
        string modifiers = attribute is null ? $"private {kind}" : $"private static {kind}";
        (string, string) key = (modifiers + behind, body);
        if (!_names.TryGetValue(key, out string? name))
        {
            name = names.Add(kernel, suffix, isType: attribute is null);
            _names.Add(key, name);
            _pending.Enqueue((comment, attribute, $"{modifiers} {name}{behind}", body));
        }

        return name;
    }
}
