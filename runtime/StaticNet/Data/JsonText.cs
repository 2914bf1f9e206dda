using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace StaticNet;

/// <summary>JSON as a text of a file's metadata.</summary>
internal static class JsonText
{
    /// <summary>The text of what is written. Letters of all languages stay as they are, and numbers have the shortest form that is read as the same bits.</summary>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
