using System.Collections.Immutable;
using Interdealer.Engine;

namespace Interdealer.Models;

/// <summary>One institution of a debt network, without its claims and debts inside the network. Amounts are in currency.</summary>
/// <param name="Name">Label, unique in its network.</param>
/// <param name="ExternalAssets">Assets e other than claims on the network, at least 0.</param>
/// <param name="ExternalLiabilities">Debts to creditors outside the network, at least 0; they rank equal with those inside.</param>
public sealed record NetworkInstitution(string Name, double ExternalAssets, double ExternalLiabilities = 0);

/// <summary>Who owes whom: n institutions, their external assets, and the claims L_ij (i owes j) among them, stored sparsely.</summary>
/// <remarks>
/// Checked once, here: every fault of the tables is named in one message. The order of institutions is that of the list and decides the
/// order of results, never their values. Memory and the cost of a pass grow with the number of claims, not with n².
/// </remarks>
public sealed class DebtNetwork
{
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly GatherMatrix _byCreditor;

    /// <summary>A network from its two tables.</summary>
    /// <param name="institutions">At least one, names unique, amounts finite and at least 0.</param>
    /// <param name="claims">What debtors owe creditors, in currency, finite and at least 0; both in the list, not the same, each pair at most once.</param>
    /// <exception cref="ArgumentException">The tables are faulty; the message names every offending entry (the first twelve).</exception>
    public DebtNetwork(IEnumerable<NetworkInstitution> institutions, IEnumerable<InterbankClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(institutions);
        ArgumentNullException.ThrowIfNull(claims);
        Institutions = [.. institutions];
        var faults = new NetworkFaults();
        faults.Check(Institutions, _index);
        faults.Refuse(nameof(institutions));
        Claims = [.. claims];
        faults.Check(Claims, _index);
        faults.Refuse(nameof(claims));

        var entries = Claims.Where(c => c.Amount > 0).Select(c => (Debtor: _index[c.Debtor], Creditor: _index[c.Creditor], c.Amount)).ToList();
        _byCreditor = new GatherMatrix(Count, [.. entries.OrderBy(c => c.Creditor).ThenBy(c => c.Debtor).Select(c => (c.Creditor, c.Debtor, c.Amount))]);
        ByDebtor = new GatherMatrix(Count, [.. entries.OrderBy(c => c.Debtor).ThenBy(c => c.Creditor).Select(c => (c.Debtor, c.Creditor, c.Amount))]);
        InterbankAssets = RowSums(_byCreditor);
        InterbankLiabilities = RowSums(ByDebtor);
        Obligations = [.. Institutions.Select((x, i) => x.ExternalLiabilities + InterbankLiabilities[i])];
        Equity = [.. Institutions.Select((x, i) => x.ExternalAssets + InterbankAssets[i] - Obligations[i])];
    }

    /// <summary>The n institutions, in the order given.</summary>
    public ImmutableArray<NetworkInstitution> Institutions { get; }

    /// <summary>The claims as given.</summary>
    public ImmutableArray<InterbankClaim> Claims { get; }

    /// <summary>Number of institutions n.</summary>
    public int Count => Institutions.Length;

    /// <summary>What each owes, inside and outside: p̄, in currency.</summary>
    public ImmutableArray<double> Obligations { get; }

    /// <summary>What each owes to others of the network, in currency.</summary>
    public ImmutableArray<double> InterbankLiabilities { get; }

    /// <summary>What each is owed by others of the network, at face value, in currency.</summary>
    public ImmutableArray<double> InterbankAssets { get; }

    /// <summary>External assets + interbank assets at face value − obligations, in currency; below 0 where an institution is insolvent on its books.</summary>
    public ImmutableArray<double> Equity { get; }

    /// <summary>Row i: creditors of i and what it owes each.</summary>
    internal GatherMatrix ByDebtor { get; }

    /// <summary>Row i: debtors of i and what each owes it.</summary>
    internal GatherMatrix ByCreditor => _byCreditor;

    /// <summary>A network from a matrix; names are "1", "2", … unless given.</summary>
    /// <param name="claims">n × n, row i column j what i owes j, in currency; zeros are no claims, the diagonal must be 0.</param>
    /// <param name="externalAssets">n amounts, in currency.</param>
    /// <param name="externalLiabilities">n amounts, in currency; none when left out.</param>
    /// <param name="names">n labels.</param>
    public static DebtNetwork Of(
        double[,] claims, IReadOnlyList<double> externalAssets, IReadOnlyList<double>? externalLiabilities = null, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(externalAssets);
        var n = externalAssets.Count;
        if (claims.GetLength(0) != n || claims.GetLength(1) != n || (externalLiabilities?.Count ?? n) != n || (names?.Count ?? n) != n)
        {
            throw new ArgumentException(
                $"claims must be {n} × {n} and every list {n} long, like externalAssets; claims were {claims.GetLength(0)} × {claims.GetLength(1)}, liabilities {externalLiabilities?.Count ?? n}, names {names?.Count ?? n}.",
                nameof(claims));
        }

        string Name(int i) => names?[i] ?? (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new DebtNetwork(
            Enumerable.Range(0, n).Select(i => new NetworkInstitution(Name(i), externalAssets[i], externalLiabilities?[i] ?? 0)),
            from i in Enumerable.Range(0, n) from j in Enumerable.Range(0, n) where claims[i, j] != 0 select new InterbankClaim(Name(i), Name(j), claims[i, j]));
    }

    /// <summary>The network of a financial system before anything happens: external assets are cash, other assets and holdings at price 1.</summary>
    /// <param name="system">Its debts are the external liabilities.</param>
    public static DebtNetwork Of(FinancialSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return Of(system.Start());
    }

    /// <summary>The network of a state, so that clearing follows a fire sale: external assets are what is held, at the marks of the moment.</summary>
    /// <param name="state">Its debts and redemptions due are the external liabilities; claims inside the system count at face value.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    public static DebtNetwork Of(State state, int scenario = 0)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Of(state, state.Value(), scenario);
    }

    /// <summary>The same at a valuation that is at hand.</summary>
    internal static DebtNetwork Of(State state, Valuation value, int scenario) => new(
        state.System.Institutions.Select((x, i) => new NetworkInstitution(x.Name, ExternalAssets(value, i, scenario), ExternalLiabilities(state, i, scenario))),
        state.System.Debts);

    /// <summary>What an institution of a state has beside claims inside the system.</summary>
    internal static double ExternalAssets(Valuation value, int i, int scenario) => value.Assets[i, scenario] - value.Claims[i, scenario];

    /// <summary>What an institution of a state owes outside the system.</summary>
    internal static double ExternalLiabilities(State state, int i, int scenario) => state.Debt[i, scenario] + state.RedemptionDue[i, scenario];

    /// <summary>Place of an institution.</summary>
    /// <param name="name">Its label.</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public int IndexOf(string name) => _index.TryGetValue(Require.Label(name), out var i)
        ? i
        : throw Require.Unknown("an institution of this network", name, Institutions.Select(x => x.Name), nameof(name));

    /// <summary>The same claims with other external assets.</summary>
    /// <param name="externalAssets">n amounts, in currency, finite and at least 0.</param>
    public DebtNetwork WithExternalAssets(IReadOnlyList<double> externalAssets)
    {
        ArgumentNullException.ThrowIfNull(externalAssets);
        return externalAssets.Count == Count
            ? new DebtNetwork(Institutions.Select((x, i) => x with { ExternalAssets = externalAssets[i] }), Claims)
            : throw new ArgumentException($"externalAssets must hold {Count} amounts, one an institution; it held {externalAssets.Count}.", nameof(externalAssets));
    }

    /// <summary>The network after every institution has lost the same fraction of its external assets.</summary>
    /// <param name="fall">Fraction from 0 to 1.</param>
    public DebtNetwork Shocked(double fall)
    {
        Require.Share(fall);
        return WithExternalAssets([.. Institutions.Select(x => x.ExternalAssets * (1 - fall))]);
    }

    /// <summary>What each creditor receives, Σ_j L_ji·share_j, when each debtor is worth a share of what it owes.</summary>
    internal double[] Receipts(double[] share)
    {
        var receipts = new double[Count];
        for (var i = 0; i < receipts.Length; i++)
        {
            receipts[i] = Receipt(i, share);
        }

        return receipts;
    }

    /// <summary>What one creditor receives.</summary>
    internal double Receipt(int creditor, double[] share)
    {
        var sum = 0.0;
        for (var e = _byCreditor.Starts[creditor]; e < _byCreditor.Starts[creditor + 1]; e++)
        {
            sum += _byCreditor.Weights[e] * share[_byCreditor.Indices[e]];
        }

        return sum;
    }

    /// <summary>Equity of every institution as a buffer that must be above 0.</summary>
    /// <exception cref="ArgumentException">Some are not; the message names them.</exception>
    internal double[] Buffers(IReadOnlyList<double>? given = null)
    {
        if (given is not null && given.Count != Count)
        {
            throw new ArgumentException($"buffers must hold {Count} amounts, one an institution; it held {given.Count}.", nameof(given));
        }

        var faults = new NetworkFaults();
        double[] buffers = [.. given ?? Equity];
        for (var i = 0; i < Count; i++)
        {
            faults.Add(!(buffers[i] > 0 && double.IsFinite(buffers[i])), $"the buffer of \"{Institutions[i].Name}\" must be a finite number above 0, in currency; it was {Require.Text(buffers[i])}");
        }

        faults.Refuse("buffers");
        return buffers;
    }

    private static ImmutableArray<double> RowSums(GatherMatrix matrix) =>
        [.. Enumerable.Range(0, matrix.Starts.Length - 1).Select(i => matrix.Weights.AsSpan(matrix.Starts[i]..matrix.Starts[i + 1]).ToArray().Sum())];
}
