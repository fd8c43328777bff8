using System.Diagnostics;
using System.Runtime.CompilerServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Deedle;
using Interdealer.Contagion;
using Interdealer.Data;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Frames;
using static Interdealer.Integrations.Tests.Frames.SampleFrames;
using Field = Apache.Arrow.Field;

namespace Interdealer.Integrations.Tests.Frames;

/// <summary>What is written as Arrow comes back, what others write is read, and what is damaged or no such table is refused by row and column.</summary>
public sealed class ArrowTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("interdealer-arrow-").FullName;

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
        frame.AddColumn("Day", new Series<string, DateOnly>(rows, Each(r => new DateOnly(1965, 1, 1).AddDays(40 * r))));
        frame.AddColumn("Time", new Series<string, DateTime>(rows, Each(r => new DateTime(1969, 12, 31, 23, 59, 59).AddMicroseconds(r * 20_001))));
        frame.AddColumn("Number", new Series<string, long>(rows, Each(r => long.MaxValue - r)));
        frame.WriteArrow(In("frame"), key: "Bank");
        var back = ArrowFrames.Read<string>(In("frame"), key: "Bank");
        Assert.Equal(frame.RowKeys, back.RowKeys);
        Assert.Equal(frame.ColumnKeys, back.ColumnKeys);
        Assert.Equal(frame.ColumnTypes, back.ColumnTypes);
        Assert.All(frame.ColumnKeys, name => Assert.Equal(Cells(frame, name), Cells(back, name)));
    }

    [Fact]
    public void Keys_of_days_numbers_and_several_levels_and_frames_without_rows_come_back()
    {
        var yields = Datasets.TreasuryYields().ToFrame();
        yields.WriteArrow(In("yields"), key: "Day");
        var back = ArrowFrames.Read<DateOnly>(In("yields"), key: "Day");
        Assert.Equal(yields.RowKeys, back.RowKeys);
        Assert.Equal(yields.ToMatrix(), back.ToMatrix());
        var filings = Datasets.GsibLeverage().ToFrame();
        filings.WriteArrow(In("filings"), key: "Bank, Date");
        Assert.Equal(filings.RowKeys, ArrowFrames.Read<Tuple<string, DateOnly>>(In("filings"), key: "Bank, Date").RowKeys);
        Frame.CreateEmpty<string, string>().WriteArrow(In("empty"));
        Assert.Equal(0, ArrowFrames.Read<string>(In("empty")).RowCount);
    }

    [Fact]
    public void A_frame_of_several_groups_of_rows_comes_back_whole_and_in_order_and_with_the_same_bytes_again()
    {
        const int Rows = 300_000;
        double[][] values = [[.. Enumerable.Range(0, Rows).Select(r => r % 11 == 0 ? double.NaN : 1.0 / r)]];
        var frame = values.ToFrame(Enumerable.Range(0, Rows), ["Inverse"]);
        frame.WriteArrow(In("long"));
        var back = ArrowFrames.Read<int>(In("long"));
        Assert.Equal(Enumerable.Range(0, Rows), back.RowKeys);
        Assert.Equal(values[0], back.ToColumns()[0]);
        back.WriteArrow(In("again"));
        Assert.Equal(File.ReadAllBytes(In("long")), File.ReadAllBytes(In("again")));
    }

    [Fact]
    public void A_table_of_holdings_comes_back_with_its_order_figures_and_gaps()
    {
        var table = HoldingsTable.Read(DataSource.Text("institution,equity,cash,Bunds,Gilts,Nobody\nBeta,4.1,0,,66.125,\nAlpha,5,2,60,0,\n"));
        table.WriteArrow(In("mine"));
        var back = HoldingsTable.Read(In("mine"));
        Assert.Equal(table.Institutions.AsEnumerable(), back.Institutions);
        Assert.Equal(table.Assets.AsEnumerable(), back.Assets);
        Assert.Equal(table.Holdings.AsEnumerable(), back.Holdings);
        Assert.Equal(table.Own.AsEnumerable(), back.Own);
        Assert.Equal(table.Missing(), back.Missing());
        Assert.Equal(back.Holdings.AsEnumerable(), HoldingsTable.Read(In("mine"), TableFormat.Semicolons).Holdings);
    }

    [Fact]
    public void What_an_ensemble_keeps_comes_back_scenario_by_scenario()
    {
        var system = new FinancialSystem([new Institution("Bank") { Debt = 90 }], [new Asset("Bonds") { Depth = 1000 }], [new Holding("Bank", "Bonds", 100)]);
        Ensemble Kept() => new Ensemble(
            system, new DrawnScenarios(new RandomPoints(3000, seed: 7), [new Coordinate("Bonds", Marginal.Uniform(0, 0.2))]),
            LeverageTargeting.AtStart().Then(new PriceImpact.Linear(SellerShare.OldPrice)), new() { MaximumRounds = 1 }).Keeping(Output.TotalLoss, Output.Rounds);
        Kept().RunTo(In("kept"));
        Kept().RunTo(In("again"), new EnsembleOptions { BlockSize = 7, Threads = 1 });
        Assert.Equal(File.ReadAllBytes(In("kept")), File.ReadAllBytes(In("again")));
        Assert.True(File.Exists(Path.ChangeExtension(In("kept"), ".run.json")));
        Assert.Equal(Kept().Run().ValuesFrame().ToMatrix(), ArrowFrames.Read<long>(In("kept"), key: "scenario").ToMatrix());
    }

    [Fact]
    public void Types_that_others_write_are_read_as_numbers_text_flags_and_times()
    {
        Write(
            "others",
            2,
            ("Key", new StringArray.Builder().Append("x").Append("y").Build()),
            ("float", new FloatArray.Builder().Append(5.5f).AppendNull().Build()),
            ("byte", new UInt8Array.Builder().Append(200).AppendNull().Build()),
            ("small", new Int16Array.Builder().Append(-4).Append(7).Build()),
            ("unsigned", new UInt32Array.Builder().Append(uint.MaxValue).AppendNull().Build()),
            ("large", new LargeStringArray(2, new ArrowBuffer.Builder<long>().AppendRange([0, 2, 2]).Build(), new ArrowBuffer(System.Text.Encoding.UTF8.GetBytes("ß")), new ArrowBuffer(new byte[] { 1 }), 1)),
            ("seconds", new TimestampArray.Builder(new TimestampType(TimeUnit.Second, (string?)null)).Append(DateTimeOffset.FromUnixTimeSeconds(1_583_712_000)).AppendNull().Build()));
        var back = ArrowFrames.Read<string>(In("others"));
        Assert.Equal([5.5, 200, -4.0, uint.MaxValue], new[] { "float", "byte", "small", "unsigned" }.Select(name => back.GetColumn<double>(name)["x"]));
        Assert.Equal([false, false, true, false], new[] { "float", "byte", "small", "unsigned" }.Select(name => back.GetColumn<double>(name).TryGet("y").HasValue));
        Assert.Equal(new DateTime(2020, 3, 9), back.GetColumn<DateTime>("seconds")["x"]);
        Assert.Equal("ß", back.GetColumn<string>("large")["x"]);
        Assert.False(back.GetColumn<string>("large").TryGet("y").HasValue);
    }

    [Fact]
    public void What_is_no_such_file_or_no_such_frame_is_refused_with_row_and_column()
    {
        string Data(Action read) => Assert.Throws<DataException>(read).Message;
        void Refused(string expected, Action read) => Assert.Contains(expected, Data(read), StringComparison.Ordinal);
        var names = new StringArray.Builder().Append("x").Append("y").Append("x").Build();
        var losses = new DoubleArray.Builder().Append(1.5).Append(2).Append(3).Build();
        File.WriteAllText(In("text"), "institution,Bunds\nAlpha,5\n");
        Refused("text.arrow: is not an Arrow file", () => ArrowFrames.Read<string>(In("text")));
        Write("twice", 3, ("Key", names), ("Loss", losses));
        Refused("has the key \"x\" in the rows 0 and 2", () => ArrowFrames.Read<string>(In("twice")));
        Refused("lacks the column \"Bank\" of keys; its columns are Key, Loss", () => ArrowFrames.Read<string>(In("twice"), "Bank"));
        Refused("has a String as key in row 0, column \"Key\"; expected a DateOnly", () => ArrowFrames.Read<DateOnly>(In("twice")));
        Write("keys", 2, ("Key", new StringArray.Builder().Append("x").AppendNull().Build()), ("Loss", losses.Slice(0, 2)));
        Refused("has no key in row 1, column \"Key\"", () => ArrowFrames.Read<string>(In("keys")));
        Write("misaligned", 3, ("Key", names), ("Loss", losses.Slice(0, 2)));
        Refused("has 2 values in the column \"Loss\" of a group of 3 rows; expected one for each row", () => ArrowFrames.Read<string>(In("misaligned")));
        Write("columns", 3, ("Key", new StringArray.Builder().Append("x").Append("y").Append("z").Build()), ("Loss", losses), ("Loss", losses));
        Refused("has the column \"Loss\" twice", () => ArrowFrames.Read<string>(In("columns")));
        Write("fine", 1, ("Key", names.Slice(0, 1)), ("Time", new TimestampArray(new TimestampType(TimeUnit.Nanosecond, (string?)null), Buffer(150), ArrowBuffer.Empty, 1, 0, 0)));
        Refused("has 150 ns since 1970 in the column \"Time\"", () => ArrowFrames.Read<string>(In("fine")));
        Write("lists", 1, ("Key", names.Slice(0, 1)), ("Losses", List()));
        Refused("has the column \"Losses\" of type 12", () => ArrowFrames.Read<string>(In("lists")));
        var category = new DictionaryArray(new DictionaryType(Int8Type.Default, StringType.Default, false), new Int8Array.Builder().Append(0).Build(), new StringArray.Builder().Append("a").Build());
        Write("categories", 1, ("Key", names.Slice(0, 1)), ("Rating", category));
        Refused("has the column \"Rating\" of categories", () => ArrowFrames.Read<string>(In("categories")));
        var small = DataSource.File(In("twice")).Within(ReadLimits.Default with { Rows = 2 });
        Refused("has at least 3 rows, more than the 2 rows that are read", () => ArrowFrames.Read<string>(small));
        Refused("longer than the 100 bytes", () => ArrowFrames.Read<string>(DataSource.File(In("twice")).Within(ReadLimits.Default with { Bytes = 100 })));
        Write("words", 1, ("institution", names.Slice(0, 1)), ("Bunds", new StringArray.Builder().Append("five").Build()));
        Refused("words.arrow, line 2, column Bunds: \"five\" must be a number", () => HoldingsTable.Read(In("words")));
        Write("infinite", 1, ("institution", names.Slice(0, 1)), ("equity", losses.Slice(0, 1)), ("Bunds", new DoubleArray.Builder().Append(double.PositiveInfinity).Build()));
        Refused("infinite.arrow, line 2, column Bunds:", () => HoldingsTable.Read(In("infinite")));
    }

    [Fact]
    public void A_file_that_is_cut_or_has_a_flipped_bit_is_read_or_refused_and_nothing_else()
    {
        Of(Enumerable.Range(0, 50).Select(r => $"row {r}").ToArray(), ("Loss", Enumerable.Range(0, 50).Select(r => r % 7 == 0 ? double.NaN : r).ToArray()), ("Name", Enumerable.Range(0, 50).Select(r => $"n{r % 5}").ToArray()))
            .WriteArrow(In("whole"));
        var (bytes, random, refused) = (File.ReadAllBytes(In("whole")), new Random(4), 0);
        for (var trial = 0; trial < 2000; trial++)
        {
            var damaged = (byte[])bytes.Clone();
            // Lengths and kinds stand in the first part.
            damaged[random.Next(trial % 2 == 0 ? damaged.Length : 700)] ^= (byte)(1 << random.Next(8));
            try
            {
                Assert.InRange(ArrowFrames.Read<string>(DataSource.Of(new MemoryStream(damaged), "damaged.arrow")).RowCount, 0, 2_000_000);
            }
            catch (DataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 100, 2000);
        Assert.All(
            Enumerable.Range(0, bytes.Length),
            length => Assert.Throws<DataException>(() => ArrowFrames.Read<string>(DataSource.Of(new MemoryStream(bytes[..length]), "cut.arrow"))));
    }

    [ArrowInNodeFact]
    public void Another_program_reads_the_same_keys_values_and_gaps()
    {
        var frame = Of(["A \"x\"", "B", "C"], ("Loss", new[] { 1.5, double.NaN, -0.25 }), ("Rank", new[] { 1, 2, 3 }), ("Name", new[] { "ß", null!, "z" }));
        frame.AddColumn("Day", new Series<string, DateOnly>(["A \"x\"", "B", "C"], [new DateOnly(2020, 3, 9), new DateOnly(1969, 12, 31), new DateOnly(2022, 9, 28)]));
        frame.WriteArrow(In("frame"), key: "Bank");
        const string Rows = """
            const { tableFromIPC } = require('apache-arrow');
            const table = tableFromIPC(require('fs').readFileSync(process.argv[1]));
            for (const row of table.toArray()) {
                const { Bank, Loss, Rank, Name, Day } = row.toJSON();
                console.log(JSON.stringify([Bank, Loss, Rank, Name, new Date(Number(Day)).toISOString().slice(0, 10)]));
            }
            """;
        Assert.Equal(
            "[\"A \\\"x\\\"\",1.5,1,\"ß\",\"2020-03-09\"]\n[\"B\",null,2,null,\"1969-12-31\"]\n[\"C\",-0.25,3,\"z\",\"2022-09-28\"]\n",
            ArrowInNodeFactAttribute.Run(Rows, In("frame")));
    }

    private string In(string name) => Path.Combine(_folder, name + ".arrow");

    private void Write(string name, int rows, params (string Name, IArrowArray Values)[] columns)
    {
        var schema = new Schema(columns.Select(column => new Field(column.Name, column.Values.Data.DataType, nullable: true)), null);
        using var stream = File.Create(In(name));
        using var writer = new ArrowFileWriter(stream, schema);
        writer.WriteRecordBatch(new RecordBatch(schema, columns.Select(column => column.Values), rows));
        writer.WriteEnd();
    }

    private static ArrowBuffer Buffer(long value) => new ArrowBuffer.Builder<long>().Append(value).Build();

    private static ListArray List()
    {
        var builder = new ListArray.Builder(DoubleType.Default);
        builder.Append();
        ((DoubleArray.Builder)builder.ValueBuilder).Append(1).Append(2);
        return builder.Build();
    }

    private static object?[] Cells(Frame<string, string> frame, string column) => [.. frame.GetColumn<object>(column).ObservationsAll.Select(x => x.Value.HasValue ? x.Value.Value : null)];

    /// <summary>Run where npm has put apache-arrow into artifacts/apache-arrow, as .ci/run has it do; elsewhere skipped, and said so.</summary>
    private sealed class ArrowInNodeFactAttribute : FactAttribute
    {
        private static string Modules { get; } = Path.Combine(Checkout.Root, "artifacts", "apache-arrow");

        public ArrowInNodeFactAttribute([CallerMemberName] string test = "")
        {
            if (Run("require('apache-arrow')") is null)
            {
                Skip = "skipped: npm has not put apache-arrow into artifacts/apache-arrow";
                DisplayName = $"{test} ({Skip})";
            }
        }

        /// <summary>What a script writes; null where it fails.</summary>
        public static string? Run(string script, params string[] arguments)
        {
            if (!Directory.Exists(Modules))
            {
                return null;
            }

            try
            {
                // Modules are looked for from the folder that it runs in.
                using var node = Process.Start(new ProcessStartInfo("node", ["-e", script, .. arguments]) { WorkingDirectory = Modules, RedirectStandardOutput = true, RedirectStandardError = true })!;
                _ = node.StandardError.ReadToEndAsync();
                var output = node.StandardOutput.ReadToEnd();
                node.WaitForExit();
                return node.ExitCode == 0 ? output : null;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return null;
            }
        }
    }
}
