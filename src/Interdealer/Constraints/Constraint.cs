namespace Interdealer.Constraints;

/// <summary>What every constraint can do, whichever it is: join another, apply to some, be assessed on one balance sheet.</summary>
public static class Constraint
{
    /// <summary>Both limits: for each institution and scenario the one with the least slack relative to capacity speaks.</summary>
    /// <param name="limit">One limit.</param>
    /// <param name="other">The other.</param>
    public static IConstraint And(this IConstraint limit, IConstraint other)
    {
        ArgumentNullException.ThrowIfNull(limit);
        ArgumentNullException.ThrowIfNull(other);
        return new Joined(limit, other);
    }

    /// <summary>The same limit for some institutions only; the others have none.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="applies">Says of an institution whether it has the limit.</param>
    public static IConstraint For(this IConstraint limit, Func<Institution, bool> applies)
    {
        ArgumentNullException.ThrowIfNull(limit);
        ArgumentNullException.ThrowIfNull(applies);
        return new Scoped(limit, applies);
    }

    /// <summary>The same limit for institutions of one kind only.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="kind">The kind that has it.</param>
    public static IConstraint For(this IConstraint limit, InstitutionKind kind)
    {
        Require.Defined(kind);
        return limit.For(i => i.Kind == kind);
    }

    /// <summary>The same limit with a target inside it: a breach is answered until usage is back at this share of capacity.</summary>
    /// <param name="limit">The limit, which stays the trigger.</param>
    /// <param name="share">Target usage over capacity, a fraction above 0 and at most 1; 1 is the limit itself.</param>
    /// <remarks>For a ratio with a target of its own, such as <see cref="LeverageRatio.WithTarget"/>, both apply.</remarks>
    public static IConstraint DownTo(this IConstraint limit, double share)
    {
        ArgumentNullException.ThrowIfNull(limit);
        return new Targeted(limit, 1 / (share == 1 ? share : Require.OpenFraction(share)));
    }

    /// <summary>The same limit under a name by which scenarios can scale what it requires.</summary>
    /// <param name="limit">The limit; several are joined after they were made to vary. What it is for, and a target inside it, come after.</param>
    /// <param name="name">A name; limits of one name vary together.</param>
    /// <exception cref="ArgumentException">It is several limits joined, or the name is empty.</exception>
    public static VaryingLimit Varying(this IConstraint limit, string name)
    {
        ArgumentNullException.ThrowIfNull(limit);
        return new VaryingLimit(limit, name);
    }

    /// <summary>How far every institution of a system uses the limit, or each of several joined, before anything happens.</summary>
    /// <param name="limit">The limit, or several joined with <see cref="And"/>.</param>
    /// <param name="system">The system.</param>
    public static LimitUses Use(this IConstraint limit, FinancialSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return limit.Use(system.Start());
    }

    /// <summary>How far every institution uses the limit, or each of several joined, in a state: after a shock, or at the end of a cascade.</summary>
    /// <param name="limit">The limit, or several joined with <see cref="And"/>.</param>
    /// <param name="state">The state.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    public static LimitUses Use(this IConstraint limit, State state, int scenario = 0) => LimitUses.Of(limit, state, scenario);

    /// <summary>How one balance sheet stands against the limit.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="sheet">The balance sheet, after whatever losses it has had.</param>
    /// <param name="markets">Volatility, haircut and so on of its assets, for limits that need them.</param>
    public static Assessment Assess(this IConstraint limit, BalanceSheet sheet, params IEnumerable<Asset> markets)
    {
        ArgumentNullException.ThrowIfNull(limit);
        ArgumentNullException.ThrowIfNull(sheet);
        var state = FinancialSystem.Of([sheet], markets).Start();
        return Assessment.Of(limit, state, institution: 0, scenario: 0, sheet.Loss);
    }
}
