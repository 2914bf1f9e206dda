using System.Text;
using System.Text.RegularExpressions;

namespace StaticNet.Benchmarks.MachineCode;

/// <summary>
/// NativeAOT's names of methods: <c>Assembly_Namespace_Type__Method&lt;Argument__Argument&gt;</c>, with underscores for what an assembler does not take,
/// and with a number where there are several of the same name.
/// </summary>
internal static partial class SymbolName
{
    /// <summary>Whether it is a method of the library or of the program, or one that they instantiate.</summary>
    public static bool IsOurs(string symbol) => symbol.Contains("StaticNet_", StringComparison.Ordinal);

    /// <summary>Gives what a reader looks for: <c>Type.Method&lt;Argument, Argument&gt;</c>, without assemblies and namespaces.</summary>
    public static string Readable(string symbol)
    {
        string text = Overload().Replace(FileLocal().Replace(symbol, ""), "");
        var name = new StringBuilder(text.Length);
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] == '<' ? 1 : text[i] == '>' ? -1 : 0;
            if (text.AsSpan(i).StartsWith("__", StringComparison.Ordinal))
            {
                name.Append(depth == 0 ? "." : ", ");
                i++;
            }
            else
            {
                name.Append(text[i]);
            }
        }

        return Namespaces().Replace(name.ToString(), "");
    }

    // The file of a type that is local to it, and what is before it: "..._LeNet_Forward_g_F516C…F20F76__".
    [GeneratedRegex(@"StaticNet_Benchmarks_Native_StaticNet_Generated__\w+?_F[0-9A-F]{64}__")]
    private static partial Regex FileLocal();

    [GeneratedRegex(@"\b(S_P_CoreLib_(System_)?(Runtime_Intrinsics_)?|(StaticNet_)+(Benchmarks_Native_)?((StaticNet_)?(Benchmarks|Kernels|Generated)_)*(Networks_)?)")]
    private static partial Regex Namespaces();

    [GeneratedRegex(@"_\d+(?=<|$)")]
    private static partial Regex Overload();
}
