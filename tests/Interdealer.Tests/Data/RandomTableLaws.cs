using System.Globalization;
using System.Text;
using Interdealer.Data;
using Interdealer.Data.Reading;

namespace Interdealer.Tests.Data;

/// <summary>What is written is what is read, for random tables: letters of any script, commas and quotes inside cells, numbers to the last bit.</summary>
public sealed class RandomTableLaws
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_random_table_of_holdings_is_read_as_it_was_written_wide_and_long(int seed)
    {
        var random = new Random(seed);
        string[] institutions = [.. Labels(random, 1 + random.Next(8))], assets = [.. Labels(random, 1 + random.Next(8))];
        var held = (from i in institutions from k in assets where random.Next(4) > 0 select new Holding(i, k, Amount(random))).ToList();
        var equity = institutions.ToDictionary(i => i, _ => Amount(random));
        var format = TableFormat.Default with { Separator = ",;|"[random.Next(3)], DecimalComma = random.Next(2) == 0, Institution = "Bank, \"name\"", Asset = "Wert", Amount = "€" };

        var wide = Write(format, [format.Institution, "equity", .. assets], institutions.Select(i => (string[])
            [i, Number(equity[i], format), .. assets.Select(k => held.FirstOrDefault(h => h.Institution == i && h.Asset == k) is { } h ? Number(h.Amount, format) : "")]));
        var rows = held.Select(h => (string[])[h.Institution, h.Asset, Number(h.Amount, format)])
            .Concat(institutions.Select(i => (string[])[i, "equity", Number(equity[i], format)])).ToArray();
        random.Shuffle(rows);
        var narrow = Write(format, [format.Institution, format.Asset, format.Amount], rows);

        foreach (var text in new[] { wide, narrow })
        {
            foreach (var newLine in new[] { "\n", "\r\n", "\r" })
            {
                var read = HoldingsTable.Read(DataSource.Of(new MemoryStream(Encoding.UTF8.GetBytes(text.Replace("\n", newLine, StringComparison.Ordinal))), "random.csv"), format);

                Assert.Equal(held.ToHashSet(), read.Holdings.ToHashSet());
                Assert.Equal(equity, read.Own.ToDictionary(o => o.Institution, o => o.Equity!.Value));
                Assert.Equal(
                    read.Institutions.Length * read.Assets.Length - held.Count(h => read.Assets.Contains(h.Asset)),
                    read.Missing().Count());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_series_claims_and_observations_are_read_as_they_were_written(int seed)
    {
        var random = new Random(seed);
        var names = Labels(random, 1 + random.Next(5)).ToArray();
        var days = Enumerable.Range(0, 1 + random.Next(30)).Select(t => new DateOnly(2000, 1, 1).AddDays(t * 3)).ToArray();
        random.Shuffle(days);
        var figures = (from d in days from name in names select (Day: d, Name: name, Value: random.Next(5) > 0 ? random.Next(2) == 0 ? Amount(random) : -Amount(random) : (double?)null)).ToList();
        string Cell((DateOnly, string, double? Value) figure) => figure.Value is { } value ? Number(value, TableFormat.Default) : random.Next(2) == 0 ? "." : "";

        var series = Fred.Read(DataSource.Text(Write(TableFormat.Default, ["observation_date", .. names], days.Select(d => (string[])
            [Day(d), .. names.Select(name => Cell(figures.Single(f => f.Day == d && f.Name == name)))]))));

        Assert.Equal(figures.Where(f => f.Value is not null).Select(f => new Observation(f.Day, f.Name, f.Value!.Value)).ToHashSet(), series.ToHashSet());
        Assert.Equal(figures.Where(f => f.Value is null).Select(f => (f.Day, f.Name)).ToHashSet(), series.Missing.Select(m => (m.Date, m.Series)).ToHashSet());

        var claims = (from i in names from j in names where i != j && random.Next(3) > 0 select new InterbankClaim(i, j, Amount(random))).ToList();
        Assert.Equal(claims, ClaimsTable.Read(DataSource.Text(Write(TableFormat.Default, ["debtor", "creditor", "amount"], claims.Select(c => (string[])
            [c.Debtor, c.Creditor, Number(c.Amount, TableFormat.Default)])))).Claims.AsEnumerable());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_decimal_becomes_the_nearest_double_and_a_shortest_number_comes_back_to_the_bit(int seed)
    {
        var random = new Random(seed);
        CsvTable<double> table = new(["a"], [], row => row.Number("a", "unit").Nearest());
        var values = Enumerable.Range(0, 200).Select(_ => Math.Round(random.NextDouble() * Math.Pow(10, random.Next(-3, 9)), random.Next(16))).ToList();

        var read = table.Read(DataSource.Text("a\n" + string.Join('\n', values.Select(v => v.ToString("0.#################", CultureInfo.InvariantCulture)))));

        Assert.Equal(values.Select(v => double.Parse(v.ToString("0.#################", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)), read);
    }

    private static IEnumerable<string> Labels(Random random, int count)
    {
        const string letters = "abzÄéßñЖ銀行한🏦 ,;|\"'-+.()&/#0129";
        for (var i = 0; i < count; i++)
        {
            var middle = new StringBuilder();
            for (var l = random.Next(12); l > 0; l--)
            {
                // Surrogate pairs stay together.
                var rune = letters.EnumerateRunes().ElementAt(random.Next(letters.EnumerateRunes().Count()));
                middle.Append(rune.ToString());
            }

            yield return $"L{middle}{i.ToString(CultureInfo.InvariantCulture)}";
        }
    }

    private static double Amount(Random random) => random.Next(5) switch
    {
        0 => 0,
        1 => random.Next(1_000_000),
        2 => random.NextDouble() * 1e-9,
        3 => random.NextDouble() * 1e17,
        _ => random.NextDouble() * 1000,
    };

    private static string Number(double value, TableFormat format) =>
        value.ToString("R", CultureInfo.InvariantCulture).Replace('.', format.DecimalComma ? ',' : '.');

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Write(TableFormat format, string[] header, IEnumerable<string[]> rows)
    {
        string Cell(string cell) => cell.AsSpan().IndexOfAny("\",;|") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
        return string.Concat(rows.Prepend(header).Select(row => string.Join(format.Separator, row.Select(Cell)) + "\n"));
    }
}
