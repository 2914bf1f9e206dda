using System.Buffers.Binary;

namespace StaticNet.Fuzz.Files;

/// <summary>IDX files.</summary>
internal sealed class ArrayCase(bool isCompressed) : FileCase
{
    private const int MaxBytes = 1 << 20;

    private static readonly IdxOptions Options = new() { MaxBytes = MaxBytes };

    private string _path = "";
    private IdxArray? _array;

    public override string Name => isCompressed ? "IDX, gzip" : "IDX";

    public override byte[] Make(Random random)
    {
        bool isFloat = random.Next(2) == 0;
        int[] shape = [.. Enumerable.Range(0, random.Next(1, random.Next(10) == 0 ? 256 : 4)).Select(i => random.Next(10) == 0 ? 0 : random.Next(1, i < 3 ? 12 : 2))];
        byte[] data = new byte[Math.Min(100_000, shape.Aggregate(1L, static (product, length) => product * length) * (isFloat ? 4 : 1))];
        random.NextBytes(data);
        byte[] file = Write(shape, isFloat, data);
        if (random.Next(2) == 0)
        {
            // Mostly the header.
            byte[] header = Mutation.OfBytes(file[..(4 + (4 * shape.Length))], random);
            file = random.Next(4) == 0 ? Mutation.OfBytes(file, random) : [.. header, .. data];
        }

        return isCompressed ? Mutation.Gzip(file, random) : file;
    }

    public override void Read(string path)
    {
        _path = path;
        _array = null;
        _array = Idx.Read(path, Options);
    }

    public override long MaxAllocated(int length) => 500_000 + (16L * (isCompressed ? MaxBytes : length));

    public override string? Check(byte[] file)
    {
        IdxArray array = _array!;
        byte[] data = new byte[array.Values.Length * (array.IsFloat ? 4 : 1)];
        for (int i = 0; i < array.Values.Length; i++)
        {
            if (array.IsFloat)
            {
                BinaryPrimitives.WriteSingleBigEndian(data.AsSpan(4 * i), array.Values[i]);
            }
            else
            {
                data[i] = (byte)array.Values[i];
            }
        }

        File.WriteAllBytes(_path, Write([.. array.Shape], array.IsFloat, data));
        IdxArray again = Idx.Read(_path, Options);
        return again.Shape.SequenceEqual(array.Shape) && SameBits(again.Values, array.Values) ? null : "Written and read again it differs.";
    }

    private static byte[] Write(int[] shape, bool isFloat, byte[] data)
    {
        byte[] file = new byte[4 + (4 * shape.Length) + data.Length];
        file[2] = isFloat ? (byte)0x0D : (byte)0x08;
        file[3] = (byte)shape.Length;
        for (int i = 0; i < shape.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + (4 * i)), shape[i]);
        }

        data.CopyTo(file, 4 + (4 * shape.Length));
        return file;
    }
}
