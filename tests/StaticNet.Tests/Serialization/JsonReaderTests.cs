using System.Text;
using System.Text.Json;
using CsCheck;

namespace StaticNet.Tests.Serialization;

public sealed class JsonReaderTests
{
    private const string Alphabet = "{}[]:,\"\\/ \t\n\r\u0001-+.eE0123456789truefalsnAbcd\u00e9";

    private static readonly string[] Documents =
    [
        """{"a":{"dtype":"F32","shape":[1,20],"data_offsets":[0,4]},"b":{}}""",
        """ [ -0.5e+3 , 12, 0, 1E5, 2e-7, {"x":[[],{}]}, true,false , null ]""",
        """{"\u0061\n\"\\\/\b\f\r\t":"\ud83d\ude00 é","":""}""",
        "0",
    ];

    // Each document with up to three bytes changed, put in or taken out.
    [Fact]
    public void What_is_JSON_is_what_System_Text_Json_takes()
        => Gen.Select(Gen.Int[0, Documents.Length - 1], Gen.Select(Gen.Int[0, 99], Gen.Int[0, 2], Gen.Int[0, Alphabet.Length - 1]).Array[0, 3]).Sample(
            static (document, changes) =>
            {
                StringBuilder text = new(Documents[document]);
                foreach ((int where, int how, int letter) in changes)
                {
                    int at = where % (text.Length + 1);
                    if (how > 0 && at < text.Length)
                    {
                        text.Remove(at, 1);
                    }

                    if (how < 2)
                    {
                        text.Insert(at, Alphabet[letter]);
                    }
                }

                byte[] json = Encoding.UTF8.GetBytes(text.ToString());
                if (IsTaken(json) is { } isTaken)
                {
                    Assert.Equal(IsJson(json), isTaken);
                }
            },
            iter: 20_000);

    [Fact]
    public void A_text_is_what_was_written()
        => Gen.String.Sample(static text =>
        {
            // Half of a surrogate pair is written as U+FFFD.
            string expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            Assert.Equal(expected, new JsonReader(JsonSerializer.SerializeToUtf8Bytes(text)).ReadString());
        });

    [Theory]
    [InlineData("0", 0)]
    [InlineData(" 12 ", 12)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_count_is_read(string json, long expected)
    {
        Assert.True(new JsonReader(Encoding.UTF8.GetBytes(json)).TryReadCount(out long number));
        Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("1e2")]
    [InlineData("01")]
    [InlineData("\"1\"")]
    [InlineData("[1]")]
    public void What_is_no_count_is_not_read(string json) => Assert.False(new JsonReader(Encoding.UTF8.GetBytes(json)).TryReadCount(out _));

    [Fact]
    public void A_place_is_named()
        => Assert.Equal(
            "the header is not JSON: ',' or '}' should be at byte 7, but there is 0x78",
            Assert.Throws<InvalidDataException>(static () => new JsonReader("""{"a":1 x}"""u8).Skip()).Message);

    private static bool IsJson(byte[] json)
    {
        try
        {
            JsonDocument.Parse(json).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Null where it ends at half of a surrogate pair.
    private static bool? IsTaken(byte[] json)
    {
        try
        {
            JsonReader reader = new(json);
            reader.Skip();
            reader.End();
            return true;
        }
        catch (InvalidDataException exception)
        {
            return exception.Message.Contains("not Unicode", StringComparison.Ordinal) ? null : false;
        }
    }
}
