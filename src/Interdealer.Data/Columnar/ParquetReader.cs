using System.Buffers.Binary;

namespace Interdealer.Data.Columnar;

/// <summary>
/// Reads a Parquet file of flat columns. The package's own reader follows the numbers in a file wherever they lead, in circles too, and takes whatever memory
/// they claim; files come from anybody, so here each is checked before it is followed, and what is made of a file is counted.
/// </summary>
/// <param name="file">The whole file.</param>
/// <param name="source">For limits and messages.</param>
internal sealed class ParquetReader(ReadOnlyMemory<byte> file, DataSource source)
{
    // Numbers of fields as in the format's parquet.thrift.
    private const int SchemaField = 2;
    private const int GroupsField = 4;
    private const int EncryptionField = 8;

    private readonly UnpackedSize _size = new(source);

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    public IReadOnlyList<TableColumn> Read()
    {
        var description = Description();
        var columns = Columns(description.All(SchemaField, int.MaxValue - 1));
        var (rows, pages) = (0, new ParquetPages(file, _size));
        foreach (var group in description.All(GroupsField, int.MaxValue - 1))
        {
            var (before, count) = (rows, group.Number(3) ?? 0);
            rows = ColumnarFormat.WithRows(rows, count, source);
            var chunks = group.All(1, columns.Length);
            if (chunks.Count != columns.Length)
            {
                throw new InvalidDataException(FormattableString.Invariant($"a group of rows has not the {columns.Length} columns of all"));
            }

            for (var c = 0; c < columns.Length; c++)
            {
                columns[c].Add(rows - before, chunks[c].Inner(3) ?? throw new InvalidDataException("a column does not describe itself"), pages);
            }
        }

        return [.. columns.Select(column => column.ToColumn(rows))];
    }

    // At the end of the file: the description, its length, the mark.
    private ThriftStruct Description()
    {
        var ends = sizeof(int) + Magic.Length;
        if (file.Length < ends + Magic.Length || !file.Span.StartsWith(Magic) || !file.Span.EndsWith(Magic))
        {
            throw new InvalidDataException("it does not begin and end as one");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(file.Span[^ends..]);
        var description = new ThriftStruct(file[..^ends], file.Length - ends - (length > 0 ? length : throw new InvalidDataException("it does not describe itself")));
        return description.Inner(EncryptionField) is null ? description : throw new DataException(source.Name, null, "is encrypted; expected a Parquet file that is not");
    }

    private ParquetColumn[] Columns(IReadOnlyList<ThriftStruct> schema)
    {
        // The first is the table itself.
        var count = schema.Count - 1;
        if (count > source.Limits.Columns)
        {
            throw ColumnarFormat.TooManyColumns(count, source);
        }

        return [.. schema.Skip(1).Select(element => ParquetColumn.Of(element, source, _size))];
    }
}
