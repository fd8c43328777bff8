using Parquet;
using Parquet.Schema;

namespace Interdealer.Data.Columnar;

/// <summary>Parquet files.</summary>
internal sealed class ParquetFormat() : ColumnarFormat("a Parquet", ".parquet")
{
    private static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Snappy, UseDateOnlyTypeForDates = true };

    public override void Write(Stream stream, IReadOnlyList<(string Name, Type Type)> fields, IEnumerable<Array[]> groups) =>
        WriteAsync(stream, [.. fields.Select(Field)], groups).GetAwaiter().GetResult();

    protected override IReadOnlyList<TableColumn> Read(MemoryStream bytes, DataSource source) => ReadAsync(bytes, source).GetAwaiter().GetResult();

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

    private static async Task<IReadOnlyList<TableColumn>> ReadAsync(Stream stream, DataSource source)
    {
        await using var reader = await ParquetReader.CreateAsync(stream, Options);
        var fields = reader.Schema.Fields.Count <= source.Limits.Columns ? Flat(reader.Schema, source) : throw TooManyColumns(reader.Schema.Fields.Count, source);
        var rows = reader.RowGroups.Aggregate(0, (sum, group) => WithRows(sum, group.RowCount, source));
        var columns = new TableColumn[fields.Length];
        for (var c = 0; c < fields.Length; c++)
        {
            var parts = new List<Array>();
            for (var g = 0; g < reader.RowGroupCount; g++)
            {
                using var group = reader.OpenRowGroupReader(g);
                parts.Add(await ReadAsync(group, fields[c], (int)group.RowCount, source));
            }

            columns[c] = new(fields[c].Name, Joined(parts, rows, fields[c].ClrType == typeof(ReadOnlyMemory<char>) ? typeof(string) : typeof(double)));
        }

        return columns;
    }

    private static DataField[] Flat(ParquetSchema schema, DataSource source)
    {
        var nested = schema.Fields.FirstOrDefault(field => field is not DataField { IsArray: false });
        return nested is null ? [.. schema.Fields.Cast<DataField>()] : throw Unreadable(nested.Name, "lists or records", source);
    }

    private static async Task<Array> ReadAsync(ParquetRowGroupReader group, DataField field, int rows, DataSource source)
    {
        var type = field.ClrType;
        // How the package calls text.
        if (type == typeof(string) || type == typeof(ReadOnlyMemory<char>))
        {
            var texts = new string?[rows];
            await group.ReadAsync(field, texts.AsMemory()!);
            return texts;
        }

        return type == typeof(double) ? (await Values<double>()).Select(x => x ?? double.NaN).ToArray()
            : type == typeof(float) ? (await Values<float>()).Select(x => x ?? double.NaN).ToArray()
            : type == typeof(decimal) ? (await Values<decimal>()).Select(x => (double?)x ?? double.NaN).ToArray()
            : type == typeof(int) ? await Values<int>()
            : type == typeof(long) ? await Values<long>()
            : type == typeof(short) ? Array.ConvertAll(await Values<short>(), x => (int?)x)
            : type == typeof(byte) ? Array.ConvertAll(await Values<byte>(), x => (int?)x)
            : type == typeof(sbyte) ? Array.ConvertAll(await Values<sbyte>(), x => (int?)x)
            : type == typeof(ushort) ? Array.ConvertAll(await Values<ushort>(), x => (int?)x)
            : type == typeof(uint) ? Array.ConvertAll(await Values<uint>(), x => (long?)x)
            : type == typeof(bool) ? await Values<bool>()
            : type == typeof(DateOnly) ? await Values<DateOnly>()
            : type == typeof(DateTime) ? await Values<DateTime>()
            : throw Unreadable(field.Name, type.Name, source);

        async Task<T?[]> Values<T>()
            where T : struct
        {
            if (field.IsNullable)
            {
                var nullable = new T?[rows];
                await group.ReadAsync<T>(field, nullable.AsMemory());
                return nullable;
            }

            var values = new T[rows];
            await group.ReadAsync<T>(field, values.AsMemory());
            return Array.ConvertAll(values, value => (T?)value);
        }
    }
}
