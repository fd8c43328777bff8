using Interdealer.Ensembles.Outputs;

namespace Interdealer.Ensembles.Stress;

/// <summary>What a shock has to reach: an output of at least a threshold.</summary>
public sealed record StressTarget
{
    // Of shares of holdings that were sold bit by bit.
    private const double Rounding = 1e-12;

    private StressTarget(Output output, double threshold) => (Output, Threshold) = (output, threshold);

    /// <summary>What is measured.</summary>
    public Output Output { get; }

    /// <summary>The value that it has to reach.</summary>
    public double Threshold { get; }

    /// <summary>A loss of all institutions, shock and cascade together.</summary>
    /// <param name="amount">Currency, above 0.</param>
    public static StressTarget TotalLoss(double amount) => new(Output.TotalLoss, Require.Positive(amount, "currency"));

    /// <summary>A loss of all institutions in the cascade, on top of that to the shock.</summary>
    /// <param name="amount">Currency, above 0.</param>
    public static StressTarget IndirectLoss(double amount) => new(Indirect, Require.Positive(amount, "currency"));

    /// <summary>A loss of one institution.</summary>
    /// <param name="institution">Label.</param>
    /// <param name="amount">Currency, above 0.</param>
    public static StressTarget LossOf(string institution, double amount) => new(Output.Loss(institution), Require.Positive(amount, "currency"));

    /// <summary>The default of one institution, by insolvency or illiquidity; the round must have a <see cref="Contagion.Default"/>.</summary>
    /// <param name="institution">Label.</param>
    public static StressTarget DefaultOf(string institution) => new(Output.DefaultOf(institution), 1);

    /// <summary>Defaults of any so many institutions; the round must have a <see cref="Contagion.Default"/>.</summary>
    /// <param name="count">At least 1.</param>
    public static StressTarget Defaults(int count) => new(Output.Defaults, Require.AtLeast(1, count, "institutions"));

    /// <summary>The default of one institution that is solvent but cannot pay.</summary>
    /// <param name="institution">Label.</param>
    public static StressTarget IlliquidityOf(string institution) => new(Illiquid(institution), 1);

    /// <summary>An institution that has sold all it could: illiquid in the sense of Cont and Schaanning (2017), whatever its capital.</summary>
    /// <param name="institution">Label.</param>
    public static StressTarget EverythingSoldBy(string institution) => new(SoldShare(institution), 1 - Rounding);

    /// <summary>An institution without equity at the end, in default or not.</summary>
    /// <param name="institution">Label.</param>
    public static StressTarget InsolvencyOf(string institution) => new(EquityGone(institution), 0);

    /// <summary>A limit that forces at least so many institutions in any round.</summary>
    /// <param name="limit">Its index among the limits of the round, from 0.</param>
    /// <param name="institutions">At least 1.</param>
    public static StressTarget Breach(int limit = 0, int institutions = 1) => new(Output.EverBoundBy(limit), Require.AtLeast(1, institutions, "institutions"));

    /// <summary>A fall of an asset's price, shock and cascade together.</summary>
    /// <param name="asset">Label.</param>
    /// <param name="fall">Fraction above 0 and at most 1.</param>
    public static StressTarget FallOf(string asset, double fall) => new(
        Output.PriceFall(asset), fall is > 0 and <= 1 ? fall : throw new ArgumentOutOfRangeException(nameof(fall), fall, $"fall must be a fraction above 0 and at most 1; it was {Require.Text(fall)}."));

    /// <summary>Any output.</summary>
    /// <param name="output">What is measured.</param>
    /// <param name="threshold">The value that it has to reach, a finite number.</param>
    public static StressTarget Of(Output output, double threshold)
    {
        ArgumentNullException.ThrowIfNull(output);
        return new StressTarget(output, Require.Finite(threshold, output.Unit.Length > 0 ? output.Unit : "units of the output"));
    }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Output.Name} of at least {Threshold:G9}");

    internal static Output Indirect { get; } = Output.From("indirect loss", (block, values) =>
    {
        for (var s = 0; s < values.Length; s++)
        {
            values[s] = block.TotalLoss[s] - block.DirectLoss[s];
        }
    }, "currency");

    private static Output Illiquid(string institution) => Output.From($"illiquidity of {Require.Label(institution)}", (block, values) =>
    {
        var row = block.System.InstitutionIndex(institution);
        for (var s = 0; s < values.Length; s++)
        {
            values[s] = block.End.StandingOf(row, s) == Standing.Illiquid ? 1 : 0;
        }
    }, "0 or 1");

    private static Output SoldShare(string institution) => Output.From($"share sold by {Require.Label(institution)}", (block, values) =>
    {
        // What has become worthless need not be sold.
        var (system, row, whole) = (block.System, block.System.InstitutionIndex(institution), block.End.Value().Whole);
        for (var s = 0; s < values.Length; s++)
        {
            var (left, all) = (0.0, 0.0);
            for (var tier = row * system.Tiers; tier < (row * system.Tiers) + system.SellableTiers; tier++)
            {
                (left, all) = (left + (block.End.Retained[tier, s] * whole[tier, s]), all + whole[tier, s]);
            }

            values[s] = all > 0 ? 1 - (left / all) : 1;
        }
    }, "fraction");

    private static Output EquityGone(string institution) => Output.From($"debt beyond assets of {Require.Label(institution)}", (block, values) =>
    {
        var equity = block.End.Value().Equity.In(block.System.InstitutionIndex(institution));
        for (var s = 0; s < values.Length; s++)
        {
            values[s] = -equity[s];
        }
    }, "currency");
}
