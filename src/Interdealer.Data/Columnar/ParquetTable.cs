using System.Globalization;
using Interdealer.Display;
using Parquet;
using Parquet.Schema;

namespace Interdealer.Data.Columnar;

/// <summary>One column of a Parquet file.</summary>
/// <param name="Name">Its name, not blank.</param>
/// <param name="Values">
/// One value a row: <c>double[]</c> (NaN for none), <c>string?[]</c>, <c>int?[]</c>, <c>long?[]</c>, <c>bool?[]</c>, <c>DateOnly?[]</c> or <c>DateTime?[]</c>.
/// </param>
internal sealed record ParquetColumn(string Name, Array Values);

/// <summary>Flat tables as Parquet files, readable by DuckDB, pandas, Spark and the like. A value that is not there is null; infinities are infinities.</summary>
internal static class ParquetTable
{
    public const string Ending = ".parquet";

    /// <summary>Rows of a group: what readers take in at once.</summary>
    public const int GroupRows = 1 << 17;

    private static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Snappy, UseDateOnlyTypeForDates = true };

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="path">Ends in .parquet.</param>
    /// <param name="columns">At least one, all of one length, names all different.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="IOException">It cannot be written, or is there and may not be replaced.</exception>
    public static void Write(string path, IReadOnlyList<ParquetColumn> columns, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Path.GetExtension(path) != Ending)
        {
            throw new ArgumentException($"path must end in {Ending}; it was \"{path}\".", nameof(path));
        }

        WholeFile.Write(path, overwrite, stream =>
            Write(stream, [.. columns.Select(column => (column.Name, column.Values.GetType().GetElementType()!))], Groups(columns)));
    }

    /// <summary>Writes groups of rows as they come; only one is held.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="fields">Name and type of each column.</param>
    /// <param name="groups">For each group an array for each column.</param>
    public static void Write(Stream stream, IReadOnlyList<(string Name, Type Type)> fields, IEnumerable<Array[]> groups) =>
        WriteAsync(stream, [.. fields.Select(Field)], groups).GetAwaiter().GetResult();

    /// <summary>Reads a file of columns of numbers, text, flags and dates.</summary>
    /// <param name="source">The file; its limits hold for bytes, rows, columns and the length of text.</param>
    /// <exception cref="DataException">It is not such a file or is larger than its limits; the message says where.</exception>
    public static IReadOnlyList<ParquetColumn> Read(DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var bytes = new MemoryStream();
        using (var stream = source.Open())
        {
            stream.CopyTo(bytes);
        }

        bytes.Position = 0;
        try
        {
            return ReadAsync(bytes, source).GetAwaiter().GetResult();
        }
        // A damaged file shows itself by whatever its bytes happen to break.
        catch (Exception cause) when (cause is not DataException)
        {
            throw new DataException(source.Name, null, $"is not a Parquet file that can be read ({DataException.Shown(cause.Message)})", cause);
        }
    }

    private static IEnumerable<Array[]> Groups(IReadOnlyList<ParquetColumn> columns)
    {
        var rows = columns[0].Values.Length;
        for (var first = 0; first < rows; first += GroupRows)
        {
            var count = Math.Min(GroupRows, rows - first);
            yield return [.. columns.Select(column =>
            {
                var part = Array.CreateInstance(column.Values.GetType().GetElementType()!, count);
                Array.Copy(column.Values, first, part, 0, count);
                return part;
            })];
        }
    }

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

    private static async Task<IReadOnlyList<ParquetColumn>> ReadAsync(Stream stream, DataSource source)
    {
        await using var reader = await ParquetReader.CreateAsync(stream, Options);
        var fields = Flat(reader.Schema, source);
        var rows = CheckedRows(reader, source);
        var columns = new ParquetColumn[fields.Length];
        for (var c = 0; c < fields.Length; c++)
        {
            var parts = new List<Array>();
            for (var g = 0; g < reader.RowGroupCount; g++)
            {
                using var group = reader.OpenRowGroupReader(g);
                parts.Add(await ReadAsync(group, fields[c], (int)group.RowCount, source));
            }

            columns[c] = new(fields[c].Name, Joined(parts, rows, fields[c]));
            CheckText(columns[c], source);
        }

        return columns;
    }

    private static DataField[] Flat(ParquetSchema schema, DataSource source)
    {
        var nested = schema.Fields.FirstOrDefault(field => field is not DataField { IsArray: false });
        if (nested is not null)
        {
            throw new DataException(source.Name, null, $"has the column {DataException.Show(nested.Name)} of lists or records; expected one value a row in each column");
        }

        DataField[] fields = [.. schema.Fields.Cast<DataField>()];
        return fields.Length <= source.Limits.Columns
            ? fields
            : throw new DataException(source.Name, null, FormattableString.Invariant($"has {fields.Length} columns, more than the {source.Limits.Columns} columns that are read"));
    }

    // The rows a file claims to have are checked before memory is taken for them.
    private static int CheckedRows(ParquetReader reader, DataSource source)
    {
        var rows = 0L;
        foreach (var group in reader.RowGroups)
        {
            rows += group.RowCount is >= 0 and var count ? count : throw new DataException(source.Name, null, "claims to have fewer than no rows");
            if (rows > source.Limits.Rows)
            {
                throw new DataException(source.Name, null, FormattableString.Invariant($"has at least {rows} rows, more than the {source.Limits.Rows} rows that are read"));
            }
        }

        return (int)rows;
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
            : throw new DataException(source.Name, null, $"has the column {DataException.Show(field.Name)} of {type.Name}; expected numbers, text, true or false, dates");

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

    private static Array Joined(List<Array> parts, int rows, DataField field)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        var type = parts.Count > 0 ? parts[0].GetType().GetElementType()! : field.ClrType == typeof(ReadOnlyMemory<char>) ? typeof(string) : typeof(double);
        var all = Array.CreateInstance(type, rows);
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(all, at);
            at += part.Length;
        }

        return all;
    }

    private static void CheckText(ParquetColumn column, DataSource source)
    {
        if (column.Values is string?[] texts && Array.FindIndex(texts, text => text?.Length > source.Limits.CellLength) is >= 0 and var row)
        {
            throw new DataException(source.Name, null, string.Create(
                CultureInfo.InvariantCulture, $"has a text of {texts[row]!.Length} characters in row {row}, column {DataException.Show(column.Name)}; at most {source.Limits.CellLength} are read"));
        }
    }
}
