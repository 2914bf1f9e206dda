using System.Collections.Generic;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Methods that the methods of kernels call: what several kernels do in the same words is written once, and named after the first of them.
/// </summary>
/// <param name="names">The names of all methods of the class.</param>
internal sealed class SharedMethods(MethodNames names)
{
    private readonly Dictionary<(string Parameters, string Body), string> _names = [];
    private readonly Queue<(string Name, string Comment, string Parameters, string Body)> _pending = new();

    /// <summary>The name of the method that does this; it will be written once.</summary>
    /// <param name="kernel">The name of the kernel's method that calls it.</param>
    /// <param name="suffix">What it does, in a word.</param>
    /// <param name="comment">What it does, in a line.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="body">Its text, which tells it from others.</param>
    public string NameOf(string kernel, string suffix, string comment, string parameters, SourceWriter body)
    {
        (string, string) key = (parameters, body.ToString());
        if (!_names.TryGetValue(key, out string? name))
        {
            name = names.Add(kernel, suffix);
            _names.Add(key, name);
            _pending.Enqueue((name, comment, parameters, key.Item2));
        }

        return name;
    }

    /// <summary>Writes the methods that have been asked for since the last time.</summary>
    public void WritePending(SourceWriter writer)
    {
        while (_pending.Count > 0)
        {
            (string name, string comment, string parameters, string body) = _pending.Dequeue();
            writer.Line();
            writer.Line("// " + comment);
            writer.Line(GeneratedNamespace.Optimized);
            using (writer.Braces($"private static void {name}({parameters})"))
            {
                writer.Text(body);
            }
        }
    }
}
