using System.Globalization;
using System.Text;

namespace StaticNet.Samples.FashionMnist;

internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        Console.OutputEncoding = Encoding.UTF8;
        return new FashionCommand().Parse(args).InvokeAsync();
    }
}
