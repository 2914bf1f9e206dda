using System.IO.Compression;
using System.Text;

namespace StaticNet.Fuzz.Files;

/// <summary>Damage to files.</summary>
internal static class Mutation
{
    private static readonly string[] Numbers =
    [
        "0", "-1", "1", "2", "3", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551615", "1e400", "1.5", "1e-400", "NaN", "-Infinity", "00", "",
        "99999999999999999999999999999999", "1\0", "0x10", "1_000", "\"1\"", "null", "[]", "{}", "\u0663",
    ];

    /// <summary>Changes bytes, cuts, repeats, moves or grows.</summary>
    public static byte[] OfBytes(byte[] file, Random random)
    {
        for (int i = random.Next(3); i >= 0 && file.Length > 0; i--)
        {
            int at = random.Next(file.Length);
            int length = random.Next(Math.Min(file.Length - at, 40) + 1);
            switch (random.Next(7))
            {
                case 0:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    file[at] = (byte)random.Next(256);
                    break;
                case 2:
                    file = file[..at];
                    break;
                case 3:
                    file = [.. file[..at], .. file[(at + length)..]];
                    break;
                case 4:
                    file = [.. file[..at], .. file.AsSpan(at, length), .. file[at..]];
                    break;
                case 5:
                    file = [.. file, .. file[at..]];
                    break;
                default:
                    // The high byte of a number is where it hurts.
                    file[at] = random.Next(2) == 0 ? (byte)0xFF : (byte)0x7F;
                    break;
            }
        }

        return file;
    }

    /// <summary>Changes characters, numbers and lines of a text, and repeats parts of it many times.</summary>
    public static string OfText(string text, Random random)
    {
        for (int i = random.Next(3); i >= 0 && text.Length > 0; i--)
        {
            int at = random.Next(text.Length);
            int length = random.Next(Math.Min(text.Length - at, 20) + 1);
            text = random.Next(8) switch
            {
                0 => text.Insert(at, Number(random)),
                1 => text.Remove(at, length),
                2 => text.Insert(at, ((char)random.Next(random.Next(2) == 0 ? 128 : 0xFFFF)).ToString()),
                3 => text.Insert(at, text.Substring(at, length)),
                4 => text.Insert(at, Repeated(length == 0 ? "x" : text.Substring(at, length), random)),
                5 => text.Insert(at, Repeated("[{\"0,\n\r \t\0".Substring(random.Next(9), 1), random)),
                6 => Replaced(text, random),
                _ => text[..at],
            };
        }

        return text;
    }

    public static string Number(Random random) => Numbers[random.Next(Numbers.Length)];

    /// <summary>Compresses, and sometimes damages the compressed data.</summary>
    public static byte[] Gzip(byte[] content, Random random)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            // A bomb: what is there once more, and often.
            for (int i = random.Next(20) == 0 ? random.Next(2000) : 0; i >= 0 && compressed.Length < 200_000; i--)
            {
                gzip.Write(content);
            }
        }

        byte[] file = compressed.ToArray();
        return random.Next(4) == 0 ? OfBytes(file, random) : file;
    }

    /// <summary>Encodes a text; halves of surrogate pairs stay, as bytes that are no UTF-8.</summary>
    public static byte[] Utf8(string text, Random random)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return random.Next(20) == 0 ? OfBytes(bytes, random) : bytes;
    }

    private static string Repeated(string part, Random random)
    {
        int times = 1 << random.Next(random.Next(20) == 0 ? 18 : 8);
        return new StringBuilder().Insert(0, part, Math.Min(times, 300_000 / part.Length)).ToString();
    }

    // A number in place of another one.
    private static string Replaced(string text, Random random)
    {
        int from = random.Next(text.Length);
        int at = text.AsSpan(from).IndexOfAnyInRange('0', '9');
        if (at < 0)
        {
            return text;
        }

        at += from;
        int end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return text[..at] + Number(random) + text[end..];
    }
}
