using Interdealer.Display;

namespace Interdealer.Constraints;

/// <summary>How one balance sheet stands against a leverage ratio, in the words of the rule. Amounts are in currency.</summary>
/// <param name="Constraint">The same in terms of usage and capacity.</param>
/// <param name="Exposure">Leverage exposure.</param>
/// <param name="Tier1Capital">Tier 1 capital.</param>
/// <param name="Requirement">Required ratio, a fraction.</param>
/// <param name="Target">Ratio that a sale restores, a fraction.</param>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed record LeverageAssessment(Assessment Constraint, double Exposure, double Tier1Capital, double Requirement, double Target) : ITabular
{
    /// <summary>Tier 1 capital over exposure, a fraction.</summary>
    public double Ratio => Tier1Capital / Exposure;

    /// <summary>Exposure that the capital allows at the target.</summary>
    public double AllowedExposure => Tier1Capital / Target;

    /// <summary>Exposure that could be added before the requirement binds; below 0 in a breach.</summary>
    public double Headroom => (Tier1Capital / Requirement) - Exposure;

    /// <summary>True when the ratio is below the requirement.</summary>
    public bool IsBreached => Constraint.IsBreached;

    /// <summary>False when not even selling everything for sale would restore the target.</summary>
    public bool CanComply => Constraint.CanComply;

    /// <summary>Sale that restores the target if the proceeds repay debt: exposure − Tier 1/λ.</summary>
    public double RequiredSale => Constraint.RequiredSale;

    /// <summary>The loss behind it, positive.</summary>
    public double Loss => Constraint.Loss;

    /// <summary>Required sale per unit of loss; not a number without a loss.</summary>
    public double Amplification => Constraint.Amplification;

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();

    /// <summary>The assessment as a table of one column.</summary>
    public Table ToTable() => Facts.Table(
        $"Leverage ratio: {Constraint.Institution}",
        ("Tier 1 capital", Facts.Amount(Tier1Capital)),
        ("Leverage exposure", Facts.Amount(Exposure)),
        ("Leverage ratio", Format.Percent(2).Apply(Ratio)),
        ("Requirement", Format.Percent(2).Apply(Requirement)),
        ("Breached", Format.YesNo.Apply(IsBreached)),
        ("Exposure the capital allows", Facts.Amount(AllowedExposure)),
        ("Required sale", Facts.Amount(RequiredSale)),
        ("Can comply by selling", Format.YesNo.Apply(CanComply)),
        ("Loss behind it", Facts.Amount(Loss)),
        ("Amplification, sale per unit of loss", Format.Multiple().Apply(Amplification)));
}
