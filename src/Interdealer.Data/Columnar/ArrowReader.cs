using System.Buffers.Binary;

namespace Interdealer.Data.Columnar;

/// <summary>
/// Reads the stream of messages of an Arrow file: a schema, then groups of rows. The package's own reader trusts the places that a file names, and reads
/// whatever memory lies there; files come from anybody, so here each is checked, and no memory is taken for what a file only claims to hold.
/// </summary>
/// <param name="stream">The messages, an end mark after them.</param>
/// <param name="source">For limits and messages.</param>
internal sealed class ArrowReader(ReadOnlyMemory<byte> stream, DataSource source)
{
    // Kinds and numbers of fields as in the format's Message.fbs and Schema.fbs.
    private const int SchemaMessage = 1;
    private const int RowsMessage = 3;

    private readonly List<ArrowColumn> _columns = [];
    private int _at;
    private int _rows;

    public IReadOnlyList<TableColumn> Read()
    {
        ReadSchema(Next() is (SchemaMessage, { } schema, _) ? schema : throw new InvalidDataException("it does not begin with a schema"));
        while (Next() is { } message)
        {
            ReadRows(message.Kind == RowsMessage ? message.Header : throw new InvalidDataException("it holds more than groups of rows"), message.Body);
        }

        return [.. _columns.Select(column => column.ToColumn(_rows))];
    }

    /// <summary>The next message; null at the end mark.</summary>
    private (int Kind, FlatTable Header, ReadOnlyMemory<byte> Body)? Next()
    {
        const uint mark = 0xFFFFFFFF;
        if (BinaryPrimitives.ReadUInt32LittleEndian(stream.Span[_at..]) != mark)
        {
            throw new InvalidDataException("a message does not begin as one");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(stream.Span[(_at + 4)..]);
        _at += 8;
        if (length == 0)
        {
            return null;
        }

        var message = FlatTable.Root(stream.Slice(_at, length));
        var body = stream.Slice(_at + length, checked((int)message.Long(3)));
        _at += length + body.Length;
        return (message.Byte(1), message.Table(2) ?? throw new InvalidDataException("a message is empty"), body);
    }

    private void ReadSchema(FlatTable schema)
    {
        var fields = schema.Tables(1);
        if (schema.Short(0) != 0)
        {
            throw new DataException(source.Name, null, "has its numbers with the most significant byte first; expected the least significant first");
        }

        if (fields.Length > source.Limits.Columns)
        {
            throw ColumnarFormat.TooManyColumns(fields.Length, source);
        }

        _columns.AddRange(fields.Select(field => ArrowColumn.Of(field, source)));
    }

    private void ReadRows(FlatTable group, ReadOnlyMemory<byte> body)
    {
        if (group.Table(3) is not null)
        {
            throw new DataException(source.Name, null, "is compressed; expected an Arrow file that is not (pandas: to_feather(…, compression=\"uncompressed\"))");
        }

        var (rows, lengths, buffers) = (group.Long(0), group.Pairs(1), group.Pairs(2));
        _rows = ColumnarFormat.WithRows(_rows, rows, source);
        var next = 0;
        for (var c = 0; c < _columns.Count; c++)
        {
            if (lengths[c].First != rows)
            {
                throw new DataException(source.Name, null, FormattableString.Invariant(
                    $"has {lengths[c].First} values in the column {DataException.Show(_columns[c].Name)} of a group of {rows} rows; expected one for each row"));
            }

            var parts = Enumerable.Range(next, _columns[c].Buffers).Select(b => body.Slice(checked((int)buffers[b].First), checked((int)buffers[b].Second))).ToArray();
            _columns[c].Add((int)rows, parts);
            next += _columns[c].Buffers;
        }
    }
}
