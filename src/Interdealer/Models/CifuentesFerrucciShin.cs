using System.Collections.Immutable;
using System.Globalization;
using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Display;

namespace Interdealer.Models;

/// <summary>One institution where clearing and fire sales settle together. Amounts are in currency.</summary>
/// <param name="Institution">Which.</param>
/// <param name="Sold">Units s of the illiquid asset that it sells.</param>
/// <param name="Payment">What it pays on its debts.</param>
/// <param name="Equity">Liquid assets + illiquid at the price + payments received − obligations; below 0 in default.</param>
/// <param name="CapitalRatio">Equity over what is not liquid after the sale; null where nothing of that is left.</param>
/// <param name="Defaulted">True when it cannot pay in full.</param>
public sealed record FireSalePosition(string Institution, double Sold, double Payment, double Equity, double? CapitalRatio, bool Defaulted);

/// <summary>A price at which sales, payments and the price itself agree.</summary>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class FireSaleClearing : ITabular
{
    internal FireSaleClearing(double price, ImmutableArray<FireSalePosition> institutions, int iterations, double residual, bool settled)
        => (Price, Institutions, Iterations, Residual, Settled) = (price, institutions, iterations, residual, settled);

    /// <summary>Price p of the illiquid asset, 1 before any sale.</summary>
    public double Price { get; }

    /// <summary>By institution, in the network's order.</summary>
    public ImmutableArray<FireSalePosition> Institutions { get; }

    /// <summary>Iterations it took.</summary>
    public int Iterations { get; }

    /// <summary>Last change of the price: the certificate.</summary>
    public double Residual { get; }

    /// <summary>True when the price moved no more than the tolerance and the clearing inside it settled.</summary>
    public bool Settled { get; }

    /// <summary>Units sold by all.</summary>
    public double Sold => Institutions.Sum(x => x.Sold);

    /// <summary>How it ended, in a sentence.</summary>
    public string Describe() => Settled
        ? Text($"Price {Price:0.000000}; {Sold:#,0.####} sold; {Institutions.Count(x => x.Defaulted)} of {Institutions.Length} cannot pay in full ({Iterations} iterations).")
        : Text($"Not settled: the price still moved by {Residual:0.#E+0} after {Iterations} iterations. Allow more.");

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public Table ToTable() => Table.Of(Institutions, "Clearing with a fire sale").WithFootnote(Describe());
}

/// <summary>
/// Clearing with one illiquid asset that institutions sell to keep a capital ratio r*: p = exp(−αΣs),
/// s_i = min{e_i, max(0, [x_i − (1 − r*)(Σ_i + p·e_i) − c_i]/(r*·p))}.
/// </summary>
/// <remarks>
/// <para>c liquid assets, which need no capital; e units of the illiquid one, worth p each; Σ payments received, x obligations, payments by limited
/// liability at the price p (<see cref="EisenbergNoe"/>). A ratio that selling cannot restore, insolvency included, means everything is sold.</para>
/// <para>A lower price never lowers sales, so a highest and a lowest price exist, reached from p = 1 and from p = exp(−αΣe). They differ where a fire
/// sale can feed itself. Close to where the highest is about to vanish the iteration is slow; its residual says how it ended.</para>
/// <para>Source: Cifuentes, Ferrucci and Shin (2005), Liquidity Risk and Contagion, Journal of the European Economic Association 3(2–3).</para>
/// </remarks>
public sealed record CifuentesFerrucciShin
{
    /// <summary>α, fall of the log price for each unit sold, at least 0.</summary>
    public required double PriceSensitivity { get; init => field = Require.NonNegative(value, "1/unit", nameof(PriceSensitivity)); }

    /// <summary>r*, smallest capital ratio allowed.</summary>
    public required double MinimumRatio { get; init => field = Require.OpenFraction(value, nameof(MinimumRatio)); }

    /// <summary>Last change of the price at which the iteration stops.</summary>
    public double Tolerance { get; init => field = Require.Positive(value, "(of the starting price)", nameof(Tolerance)); } = 1e-15;

    /// <summary>Iterations allowed.</summary>
    public int Limit { get; init => field = Require.AtLeast(1, value, "iterations", nameof(Limit)); } = 10_000;

    /// <summary>The equilibrium with the highest price.</summary>
    /// <param name="network">The debts; its external assets are the liquid ones, c.</param>
    /// <param name="illiquid">e, n amounts of at least 0: units, worth 1 each before any sale.</param>
    /// <exception cref="ArgumentException">An amount is negative or not a number; the message names them.</exception>
    public FireSaleClearing Highest(DebtNetwork network, IReadOnlyList<double> illiquid) => Iterate(network, Checked(network, illiquid), 1);

    /// <summary>The equilibrium with the lowest price.</summary>
    /// <param name="network">The debts; its external assets are the liquid ones, c.</param>
    /// <param name="illiquid">e, n amounts of at least 0: units, worth 1 each before any sale.</param>
    /// <exception cref="ArgumentException">An amount is negative or not a number; the message names them.</exception>
    public FireSaleClearing Lowest(DebtNetwork network, IReadOnlyList<double> illiquid)
    {
        var units = Checked(network, illiquid);
        return Iterate(network, units, Math.Exp(-PriceSensitivity * units.Sum()));
    }

    /// <summary>One institution by itself, claims on others and debts given.</summary>
    /// <param name="illiquid">e, units worth 1 each before any sale.</param>
    /// <param name="liquid">c, in currency.</param>
    /// <param name="obligations">x, in currency.</param>
    public FireSaleClearing Alone(double illiquid, double liquid, double obligations) =>
        Highest(DebtNetwork.Of(new double[1, 1], [liquid], [obligations]), [illiquid]);

    /// <summary>The same from the engine: clearing, deleveraging under a capital ratio of r* and exponential impact.</summary>
    /// <param name="network">The debts; its external assets are the liquid ones, c.</param>
    /// <param name="illiquid">e, n amounts of at least 0: units, worth 1 each before any sale.</param>
    /// <returns>Both extreme equilibria: the least is <see cref="Highest"/>, the greatest <see cref="Lowest"/>.</returns>
    public EquilibriaResult Equilibria(DebtNetwork network, IReadOnlyList<double> illiquid) => ExtremeEquilibria.Find(
        ToSystem(network, illiquid).Start(),
        EisenbergNoe.AtMarks.Then(new Deleverage(RiskWeightedCapital.FromMinimum(MinimumRatio).WeighingTheRest(1))),
        new PriceImpact.Exponential(SellerShare.OldPrice));

    /// <summary>The same institutions for the engine: liquid assets are cash, debts outside are debt, and the illiquid asset has depth 1/α.</summary>
    /// <param name="network">The debts; its external assets are the liquid ones, c.</param>
    /// <param name="illiquid">e, n amounts of at least 0: units, worth 1 each before any sale.</param>
    public FinancialSystem ToSystem(DebtNetwork network, IReadOnlyList<double> illiquid)
    {
        const string Illiquid = "illiquid asset";
        var units = Checked(network, illiquid);
        return new FinancialSystem(
            network.Institutions.Select(x => new Institution(x.Name) { Cash = x.ExternalAssets, Debt = x.ExternalLiabilities }),
            [new Asset(Illiquid) { Depth = PriceSensitivity > 0 ? 1 / PriceSensitivity : double.PositiveInfinity }],
            network.Institutions.Select((x, i) => new Holding(x.Name, Illiquid, units[i])),
            network.Claims);
    }

    private static double[] Checked(DebtNetwork network, IReadOnlyList<double> illiquid)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(illiquid);
        var faults = new NetworkFaults();
        faults.Add(illiquid.Count != network.Count, $"there must be {network.Count} amounts, one an institution; there were {illiquid.Count}");
        for (var i = 0; i < Math.Min(illiquid.Count, network.Count); i++)
        {
            faults.Add(!(illiquid[i] >= 0 && double.IsFinite(illiquid[i])), $"the units of \"{network.Institutions[i].Name}\" must be a finite number of at least 0; they were {Require.Text(illiquid[i])}");
        }

        faults.Refuse(nameof(illiquid));
        return [.. illiquid];
    }

    private FireSaleClearing Iterate(DebtNetwork network, double[] units, double price)
    {
        for (var pass = 1; ; pass++)
        {
            var clearing = EisenbergNoe.FictitiousDefault(network.WithExternalAssets([.. units.Select((e, i) => network.Institutions[i].ExternalAssets + (price * e))]));
            double[] sold = [.. units.Select((e, i) => Sale(network, clearing, i, e, price))];
            var next = Math.Exp(-PriceSensitivity * sold.Sum());
            var residual = Math.Abs(next - price);
            if (residual <= Tolerance || pass == Limit)
            {
                return new FireSaleClearing(
                    price, [.. sold.Select((s, i) => Position(network, clearing, i, units[i], s, price))], pass, residual, residual <= Tolerance && clearing.Settled);
            }

            price = next;
        }
    }

    private double Sale(DebtNetwork network, ClearingResult clearing, int i, double units, double price)
    {
        var liquid = network.Institutions[i].ExternalAssets;
        var received = Received(network, clearing, i, units, price);
        var lacking = network.Obligations[i] - ((1 - MinimumRatio) * (received + (price * units))) - liquid;
        return Math.Min(units, Math.Max(0, lacking / (MinimumRatio * price)));
    }

    private static double Received(DebtNetwork network, ClearingResult clearing, int i, double units, double price) =>
        clearing.Institutions[i].Equity + network.Obligations[i] - network.Institutions[i].ExternalAssets - (price * units);

    private static FireSalePosition Position(DebtNetwork network, ClearingResult clearing, int i, double units, double sold, double price)
    {
        var x = clearing.Institutions[i];
        var risky = (price * (units - sold)) + Received(network, clearing, i, units, price);
        return new FireSalePosition(x.Institution, sold, x.Payment, x.Equity, risky > 0 ? x.Equity / risky : null, x.Defaulted);
    }
}
