using Deedle;
using Interdealer.Frames.Writing;

namespace Interdealer.Frames.Reading;

/// <summary>A frame of an amount for each pair of a row and a column: holdings and claims.</summary>
internal static class PairTable
{
    private const string Amount = "a finite number of at least 0 (currency)";

    public static string[] Names<T>(IReadOnlyList<T> records, Func<T, string> name) => [.. records.Select(name)];

    public static Frame<string, string> ToFrame(string[] rows, string[] columns, IEnumerable<(string Row, string Column, double Amount)> pairs)
    {
        var (rowOf, columnOf) = (Index(rows), Index(columns));
        double[][] values = [.. columns.Select(_ => Gaps(rows.Length))];
        var listed = new HashSet<(string, string)>();
        foreach (var (row, column, amount) in pairs)
        {
            values[columnOf[column]][rowOf[row]] = listed.Add((row, column))
                ? amount
                : throw new ArgumentException($"{Cell.Name("pairs", row, column)} is listed twice; each pair once.", nameof(pairs));
        }

        return FrameWriter.Of(rows, columns, values);
    }

    public static List<InterbankClaim> ReadClaims(Frame<string, string> frame, string argument, string[] names, Missing? missing)
    {
        var claims = Read(frame, argument, names, names, missing, (debtor, creditor, amount) => new InterbankClaim(debtor, creditor, amount), diagonal: false);
        return claims;
    }

    public static List<T> Read<T>(
        Frame<string, string> frame, string argument, string[] rows, string[] columns, Missing? missing, Func<string, string, double, T> pair, bool diagonal = true)
    {
        var table = Numbers<string>.Of(frame, argument, Amount).Where(x => x >= 0 && double.IsFinite(x));
        return Read(table, name => name, rows, columns, missing, pair, diagonal);
    }

    /// <summary>The pairs of some rows of a table, in the order of <paramref name="rows"/> and <paramref name="columns"/>.</summary>
    /// <param name="table">Every amount finite and at least 0.</param>
    /// <param name="name">The name a key of the table's rows stands for; null for a row that is none of this reading.</param>
    /// <param name="rows">Names of rows, all of which the table must have, and no others.</param>
    /// <param name="columns">Names of columns likewise.</param>
    /// <param name="missing">What a gap means.</param>
    /// <param name="pair">Makes what is listed.</param>
    /// <param name="diagonal">False where the pair of a name with itself is none: a gap or 0 there says nothing.</param>
    public static List<T> Read<TRow, T>(
        Numbers<TRow> table, Func<TRow, string?> name, string[] rows, string[] columns, Missing? missing, Func<string, string, double, T> pair, bool diagonal = true)
        where TRow : notnull
    {
        var choice = missing ?? Missing.Refused;
        if (choice.Choice == Missing.Way.CarriedForward)
        {
            throw new ArgumentException($"missing: amounts of {table.Argument} have no order in time along which to carry one forward; expected another choice.", nameof(missing));
        }

        var rowOf = Align(table, rows, [.. table.Rows.Select((key, r) => (Name: name(key), Place: r)).Where(x => x.Name is not null)!], row: true);
        var columnOf = Align(table, columns, [.. table.Columns.Select((key, c) => (key, c))], row: false);
        var pairs = new List<T>(rows.Length * columns.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            for (var k = 0; k < columns.Length; k++)
            {
                var (r, c) = (rowOf[i], columnOf[k]);
                var amount = r < 0 || c < 0 ? double.NaN : table.Values[c][r];
                if (!diagonal && i == k && !(amount > 0))
                {
                    continue;
                }

                if (!double.IsNaN(amount) || choice.Choice == Missing.Way.Filled)
                {
                    pairs.Add(pair(rows[i], columns[k], double.IsNaN(amount) ? choice.Value : amount));
                }
                else if (choice.Choice != Missing.Way.LeftOut)
                {
                    throw Cell.Empty(table.Argument, r < 0 ? rows[i] : table.Rows[r], columns[k], Amount);
                }
            }
        }

        return pairs;
    }

    /// <summary>For each name its place among the keys, −1 where it has none; a key that is no name is an error.</summary>
    private static int[] Align<TRow>(Numbers<TRow> table, string[] names, (string Name, int Place)[] keys, bool row)
        where TRow : notnull
    {
        var wanted = Index(names);
        var places = new int[names.Length];
        Array.Fill(places, -1);
        foreach (var (name, place) in keys)
        {
            if (!wanted.TryGetValue(name, out var at))
            {
                var cell = row
                    ? Cell.Name(table.Argument, table.Rows[place], table.Columns.FirstOrDefault() ?? "")
                    : Cell.Name(table.Argument, table.Rows.Length > 0 ? table.Rows[0] : "", table.Columns[place]);
                throw Require.Unknown($"a {(row ? "row" : "column")} that the other frames know", name, names, cell);
            }

            places[at] = place;
        }

        return places;
    }

    private static Dictionary<string, int> Index(string[] names) => names.Select((name, i) => (name, i)).ToDictionary(x => x.name, x => x.i, StringComparer.Ordinal);

    private static double[] Gaps(int count)
    {
        var values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }
}
