using Interdealer.Data;
using Interdealer.Data.Reading;

namespace Interdealer.Tests.Data;

/// <summary>Sources that do not end are answered after a bounded number of bytes and with bounded memory.</summary>
public sealed class HostileInputTests
{
    private const long OneMebibyte = 1 << 20;
    private static readonly CsvTable<string> Table = new(["a", "b"], ["a", "b"], row => row.Text("a"));

    [Theory]
    [InlineData("", "x", "line 1: is a row of more than 1048576 bytes")]
    [InlineData("", "1,", "line 1: is a row of more than 1048576 bytes")]
    [InlineData("", "\"", "line 1: is a row of more than 1048576 bytes")]
    [InlineData("a,b\n1,", "\"\"", "line 2: is a row of more than 1048576 bytes")]
    [InlineData("a,b\n1,\"", "2\n", "line 2, column b: \"\"2\" must close its quotation mark on the same line")]
    [InlineData("a,b\n", "\0", "line 2: is a row of more than 1048576 bytes")]
    [InlineData("a,b\n", "1,2\n", "line 3: repeats the a, b of line 2: 1, 2")]
    public void An_endless_row_is_refused_after_little_of_it(string beginning, string piece, string problem)
    {
        var stream = new EndlessStream(beginning, piece);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<DataException>(() => Table.Read(DataSource.Of(stream, "endless.csv")));

        Assert.StartsWith("endless.csv, " + problem, error.Message, StringComparison.Ordinal);
        Assert.InRange(stream.Given, 1, 4 * OneMebibyte);
        // All that was ever allocated, so what was held at once is less.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 48 * OneMebibyte);
    }

    [Fact]
    public void Endless_empty_lines_end_at_the_limit_of_bytes_and_take_no_memory()
    {
        var stream = new EndlessStream("a,b\n", "\n");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<DataException>(() => Table.Read(DataSource.Of(stream, "empty.csv").Within(ReadLimits.Default with { Bytes = 32 * OneMebibyte })));

        Assert.StartsWith("empty.csv: is longer than the 33554432 bytes that are read", error.Message, StringComparison.Ordinal);
        Assert.InRange(stream.Given, 32 * OneMebibyte, 33 * OneMebibyte);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, OneMebibyte);
    }

    [Fact]
    public void Ten_million_columns_are_refused_even_where_rows_may_be_long()
    {
        var stream = new EndlessStream("", "1,");
        var limits = ReadLimits.Default with { RowBytes = 1 << 26 };

        Assert.StartsWith("wide.csv, line 1: is a row of more than", Assert.Throws<DataException>(() => Table.Read(DataSource.Of(stream, "wide.csv").Within(limits))).Message, StringComparison.Ordinal);
        Assert.Equal(
            "wide.csv, line 1: has 10000001 columns, more than the 10000 columns that are read; a wider table needs larger limits (DataSource.Within, ReadLimits.Columns)",
            Assert.Throws<DataException>(() => Table.Read(DataSource.Text(new string(',', 10_000_000) + "\n", "wide.csv").Within(limits))).Message);
    }

    [Fact]
    public void An_endless_file_is_refused_at_the_limit_of_rows()
    {
        CsvTable<int> unkeyed = new(["a", "b"], [], row => 0);
        var error = Assert.Throws<DataException>(() => unkeyed.Read(DataSource.Of(new EndlessStream("a,b\n", "1,2\n"), "rows.csv").Within(ReadLimits.Default with { Rows = 1000 })));

        Assert.Equal("rows.csv, line 1002: is beyond the 1000 rows that are read; a longer table needs larger limits (DataSource.Within, ReadLimits.Rows)", error.Message);
    }

    [Theory]
    [InlineData(nameof(ReadLimits.Bytes))]
    [InlineData(nameof(ReadLimits.Rows))]
    [InlineData(nameof(ReadLimits.Columns))]
    [InlineData(nameof(ReadLimits.RowBytes))]
    [InlineData(nameof(ReadLimits.CellLength))]
    [InlineData(nameof(ReadLimits.Depth))]
    public void A_limit_is_at_least_one(string name) => Assert.StartsWith(
        $"{name} must be at least 1; it was 0.",
        Assert.Throws<ArgumentOutOfRangeException>(() => name switch
        {
            nameof(ReadLimits.Bytes) => new ReadLimits { Bytes = 0 },
            nameof(ReadLimits.Rows) => new ReadLimits { Rows = 0 },
            nameof(ReadLimits.Columns) => new ReadLimits { Columns = 0 },
            nameof(ReadLimits.RowBytes) => new ReadLimits { RowBytes = 0 },
            nameof(ReadLimits.CellLength) => new ReadLimits { CellLength = 0 },
            _ => new ReadLimits { Depth = 0 },
        }).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_a_missing_file_and_a_blank_path_are_named()
    {
        Assert.Contains("is a folder; expected a file", Assert.Throws<FileNotFoundException>(() => Table.Read(Path.GetTempPath())).Message, StringComparison.Ordinal);
        Assert.Contains("There is no file nowhere.csv", Assert.Throws<FileNotFoundException>(() => Table.Read("nowhere.csv")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Table.Read(" "));
    }

    [Fact]
    public void A_stream_is_left_open_and_need_not_be_seekable()
    {
        var stream = new MemoryStream("a,b\n1,2\n"u8.ToArray());

        Assert.Equal(["1"], Table.Read(DataSource.Of(stream, "s.csv")));
        Assert.True(stream.CanRead);
    }
}
