using Interdealer.Cascades;
using Interdealer.Contagion;
using Interdealer.Data;
using Interdealer.Display;

namespace Interdealer.Tests.Display;

public class TableExportTests
{
    private static readonly Table Sheet = Table.Create("Ratios")
        .With("Bank, name", ["A", "=1+1", "says \"no\"", "two\nlines", null])
        .With("Ratio", [0.038461538461538464, double.NaN, 1e-300, double.PositiveInfinity, -2], "0.00 %")
        .With("Breached", [true, false, true, false, true])
        .With("Day", Enumerable.Repeat(new DateOnly(2020, 3, 16), 5))
        .WithFootnote("Left out.");

    [Fact]
    public void A_table_as_comma_separated_text_is_exactly_this()
        => Assert.Equal(
            "\"Bank, name\",Ratio,Breached,Day\n"
            + "A,0.038461538461538464,true,2020-03-16\n"
            + "'=1+1,,false,2020-03-16\n"
            + "\"says \"\"no\"\"\",1E-300,true,2020-03-16\n"
            + "two lines,Infinity,false,2020-03-16\n"
            + ",-2,true,2020-03-16\n",
            Sheet.ToCsv());

    [Fact]
    public void Every_row_is_there_whatever_is_shown()
        => Assert.Equal(1001, Table.Create().With("x", Enumerable.Range(0, 1000)).WithRowLimit(5).ToCsv().Count(c => c == '\n'));

    [Fact]
    public void Numbers_read_back_as_the_same_numbers_in_any_culture()
    {
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, 500).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 17)))];
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
            var read = NumberTable.Read(DataSource.Text(Table.Create().With("a", values).ToCsv()));
            Assert.Equal(values, read.Values(0).ToArray());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_file_is_whole_never_replaced_unasked_and_leaves_nothing_beside_it()
    {
        var folder = Directory.CreateTempSubdirectory("interdealer-");
        try
        {
            var path = Path.Combine(folder.FullName, "losses.csv");
            Sheet.SaveCsv(path);
            Assert.Equal(Sheet.ToCsv(), File.ReadAllText(path));
            Assert.NotEqual(0xEF, File.ReadAllBytes(path)[0]);
            Assert.Contains("say overwrite: true", Assert.Throws<IOException>(() => Table.Create().With("x", [1]).SaveCsv(path)).Message, StringComparison.Ordinal);
            Assert.Equal(Sheet.ToCsv(), File.ReadAllText(path));
            Table.Create().With("x", [1]).SaveCsv(path, overwrite: true);
            Assert.Equal("x\n1\n", File.ReadAllText(path));
            Sheet.SaveCsv(Path.Combine(folder.FullName, "not there", "x.csv"));
            Assert.Equal(Sheet.ToCsv(), File.ReadAllText(Path.Combine(folder.FullName, "not there", "x.csv")));
            Assert.Throws<IOException>(() => Sheet.SaveCsv(Path.Combine(path, "x.csv")));
            Assert.Throws<ArgumentException>(() => Sheet.SaveCsv(Path.Combine(folder.FullName, "x.txt")));
            Assert.Throws<ArgumentException>(() => Table.Create().ToCsv());
            Assert.Equal(["losses.csv"], folder.GetFiles().Select(f => f.Name));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Any_result_that_is_a_table_is_exported()
    {
        var run = Cascade.Run(FinancialSystem.Of(DealerPrime.Sheet).Shock("Corporate bonds", 0.04), new Deleverage(DealerPrime.Slr));
        Assert.Equal(run.Rounds().Count + 1, run.ToCsv().Count(c => c == '\n'));
        Assert.StartsWith("Fact,Value\n", Interdealer.Constraints.Constraint.Assess(DealerPrime.Slr, DealerPrime.Sheet).ToCsv(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_result_of_the_models_that_shows_itself_as_one_table_is_exported()
        => Assert.All(
            typeof(IRenderable).Assembly.GetExportedTypes().Where(type => !type.IsInterface && type.IsAssignableTo(typeof(IRenderable)) && type != typeof(FinancialSystem)),
            type => Assert.True(type.IsAssignableTo(typeof(ITabular)), type.Name));
}
