using Parquet;
using Parquet.Schema;

namespace Interdealer.Data.Columnar;

/// <summary>Parquet files, written by the package and read by <see cref="ParquetReader"/>.</summary>
internal sealed class ParquetFormat() : ColumnarFormat("a Parquet", ".parquet")
{
    private static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Snappy, UseDateOnlyTypeForDates = true };

    public override void Write(Stream stream, IReadOnlyList<(string Name, Type Type)> fields, IEnumerable<Array[]> groups) =>
        WriteAsync(stream, [.. fields.Select(Field)], groups).GetAwaiter().GetResult();

    protected override IReadOnlyList<TableColumn> Read(MemoryStream bytes, DataSource source) => new ParquetReader(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), source).Read();

    private static DataField Field((string Name, Type Type) column) => (Nullable.GetUnderlyingType(column.Type) ?? column.Type) switch
    {
        var type when type == typeof(DateTime) => new DateTimeDataField(column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: false, unit: DateTimeTimeUnit.Micros, isNullable: true),
        var type when type == typeof(string) => new DataField<string>(column.Name, true),
        var type => new DataField(column.Name, type, isNullable: true),
    };

    private static async Task WriteAsync(Stream stream, DataField[] fields, IEnumerable<Array[]> groups)
    {
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream, Options);
        foreach (var arrays in groups)
        {
            using var group = writer.CreateRowGroup();
            for (var c = 0; c < fields.Length; c++)
            {
                await WriteAsync(group, fields[c], arrays[c]);
            }
        }
    }

    private static async Task WriteAsync(ParquetRowGroupWriter group, DataField field, Array values)
    {
        switch (values)
        {
            case double[] numbers: await group.WriteAsync<double>(field, new ReadOnlyMemory<double?>(Array.ConvertAll(numbers, x => double.IsNaN(x) ? null : (double?)x))); break;
            case string?[] texts: await group.WriteAsync(field, texts!); break;
            case int?[] numbers: await group.WriteAsync<int>(field, new ReadOnlyMemory<int?>(numbers)); break;
            case long?[] numbers: await group.WriteAsync<long>(field, new ReadOnlyMemory<long?>(numbers)); break;
            case bool?[] flags: await group.WriteAsync<bool>(field, new ReadOnlyMemory<bool?>(flags)); break;
            case DateOnly?[] days: await group.WriteAsync<DateOnly>(field, new ReadOnlyMemory<DateOnly?>(days)); break;
            case DateTime?[] times: await group.WriteAsync<DateTime>(field, new ReadOnlyMemory<DateTime?>(times)); break;
            default: throw new ArgumentException($"The column \"{field.Name}\" is of {values.GetType().Name}; expected numbers, text, flags or dates.", nameof(values));
        }
    }
}
