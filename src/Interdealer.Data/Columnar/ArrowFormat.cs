using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Array = System.Array;

namespace Interdealer.Data.Columnar;

/// <summary>Arrow's files (“Feather, version 2”), not compressed, so that they are mapped into memory as they are.</summary>
internal sealed class ArrowFormat() : ColumnarFormat("an Arrow", ".arrow")
{
    private const int Alignment = 8;

    private static readonly TimestampType Microseconds = new(TimeUnit.Microsecond, (string?)null);

    private static ReadOnlySpan<byte> Magic => "ARROW1"u8;

    public override void Write(Stream stream, IReadOnlyList<(string Name, Type Type)> fields, IEnumerable<Array[]> groups)
    {
        var schema = new Schema(fields.Select(field => new Field(field.Name, TypeOf(field.Type), nullable: true)), null);
        using var writer = new ArrowFileWriter(stream, schema, leaveOpen: true);
        // A table without rows is a group without rows: the package writes the schema with the first.
        foreach (var arrays in groups.DefaultIfEmpty([.. fields.Select(field => Array.CreateInstance(field.Type, 0))]))
        {
            using var batch = new RecordBatch(schema, arrays.Select(ArrayOf), arrays[0].Length);
            writer.WriteRecordBatch(batch);
        }

        writer.WriteEnd();
    }

    protected override IReadOnlyList<TableColumn> Read(MemoryStream bytes, DataSource source)
    {
        var file = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        if (!file.Span.StartsWith(Magic) || !file.Span[Alignment..].EndsWith(Magic))
        {
            throw new InvalidDataException("it does not begin and end as one");
        }

        // What lies between the marks is a stream of messages; the list of their places after it says nothing else.
        return new ArrowReader(file[Alignment..], source).Read();
    }

    private static ArrowType TypeOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(double) => DoubleType.Default,
        var t when t == typeof(string) => StringType.Default,
        var t when t == typeof(int) => Int32Type.Default,
        var t when t == typeof(long) => Int64Type.Default,
        var t when t == typeof(bool) => BooleanType.Default,
        var t when t == typeof(DateOnly) => Date32Type.Default,
        var t when t == typeof(DateTime) => Microseconds,
        var t => throw new ArgumentException($"A column is of {t.Name}; expected numbers, text, flags or dates.", nameof(type)),
    };

    private static IArrowArray ArrayOf(Array values)
    {
        switch (values)
        {
            case double[] numbers:
                return Filled(new DoubleArray.Builder(), numbers, (builder, x) => _ = double.IsNaN(x) ? builder.AppendNull() : builder.Append(x)).Build();
            case string?[] texts:
                return Filled(new StringArray.Builder(), texts, (builder, text) => _ = text is null ? builder.AppendNull() : builder.Append(text)).Build();
            case int?[] numbers:
                return Filled(new Int32Array.Builder(), numbers, (builder, n) => builder.Append(n)).Build();
            case long?[] numbers:
                return Filled(new Int64Array.Builder(), numbers, (builder, n) => builder.Append(n)).Build();
            case bool?[] flags:
                return Filled(new BooleanArray.Builder(), flags, (builder, flag) => _ = flag is { } f ? builder.Append(f) : builder.AppendNull()).Build();
            case DateOnly?[] days:
                return Filled(new Date32Array.Builder(), days, (builder, day) => _ = day is { } d ? builder.Append(d) : builder.AppendNull()).Build();
            default:
                return Filled(new TimestampArray.Builder(Microseconds), (DateTime?[])values, (builder, time) => _ = time is { } t ? builder.Append(new DateTimeOffset(t.Ticks, TimeSpan.Zero)) : builder.AppendNull()).Build();
        }
    }

    private static TBuilder Filled<TBuilder, T>(TBuilder builder, T[] values, Action<TBuilder, T> append)
    {
        foreach (var value in values)
        {
            append(builder, value);
        }

        return builder;
    }
}
