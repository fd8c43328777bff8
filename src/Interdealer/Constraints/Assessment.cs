using Interdealer.Display;

namespace Interdealer.Constraints;

/// <summary>How one institution stands against one constraint. Amounts are in currency.</summary>
/// <param name="Institution">Whose.</param>
/// <param name="Constraint">Which limit speaks.</param>
/// <param name="Usage">Capacity used, κ.</param>
/// <param name="Capacity">Capacity there is, C.</param>
/// <param name="RequiredShare">Slice f of every position that counts and can be sold whose sale meets the target; 0 without a breach, above 1 where selling cannot.</param>
/// <param name="RequiredSale">That slice in currency, at present marks; +∞ where nothing that counts can be sold.</param>
/// <param name="Loss">The loss behind it, positive.</param>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed record Assessment(
    string Institution, string Constraint, double Usage, double Capacity, double RequiredShare, double RequiredSale, double Loss) : ITabular
{
    /// <summary>C − κ; below 0 is a breach.</summary>
    public double Slack => Capacity - Usage;

    /// <summary>True when usage exceeds capacity.</summary>
    public bool IsBreached => Usage > Capacity;

    /// <summary>False when not even selling everything for sale would meet the target.</summary>
    public bool CanComply => RequiredShare <= 1;

    /// <summary>Required sale per unit of loss; not a number without a loss.</summary>
    public double Amplification => Loss > 0 ? RequiredSale / Loss : double.NaN;

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();

    /// <summary>The assessment as a table of one column.</summary>
    public Table ToTable() => Facts.Table(
        $"{Constraint}: {Institution}",
        ("Usage", Facts.Amount(Usage)),
        ("Capacity", Facts.Amount(Capacity)),
        ("Slack", Facts.Amount(Slack)),
        ("Breached", Format.YesNo.Apply(IsBreached)),
        ("Slice to sell", Format.Percent(2).Apply(RequiredShare)),
        ("Required sale", Facts.Amount(RequiredSale)),
        ("Can comply by selling", Format.YesNo.Apply(CanComply)),
        ("Loss behind it", Facts.Amount(Loss)),
        ("Amplification, sale per unit of loss", Format.Multiple().Apply(Amplification)));

    /// <summary>Assesses one institution of a state.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="state">The state.</param>
    /// <param name="institution">Row, from 0.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    /// <param name="loss">The loss behind it, in currency, at least 0.</param>
    public static Assessment Of(IConstraint limit, State state, int institution, int scenario, double loss)
    {
        ArgumentNullException.ThrowIfNull(limit);
        ArgumentNullException.ThrowIfNull(state);
        Require.NonNegative(loss, "currency");
        var value = state.Value();
        var m = new Measurement(state);
        limit.Measure(state, value, m);
        var (usage, capacity) = (m.Usage(institution, scenario), m.Capacity[institution, scenario]);
        var share = usage > capacity ? Slice(m, institution, scenario) : 0;
        var positions = 0.0;
        for (var row = institution * state.System.Tiers; row < (institution + 1) * state.System.Tiers; row++)
        {
            // What does not count, such as assets excluded from the exposure, is not worth selling.
            positions += m.ByTier[row, scenario] != 0 ? value.Tiers[row, scenario] : 0;
        }

        var sale = double.IsInfinity(share) ? share : share * positions;
        return new Assessment(
            state.System.Institutions[institution].Name, limit.Parts[(int)m.Part[institution, scenario]], usage, capacity, share, sale, loss);
    }

    /// <summary>f = (τκ − C)/(τκ_sellable), τ the target over the trigger; +∞ where nothing that could be sold counts.</summary>
    internal static double Slice(Measurement m, int i, int s)
    {
        var tightening = m.Tightening[i, s];
        var sellable = tightening * m.Sellable(i, s);
        return sellable > 0 ? ((tightening * m.Usage(i, s)) - m.Capacity[i, s]) / sellable : double.PositiveInfinity;
    }
}
