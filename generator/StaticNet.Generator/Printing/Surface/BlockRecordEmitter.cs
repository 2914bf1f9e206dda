using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;

namespace StaticNet.Generator.Printing;

/// <summary>Writes the records of all blocks of a project that others can see.</summary>
internal static class BlockRecordEmitter
{
    /// <summary>The file's name, which is that of no type.</summary>
    public const string FileName = "block-records.g.cs";

    public static string Emit(IEnumerable<BlockRecord> records, CancellationToken cancellationToken)
    {
        var writer = new SourceWriter(cancellationToken);
        NetworkScope.Head(writer);
        foreach (BlockRecord record in records.OrderBy(static record => record.Block, StringComparer.Ordinal))
        {
            writer.Line($"[assembly: global::StaticNet.BlockRecordAttribute({Literal.Of(record.Block)}, {List(record.Defaults)}, {List(record.Computed)})]");
        }

        return writer.ToString();
    }

    // No arrays, which attributes of a CLS-compliant assembly do not have.
    private static string List(EquatableArray<string> texts) => Literal.Of(string.Join(BlockRecord.Separator, texts));
}
