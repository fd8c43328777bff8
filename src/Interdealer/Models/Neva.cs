using System.Collections.Immutable;
using System.Globalization;
using Interdealer.Contagion;
using Interdealer.Display;

namespace Interdealer.Models;

/// <summary>One institution valued in its network. Amounts are in currency.</summary>
/// <param name="Institution">Which.</param>
/// <param name="Equity">E, assets with claims at their value less all debts; below 0 where it is insolvent.</param>
/// <param name="ClaimValue">V, what a unit owed by it inside the network is worth, from 0 to 1.</param>
public sealed record NetworkValue(string Institution, double Equity, double ClaimValue);

/// <summary>A consistent valuation of all equities, and how exactly it holds.</summary>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class NevaResult : ITabular
{
    internal NevaResult(ImmutableArray<NetworkValue> institutions, int iterations, double residual, bool settled)
        => (Institutions, Iterations, Residual, Settled) = (institutions, iterations, residual, settled);

    /// <summary>By institution, in the network's order.</summary>
    public ImmutableArray<NetworkValue> Institutions { get; }

    /// <summary>Passes of the iteration.</summary>
    public int Iterations { get; }

    /// <summary>Largest change of an equity in the last pass, relative to the largest balance sheet: the certificate.</summary>
    public double Residual { get; }

    /// <summary>True when the last pass changed nothing beyond the tolerance.</summary>
    public bool Settled { get; }

    /// <summary>The equities, in the network's order, in currency.</summary>
    public IReadOnlyList<double> Equity => [.. Institutions.Select(x => x.Equity)];

    /// <summary>How it ended, in a sentence.</summary>
    public string Describe() => Settled
        ? Text($"{Institutions.Count(x => x.Equity < 0)} of {Institutions.Length} have equity below 0 (residual {Residual:0.#E+0}, {Iterations} iterations).")
        : Text($"Not settled: equities still moved by {Residual:0.#E+0} of the largest balance sheet after {Iterations} iterations. Allow more.");

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public Table ToTable() => Table.Of(Institutions, "Network valuation").WithFootnote(Describe());
}

/// <summary>
/// Network valuation: E_i = Aᵉ_i − Lᵉ_i + Σ_j L_ji·V_j(E_j) − Σ_j L_ij, claims valued by a function V of their debtor's equity.
/// </summary>
/// <remarks>
/// <para>Assumes V between 0 and 1 and never falling in E: then the equities between all claims at face value and all at nothing have a greatest and a
/// least solution, reached by iterating from those ends. A V that jumps can have several. External debts rank before those inside the network here
/// (V sees what is left for the latter), while <see cref="EisenbergNoe"/> lets them share equally: the two agree where there are none.</para>
/// <para>Source: Barucca, Bardoscia, Caccioli, D'Errico, Visentin, Battiston and Caldarelli (2016), Network Valuation in Financial Systems.</para>
/// </remarks>
public sealed record Neva
{
    /// <summary>The valuation of a network with one function for all claims.</summary>
    /// <param name="valuation">V.</param>
    public Neva(IClaimValuation valuation)
    {
        ArgumentNullException.ThrowIfNull(valuation);
        Valuation = valuation;
    }

    /// <summary>V.</summary>
    public IClaimValuation Valuation { get; }

    /// <summary>The ex-ante valuation: what claims are worth before they mature, default being looked at once, at maturity (<see cref="DefaultAtMaturity"/>).</summary>
    /// <param name="volatility">σ of external assets, a year, at least 0 (0.2 for 20 %).</param>
    /// <param name="maturity">T, years, at least 0; 0 is the valuation at maturity, Eisenberg and Noe's where recovery is 1.</param>
    /// <param name="recovery">β, fraction of what is left that an estate pays out, from 0 to 1.</param>
    public static Neva ExAnte(double volatility, double maturity, double recovery = 1) => new(new DefaultAtMaturity(volatility, maturity, recovery));

    /// <summary>Largest last change of an equity, relative to the largest balance sheet.</summary>
    public double Tolerance { get; init => field = Require.Positive(value, "(relative)", nameof(Tolerance)); } = 1e-14;

    /// <summary>Iterations allowed.</summary>
    public int Limit { get; init => field = Require.AtLeast(1, value, "iterations", nameof(Limit)); } = 100_000;

    /// <summary>Valuation for the engine: sets <see cref="State.Recovery"/> to V of the greatest equities at the marks of the moment.</summary>
    /// <remarks>
    /// The equity E here counts debts at face value; <see cref="Interdealer.Valuation.Equity"/> counts what is owed inside the system at what it is worth, so the two
    /// differ by p̄(1 − V).
    /// </remarks>
    public IOperator AtMarks => new ClaimsAtMarks(network => Greatest(network).Institutions.Select(x => x.ClaimValue));

    /// <summary>The greatest equities, from all claims at face value.</summary>
    /// <param name="network">The debts, with external assets after any shock.</param>
    public NevaResult Greatest(DebtNetwork network) => Iterate(network, 1);

    /// <summary>The least equities, from all claims worth nothing.</summary>
    /// <param name="network">The debts, with external assets after any shock.</param>
    public NevaResult Least(DebtNetwork network) => Iterate(network, 0);

    private NevaResult Iterate(DebtNetwork network, double start)
    {
        ArgumentNullException.ThrowIfNull(network);
        Debtor[] debtors = [.. network.Institutions.Select((x, i) => new Debtor(i, x.ExternalAssets, x.ExternalLiabilities, network.InterbankLiabilities[i]))];
        var scale = Math.Max(debtors.Select((x, i) => Math.Max(x.ExternalAssets + network.InterbankAssets[i], network.Obligations[i])).Max(), double.Epsilon);
        var values = new double[debtors.Length];
        Array.Fill(values, start);
        var equity = Equities(network, debtors, values);
        for (var pass = 1; ; pass++)
        {
            values = [.. debtors.Select((x, i) => x.InterbankLiabilities > 0 ? Valuation.Value(x, equity[i]) : 1)];
            var next = Equities(network, debtors, values);
            var residual = next.Zip(equity, (a, b) => Math.Abs(a - b)).Max() / scale;
            equity = next;
            if (residual <= Tolerance || pass == Limit)
            {
                return new NevaResult([.. network.Institutions.Select((x, i) => new NetworkValue(x.Name, equity[i], values[i]))], pass, residual, residual <= Tolerance);
            }
        }
    }

    private static double[] Equities(DebtNetwork network, Debtor[] debtors, double[] values) =>
        [.. network.Receipts(values).Select((r, i) => debtors[i].ExternalAssets - debtors[i].ExternalLiabilities + r - debtors[i].InterbankLiabilities)];
}
