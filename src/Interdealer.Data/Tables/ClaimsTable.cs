using System.Collections.Immutable;
using Interdealer.Models;

namespace Interdealer.Data;

/// <summary>Who owes whom, from a list of edges of the user's own: <c>debtor,creditor,amount</c>, a row a claim. Other names: <see cref="TableFormat"/>.</summary>
public sealed class ClaimsTable
{
    private readonly string _source;
    private readonly OrderedDictionary<string, int> _lines;

    private ClaimsTable(string source, ImmutableArray<InterbankClaim> claims, OrderedDictionary<string, int> lines)
    {
        _source = source;
        _lines = lines;
        Claims = claims;
        Institutions = [.. lines.Keys];
    }

    /// <summary>The claims, in the order of the list.</summary>
    public ImmutableArray<InterbankClaim> Claims { get; }

    /// <summary>Labels of the institutions, in the order in which they come.</summary>
    public ImmutableArray<string> Institutions { get; }

    /// <summary>Reads a list.</summary>
    /// <param name="source">The file.</param>
    /// <param name="format">How it is written; <see cref="TableFormat.Default"/> when left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">
    /// It is not such a list, somebody owes itself, or a pair is there twice; the message names file, line, column, value and what was expected.
    /// </exception>
    public static ClaimsTable Read(DataSource source, TableFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        format ??= TableFormat.Default;
        string[] columns = [format.Debtor, format.Creditor, format.Amount];
        using var rows = TableRows.Open(source, format.Separator);
        var header = TableHeader.Any(rows, $"the columns {string.Join(", ", columns)}").Needing(rows, columns).Within(rows, columns);
        var keys = new UniqueKeys(source.Name, [format.Debtor, format.Creditor]);
        var claims = ImmutableArray.CreateBuilder<InterbankClaim>();
        var lines = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        while (rows.Read())
        {
            var row = header.Row(rows, claims.Count, source.Limits);
            var (debtor, creditor, amount) = (row.Text(format.Debtor), row.Text(format.Creditor), row.Amount(format.Amount, format.Unit, format.DecimalComma));
            if (amount < 0)
            {
                throw row.Wrong(format.Amount, $"must be at least 0, in {format.Unit}: exchange {format.Debtor} and {format.Creditor} for a claim the other way");
            }

            if (debtor == creditor)
            {
                throw row.Wrong(format.Creditor, $"must not be the {format.Debtor} itself");
            }

            keys.Add(row);
            lines.TryAdd(debtor, row.Line);
            lines.TryAdd(creditor, row.Line);
            claims.Add(new(debtor, creditor, amount));
        }

        return new(source.Name, claims.ToImmutable(), lines);
    }

    /// <summary>The network of these claims.</summary>
    /// <param name="institutions">At least everybody in the list; others are in the network without claims.</param>
    /// <exception cref="ArgumentException">An institution is there twice, or has an amount below 0.</exception>
    /// <exception cref="DataException">A label of the list is not among them; the message names every such label and its line.</exception>
    public DebtNetwork ToNetwork(IEnumerable<NetworkInstitution> institutions)
    {
        ArgumentNullException.ThrowIfNull(institutions);
        ImmutableArray<NetworkInstitution> all = [.. institutions];
        Labels.Match(_source, "institution", _lines, all.Select(x => x.Name));
        return new DebtNetwork(all, Claims);
    }

    /// <summary>The network of these claims and a table <c>institution,external_assets,external_liabilities</c>.</summary>
    /// <param name="institutions">The table; the last column may be left out.</param>
    /// <param name="format">How it is written; <see cref="TableFormat.Default"/> when left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a table, or a label of the list is not in it.</exception>
    public DebtNetwork ToNetwork(DataSource institutions, TableFormat? format = null) => ToNetwork(ReadInstitutions(institutions, format ?? TableFormat.Default));

    private static List<NetworkInstitution> ReadInstitutions(DataSource source, TableFormat format)
    {
        ArgumentNullException.ThrowIfNull(source);
        const string assets = "external_assets", liabilities = "external_liabilities";
        using var rows = TableRows.Open(source, format.Separator);
        var header = TableHeader.Any(rows, $"the columns {format.Institution}, {assets} and {liabilities}")
            .Needing(rows, format.Institution, assets).Within(rows, [format.Institution, assets, liabilities]);
        var keys = new UniqueKeys(source.Name, [format.Institution]);
        var all = new List<NetworkInstitution>();
        double NonNegative(TableRow row, string column) => row.Amount(column, format.Unit, format.DecimalComma) is var amount && amount >= 0
            ? amount
            : throw row.Wrong(column, $"must be at least 0, in {format.Unit}");
        while (rows.Read())
        {
            var row = header.Row(rows, all.Count, source.Limits);
            all.Add(new(row.Text(format.Institution), NonNegative(row, assets), header.Has(liabilities) ? NonNegative(row, liabilities) : 0));
            keys.Add(row);
        }

        return all;
    }
}
