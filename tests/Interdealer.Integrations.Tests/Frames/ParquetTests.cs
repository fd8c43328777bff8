using Deedle;
using DuckDB.NET.Data;
using Interdealer.Data;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Contagion;
using Interdealer.Frames;
using static Interdealer.Integrations.Tests.Frames.SampleFrames;

namespace Interdealer.Integrations.Tests.Frames;

/// <summary>What is written as Parquet comes back, and another program, DuckDB, reads the same.</summary>
public sealed class ParquetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("interdealer-parquet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_frame_comes_back_with_its_keys_types_values_and_gaps(int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, random.Next(1, 200)).Select(r => $"bank \"{r}\", ß λ").ToArray();
        double[] extremes = [double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, 0.1, -0.0];
        T[] Each<T>(Func<int, T> value) => [.. rows.Select((_, r) => value(r))];
        var frame = Of(
            rows,
            ("Amount", Each(r => random.Next(4) == 0 ? double.NaN : random.Next(4) == 0 ? extremes[random.Next(6)] : random.NextDouble() - 0.5)),
            ("Rank", Each(_ => random.Next())), ("Name", Each(r => r % 3 == 0 ? null! : $"name {r}")), ("Listed", Each(r => r % 2 == 0)));
        frame.AddColumn("Day", new Series<string, DateOnly>(rows, Each(r => new DateOnly(2020, 1, 1).AddDays(r))));
        frame.AddColumn("Time", new Series<string, DateTime>(rows, Each(r => new DateTime(2020, 1, 1, 9, 30, 0).AddMicroseconds(r))));
        frame.AddColumn("Number", new Series<string, long>(rows, Each(r => long.MaxValue - r)));
        frame.WriteParquet(In("frame"), key: "Bank");
        var back = ParquetFrames.Read<string>(In("frame"), key: "Bank");
        Assert.Equal(frame.RowKeys, back.RowKeys);
        Assert.Equal(frame.ColumnKeys, back.ColumnKeys);
        Assert.Equal(frame.ColumnTypes, back.ColumnTypes);
        Assert.All(frame.ColumnKeys, name => Assert.Equal(Cells(frame, name), Cells(back, name)));
    }

    [Fact]
    public void Keys_of_days_numbers_and_several_levels_come_back()
    {
        var yields = Datasets.TreasuryYields().ToFrame();
        yields.WriteParquet(In("yields"), key: "Day");
        var back = ParquetFrames.Read<DateOnly>(In("yields"), key: "Day");
        Assert.Equal(yields.RowKeys, back.RowKeys);
        Assert.Equal(yields.ToMatrix(), back.ToMatrix());
        var filings = Datasets.GsibLeverage().ToFrame();
        filings.WriteParquet(In("filings"), key: "Bank, Date");
        var filed = ParquetFrames.Read<Tuple<string, DateOnly>>(In("filings"), key: "Bank, Date");
        Assert.Equal(filings.RowKeys, filed.RowKeys);
        Assert.All(filings.ColumnKeys, name => Assert.Equal(Cells(filings, name), Cells(filed, name)));
        new[] { 20.0, 33 }.Tabulate(cap => new { Twice = 2 * cap }).WriteParquet(In("sweep"));
        Assert.Equal([20.0, 33], ParquetFrames.Read<double>(In("sweep")).RowKeys);
        Frame.CreateEmpty<string, string>().WriteParquet(In("empty"));
        Assert.Equal(0, ParquetFrames.Read<string>(In("empty")).RowCount);
    }

    [Fact]
    public void Missing_whole_numbers_and_flags_stay_missing()
    {
        var frame = new[] { new Figures("x", 3, true), new("y", null, null) }.ToFrame(f => f.Name);
        frame.WriteParquet(In("gaps"));
        var back = ParquetFrames.Read<string>(In("gaps"));
        Assert.Equal(3, back.GetColumn<int>("Count")["x"]);
        Assert.False(back.GetColumn<int>("Count").TryGet("y").HasValue);
        Assert.False(back.GetColumn<bool>("Listed").TryGet("y").HasValue);
    }

    [Fact]
    public void Another_program_reads_the_same_keys_values_and_gaps()
    {
        var frame = Of(["A \"x\"", "B", "C"], ("Loss", new[] { 1.5, double.NaN, double.PositiveInfinity }), ("Rank", new[] { 1, 2, 3 }), ("Name", new[] { "ß", null!, "z" }));
        frame.WriteParquet(In("frame"), key: "Bank");
        Assert.Equal(
            [["A \"x\"", 1.5, 1, "ß"], ["B", null, 2, null], ["C", double.PositiveInfinity, 3, "z"]],
            Query($"SELECT Bank, Loss, Rank, Name FROM '{In("frame")}' ORDER BY Rank"));
        var yields = Datasets.TreasuryYields().ToFrame();
        yields.WriteParquet(In("yields"), key: "Day");
        var day = new DateOnly(2020, 3, 9);
        Assert.Equal(yields["10 years"][day], Query($"SELECT \"10 years\" FROM '{In("yields")}' WHERE Day = DATE '2020-03-09'")[0][0]);
        Assert.Equal((long)yields.RowCount, Query($"SELECT count(*) FROM '{In("yields")}'")[0][0]);
    }

    [Fact]
    public void What_another_program_writes_becomes_a_frame_and_a_system()
    {
        Query($"COPY (SELECT * FROM (VALUES ('Alpha', 5, 20.25, 60.0, 20.0), ('Beta', 4, 30, NULL, 66)) AS t(institution, equity, other_assets, Bunds, Gilts)) TO '{In("mine")}' (FORMAT parquet)");
        Query($"COPY (SELECT 'x' AS Key, 1::UTINYINT AS a, 2::USMALLINT AS b, 3::UINTEGER AS c, -4::TINYINT AS d, 5.5::FLOAT AS e, 6.25::DECIMAL(9, 2) AS f) TO '{In("types")}' (FORMAT parquet, COMPRESSION zstd)");
        Assert.Equal(new double[,] { { 1, 2, 3, -4, 5.5, 6.25 } }, ParquetFrames.Read<string>(In("types")).ToMatrix());
        var frame = ParquetFrames.Read<string>(In("mine"), key: "institution");
        Assert.Equal(["equity", "other_assets", "Bunds", "Gilts"], frame.ColumnKeys);
        Assert.False(frame["Bunds"].TryGet("Beta").HasValue);
        var table = HoldingsTable.Read(In("mine"));
        Assert.Equal([new("Alpha", "Bunds", 60), new("Alpha", "Gilts", 20), new("Beta", "Gilts", 66)], table.Holdings.AsEnumerable());
        // Assets of 100.25 less equity of 5, and of 96 less 4.
        Assert.Equal([95.25, 92], table.ToSystem().Institutions.Select(i => i.Debt));
    }

    [Fact]
    public void A_table_of_holdings_comes_back_with_its_order_figures_and_gaps()
    {
        var table = HoldingsTable.Read(DataSource.Text("institution,equity,cash,Bunds,Gilts,Nobody\nBeta,4.1,0,,66.125,\nAlpha,5,2,60,0,\n"));
        table.WriteParquet(In("mine"));
        var back = HoldingsTable.Read(In("mine"));
        Assert.Equal(table.Institutions.AsEnumerable(), back.Institutions);
        Assert.Equal(table.Assets.AsEnumerable(), back.Assets);
        Assert.Equal(table.Holdings.AsEnumerable(), back.Holdings);
        Assert.Equal(table.Own.AsEnumerable(), back.Own);
        Assert.Equal(table.Missing(), back.Missing());
        Assert.Equal([["Beta", null], ["Alpha", 60.0]], Query($"SELECT institution, Bunds FROM '{In("mine")}'"));
        Assert.Equal(back.Holdings.AsEnumerable(), HoldingsTable.Read(In("mine"), TableFormat.Semicolons).Holdings);
    }

    [Fact]
    public void What_an_ensemble_keeps_is_read_by_another_program_scenario_by_scenario()
    {
        var system = new FinancialSystem([new Institution("Bank") { Debt = 90 }], [new Asset("Bonds") { Depth = 1000 }], [new Holding("Bank", "Bonds", 100)]);
        Ensemble Kept() => new Ensemble(
            system, new DrawnScenarios(new RandomPoints(300_000, seed: 7), [new Coordinate("Bonds", Marginal.Uniform(0, 0.2))]),
            LeverageTargeting.AtStart().Then(new PriceImpact.Linear(SellerShare.OldPrice)), new() { MaximumRounds = 1 }).Keeping(Output.TotalLoss, Output.Rounds);
        var values = Kept().Run();
        Kept().RunTo(In("kept"));
        Kept().RunTo(In("again"), new EnsembleOptions { BlockSize = 7, Threads = 1 });
        Assert.Equal(File.ReadAllBytes(In("kept")), File.ReadAllBytes(In("again")));
        Assert.Equal([[300_000L, 0L, 299_999L]], Query($"SELECT count(*), min(scenario), max(scenario) FROM '{In("kept")}'"));
        var (loss, name) = (values.Values(Output.TotalLoss), Output.TotalLoss.Name);
        foreach (var row in Query($"SELECT scenario, \"{name}\" FROM '{In("kept")}' WHERE scenario % 10007 = 0 OR scenario BETWEEN 131070 AND 131074"))
        {
            Assert.Equal(loss[(int)(long)row[0]!], row[1]);
        }

        var frame = ParquetFrames.Read<long>(In("kept"), key: "scenario");
        Assert.Equal(loss, frame[name].Values);
        Assert.Equal(values.ValuesFrame().ToMatrix(), frame.ToMatrix());
    }

    [Fact]
    public void What_is_no_such_file_or_no_such_frame_is_refused_with_row_and_column()
    {
        string Data(Action read) => Assert.Throws<DataException>(read).Message;
        File.WriteAllText(In("text"), "institution,Bunds\nAlpha,5\n");
        Assert.Contains("text.parquet: is not a Parquet file", Data(() => ParquetFrames.Read<string>(In("text"))), StringComparison.Ordinal);
        Of(["a", "b"], ("Loss", new[] { 1.0, 2 })).WriteParquet(In("frame"));
        var bytes = File.ReadAllBytes(In("frame"));
        File.WriteAllBytes(In("cut"), bytes[..(bytes.Length / 2)]);
        Assert.Contains("is not a Parquet file", Data(() => ParquetFrames.Read<string>(In("cut"))), StringComparison.Ordinal);
        Assert.Contains("lacks the column \"Bank\" of keys; its columns are Key, Loss", Data(() => ParquetFrames.Read<string>(In("frame"), "Bank")), StringComparison.Ordinal);
        Assert.Contains("has a String as key in row 0, column \"Key\"; expected a DateOnly", Data(() => ParquetFrames.Read<DateOnly>(In("frame"))), StringComparison.Ordinal);
        Query($"COPY (SELECT * FROM (VALUES ('x', 1.5), (NULL, 2), ('x', 3)) AS t(Key, Loss)) TO '{In("keys")}' (FORMAT parquet)");
        Assert.Contains("has no key in row 1, column \"Key\"", Data(() => ParquetFrames.Read<string>(In("keys"))), StringComparison.Ordinal);
        Query($"COPY (SELECT * FROM (VALUES ('x', 1.5), ('y', 2), ('x', 3)) AS t(Key, Loss)) TO '{In("twice")}' (FORMAT parquet)");
        Assert.Contains("has the key \"x\" in the rows 0 and 2", Data(() => ParquetFrames.Read<string>(In("twice"))), StringComparison.Ordinal);
        Query($"COPY (SELECT 'x' AS Key, [1, 2] AS Losses) TO '{In("lists")}' (FORMAT parquet)");
        Assert.Contains("column \"Losses\" of lists", Data(() => ParquetFrames.Read<string>(In("lists"))), StringComparison.Ordinal);
        var small = DataSource.File(In("twice")).Within(ReadLimits.Default with { Rows = 2 });
        Assert.Contains("has at least 3 rows, more than the 2 rows that are read", Data(() => ParquetFrames.Read<string>(small)), StringComparison.Ordinal);
        Assert.Contains("longer than the 100 bytes", Data(() => ParquetFrames.Read<string>(DataSource.File(In("twice")).Within(ReadLimits.Default with { Bytes = 100 }))), StringComparison.Ordinal);
        Query($"COPY (SELECT 'Alpha' AS institution, 'five' AS Bunds) TO '{In("words")}' (FORMAT parquet)");
        Assert.Contains("words.parquet, line 2, column Bunds: \"five\" must be a number", Data(() => HoldingsTable.Read(In("words"))), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_written_is_refused_with_row_and_column_and_a_file_that_is_there_stays()
    {
        var mixed = Of(["x", "y"], ("Note", new object[] { "text", 3 }));
        Assert.Contains("row \"y\", column \"Note\" holds 3; expected numbers, text", Refused(() => mixed.WriteParquet(In("frame"))), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder));
        var frame = Of(["x"], ("Loss", new[] { 1.0 }));
        Assert.Contains("a column \"Loss\" already", Refused(() => frame.WriteParquet(In("frame"), key: "Loss")), StringComparison.Ordinal);
        Assert.Contains("must end in .parquet", Refused(() => frame.WriteParquet(Path.Combine(_folder, "frame.csv"))), StringComparison.Ordinal);
        frame.WriteParquet(In("frame"));
        Assert.Contains("is there already", Assert.Throws<IOException>(() => (frame * 2.0).WriteParquet(In("frame"))).Message, StringComparison.Ordinal);
        Assert.Equal(1, ParquetFrames.Read<string>(In("frame"))["Loss"]["x"]);
        (frame * 2.0).WriteParquet(In("frame"), overwrite: true);
        Assert.Equal(2, ParquetFrames.Read<string>(In("frame"))["Loss"]["x"]);
        Assert.Equal(["frame.parquet"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_frame_of_several_groups_of_rows_comes_back_whole_and_in_order()
    {
        const int Rows = 300_000;
        double[][] values = [[.. Enumerable.Range(0, Rows).Select(r => r % 11 == 0 ? double.NaN : 1.0 / r)]];
        values.ToFrame(Enumerable.Range(0, Rows), ["Inverse"]).WriteParquet(In("long"));
        var back = ParquetFrames.Read<int>(In("long"));
        Assert.Equal(Enumerable.Range(0, Rows), back.RowKeys);
        Assert.Equal(values[0], back.ToColumns()[0]);
        Assert.Equal(1.0 / 200_001, Query($"SELECT Inverse FROM '{In("long")}' WHERE Key = 200001")[0][0]);
    }

    public static IEnumerable<object[]> Forms =>
        from compression in (string[])["uncompressed", "snappy", "gzip", "zstd", "brotli", "lz4_raw"] from version in (string[])["v1", "v2"] select new object[] { compression, version };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_way_in_which_another_program_packs_values_is_read(string compression, string version)
    {
        const int Rows = 3000;
        WriteElsewhere("packed", Rows, compression, version);
        var frame = ParquetFrames.Read<long>(In("packed"));
        var expected = new Dictionary<string, Func<int, object?>>
        {
            ["flag"] = i => i % 7 == 0, ["number"] = i => i % 5 == 0 ? null : i * 0.25, ["word"] = i => $"text {i % 3}", ["name"] = i => $"row {i}", ["far"] = i => i * 1_000_003L,
            ["small"] = i => i % 200, ["day"] = i => new DateOnly(2020, 1, 1).AddDays(i), ["time"] = i => new DateTime(2020, 3, 9, 9, 30, 0).AddSeconds(i),
            ["cents"] = i => i / 8.0, ["large"] = i => i * -1.5, ["single"] = i => (double)i, ["nothing"] = _ => null,
        };
        Assert.Equal(Rows, frame.RowCount);
        Assert.Equal(expected.Keys, frame.ColumnKeys);
        Assert.All(expected, column => Assert.Equal(
            Enumerable.Range(0, Rows).Select(column.Value),
            frame.GetColumn<object>(column.Key).ObservationsAll.Select(x => x.Value.HasValue ? x.Value.Value : null)));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_damaged_file_of_another_program_is_read_or_refused_too(string compression, string version)
    {
        WriteElsewhere("sound", 40, compression, version);
        var (bytes, random, refused) = (File.ReadAllBytes(In("sound")), new Random(7), 0);
        await Task.Run(() =>
        {
            for (var trial = 0; trial < 300; trial++)
            {
                var damaged = (byte[])bytes.Clone();
                for (var change = random.Next(3); change >= 0; change--)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }

                try
                {
                    Assert.InRange(ParquetFrames.Read<long>(DataSource.Of(new MemoryStream(damaged), "damaged.parquet")).RowCount, 0, 2_000_000);
                }
                catch (DataException)
                {
                    refused++;
                }
            }
        }).WaitAsync(TimeSpan.FromMinutes(3));
        Assert.InRange(refused, 20, 300);
    }

    [Fact]
    public async Task A_description_that_ends_within_a_number_and_sizes_that_nothing_holds_are_refused_at_once()
    {
        Of(["a", "b"], ("Loss", new[] { 1.0, 2 })).WriteParquet(In("frame"));
        var sound = File.ReadAllBytes(In("frame"));
        const int beforeMark = 9, number = 0x15;
        // The end of the description becomes the head of a number, which would go on behind the end.
        await Refused(sound.Length - beforeMark, number);
        // The first page's sizes: as bytes of more that follow, and as a number below none.
        const int unpacked = 7, packed = 9;
        await Refused(unpacked, 0xFF);
        await Refused(packed, 0xFF);
        await Refused(packed, 0x7F);

        async Task Refused(int at, int value)
        {
            var damaged = (byte[])sound.Clone();
            damaged[at] = (byte)value;
            var reading = Task.Run(() => ParquetFrames.Read<string>(DataSource.Of(new MemoryStream(damaged), "damaged.parquet")));
            await Assert.ThrowsAsync<DataException>(() => reading.WaitAsync(TimeSpan.FromMinutes(1)));
        }
    }

    [Fact]
    public void A_small_file_that_unpacks_to_more_than_is_read_is_refused()
    {
        Query($"COPY (SELECT i AS Key, repeat('x', 3000) || i AS text FROM range(3000) t(i)) TO '{In("small")}' (FORMAT parquet, COMPRESSION zstd)");
        var length = new FileInfo(In("small")).Length;
        Assert.InRange(length, 1, 200_000);
        Assert.Equal(3000, ParquetFrames.Read<long>(In("small")).RowCount);
        var limited = DataSource.File(In("small")).Within(ReadLimits.Default with { Bytes = length });
        Assert.Contains(FormattableString.Invariant($"takes more than {8 * length} bytes unpacked"), Assert.Throws<DataException>(() => ParquetFrames.Read<long>(limited)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused_and_nothing_else()
    {
        Of(Enumerable.Range(0, 50).Select(r => $"row {r}").ToArray(), ("Loss", Enumerable.Range(0, 50).Select(r => r % 7 == 0 ? double.NaN : r).ToArray()), ("Name", Enumerable.Range(0, 50).Select(r => $"n{r % 5}").ToArray()))
            .WriteParquet(In("whole"));
        var (bytes, random, refused) = (File.ReadAllBytes(In("whole")), new Random(4), 0);
        for (var trial = 0; trial < 400; trial++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                Assert.InRange(ParquetFrames.Read<string>(DataSource.Of(new MemoryStream(damaged), "damaged.parquet")).RowCount, 0, 2_000_000);
            }
            catch (DataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 20, 400);
    }

    [Fact]
    public void The_same_frame_gives_the_same_bytes()
    {
        var frame = Datasets.Eba2016Banks().ToFrame();
        frame.WriteParquet(In("one"));
        frame.WriteParquet(In("two"));
        Assert.Equal(File.ReadAllBytes(In("one")), File.ReadAllBytes(In("two")));
    }

    private void WriteElsewhere(string name, int rows, string compression, string version) => Query(
        $"""
        COPY (
          SELECT i AS Key, i % 7 = 0 AS flag, CASE WHEN i % 5 = 0 THEN NULL ELSE i * 0.25::DOUBLE END AS number, 'text ' || (i % 3) AS word, 'row ' || i AS name, i * 1000003 AS far,
            (i % 200)::UTINYINT AS small, DATE '2020-01-01' + i::INTEGER AS day, TIMESTAMP '2020-03-09 09:30:00' + to_seconds(i) AS time,
            (i * 0.125)::DECIMAL(9, 3) AS cents, (i * -1.5)::DECIMAL(30, 4) AS large, i::FLOAT AS single, NULL::DOUBLE AS nothing
          FROM range({rows}) AS t(i)
        ) TO '{In(name)}' (FORMAT parquet, COMPRESSION {compression}, PARQUET_VERSION {version}, ROW_GROUP_SIZE 2048)
        """);

    private string In(string name) => Path.Combine(_folder, name + ".parquet");

    private static object?[] Cells(Frame<string, string> frame, string column) => [.. frame.GetColumn<object>(column).ObservationsAll.Select(x => x.Value.HasValue ? x.Value.Value : null)];

    private static object?[] Cells(Frame<Tuple<string, DateOnly>, string> frame, string column) => [.. frame.GetColumn<object>(column).ObservationsAll.Select(x => x.Value.HasValue ? x.Value.Value : null)];

    private static List<object?[]> Query(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add([.. row.Select(cell => cell is DBNull ? null : cell)]);
        }

        return rows;
    }

    private sealed record Figures(string Name, int? Count, bool? Listed);
}
