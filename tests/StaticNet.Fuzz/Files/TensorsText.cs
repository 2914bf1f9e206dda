using System.Text;

namespace StaticNet.Fuzz.Files;

/// <summary>Makes safetensors files that hold, or nearly hold, the tensors of a layout.</summary>
internal static class TensorsText
{
    private static readonly (string Name, int Bytes)[] Types = [("F32", 4), ("F32", 4), ("F32", 4), ("F16", 2), ("BF16", 2), ("F64", 8)];
    private static readonly string[] OtherTypes = ["I64", "BOOL", "f32", "F8_E4M3", "", "U8"];

    public static byte[] Make(IEnumerable<(string Name, int[] Shape)> tensors, string metadata, Random random)
    {
        (string Name, int[] Shape)[] all = [.. tensors];
        if (random.Next(3) == 0)
        {
            random.Shuffle(all);
        }

        List<string> entries = metadata.Length > 0 ? [$"\"__metadata__\":{metadata}"] : [];
        int offset = 0;
        foreach ((string name, int[] shape) in all)
        {
            (string type, int bytes) = random.Next(60) == 0 ? (OtherTypes[random.Next(OtherTypes.Length)], 1) : Types[random.Next(Types.Length)];
            int end = offset + (bytes * shape.Aggregate(1, static (product, length) => product * length));
            string[] fields = [$"\"dtype\":\"{type}\"", $"\"shape\":[{string.Join(",", shape)}]", $"\"data_offsets\":[{offset},{end}]"];
            if (random.Next(4) == 0)
            {
                random.Shuffle(fields);
            }

            entries.Add($"\"{name}\":{{{string.Join(",", fields)}}}");
            offset = end;
        }

        // The order of a header need not be that of the bytes.
        string[] shuffled = [.. entries];
        if (random.Next(4) == 0)
        {
            random.Shuffle(shuffled);
        }

        string header = "{" + string.Join(",", shuffled) + "}" + new string(' ', random.Next(4));
        header = random.Next(2) == 0 ? Mutation.OfText(header, random) : header;
        byte[] json = Mutation.Utf8(header, random);
        byte[] data = new byte[offset];
        random.NextBytes(data);
        byte[] file = [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. data];
        return random.Next(4) == 0 ? Mutation.OfBytes(file, random) : file;
    }
}
