using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace StaticNet.Generator.Tests.Support;

/// <summary>Source text in which <c>{|STN0001:Digits|}</c> marks where a diagnostic is expected.</summary>
internal sealed record MarkedSource(string Text, ImmutableArray<(string Id, TextSpan Span)> Marks)
{
    public static MarkedSource Parse(string marked)
    {
        var text = new StringBuilder();
        var open = new Stack<(string Id, int Start)>();
        var marks = ImmutableArray.CreateBuilder<(string, TextSpan)>();
        for (int i = 0; i < marked.Length; i++)
        {
            if (marked.AsSpan(i).StartsWith("{|"))
            {
                int colon = marked.IndexOf(':', i);
                open.Push((marked[(i + 2)..colon], text.Length));
                i = colon;
            }
            else if (open.Count > 0 && marked.AsSpan(i).StartsWith("|}"))
            {
                (string id, int start) = open.Pop();
                marks.Add((id, TextSpan.FromBounds(start, text.Length)));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        Assert.Empty(open);
        return new MarkedSource(text.ToString(), [.. marks.OrderBy(static mark => mark.Item2.Start)]);
    }
}
