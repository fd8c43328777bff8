using System.Collections.Immutable;

namespace Interdealer.Display;

/// <summary>Whose claims a table holds.</summary>
public enum ClaimKind
{
    /// <summary>What the document says that the notebooks work through.</summary>
    Document,

    /// <summary>What papers say.</summary>
    Papers,

    /// <summary>What a notebook found itself.</summary>
    Notebook,
}

/// <summary>The tables at the end of a notebook, one for each kind of claim: what is claimed, what was computed, and whether it holds.</summary>
/// <remarks>
/// A verdict is computed, never typed in; what was put in is said to be assumed. A number holds when, rounded half away from zero to the digits the claim prints, it is the claim; NaN never
/// does. Written as <c>Claims.OfDocument().At("The leverage ratio").Add("Ratio after the loss", "3.85 %", ratio)</c>.
/// </remarks>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed record Claims : ITabular
{
    private Claims(ClaimKind kind) => Kind = kind;

    /// <summary>Whose claims they are.</summary>
    public ClaimKind Kind { get; }

    /// <summary>The claims so far, in order.</summary>
    public ImmutableArray<Claim> Items { get; private init; } = [];

    /// <summary>Whether there is a claim and every claim was computed to hold, everywhere.</summary>
    public bool AllHold => Items.Length > 0 && Items.All(claim => claim.Holds);

    private string? Place { get; init; }

    private Link? Link { get; init; }

    /// <summary>An empty table of what the document says; every row has a place in it.</summary>
    public static Claims OfDocument() => new(ClaimKind.Document);

    /// <summary>An empty table of what papers say; every row has a place in one.</summary>
    public static Claims OfPapers() => new(ClaimKind.Papers);

    /// <summary>An empty table of what a notebook found itself.</summary>
    public static Claims OfNotebook() => new(ClaimKind.Notebook);

    /// <summary>Where the claims that follow are made.</summary>
    /// <param name="place">Section and paragraph, or author, year and page.</param>
    /// <param name="address">A link to it, absolute, http or https; none when left out.</param>
    /// <exception cref="ArgumentException">The place is blank, or the address is not an absolute one of http or https.</exception>
    public Claims At(string place, string? address = null) =>
        this with { Place = Require.NotBlank(place, nameof(place), "where the claim is made"), Link = address is null ? null : new Link(place, address) };

    /// <summary>Adds a number.</summary>
    /// <param name="what">What is claimed, in words.</param>
    /// <param name="claimed">As printed, with one number in it: “3.85 %”, “$114bn”, “19×”. A per cent sign means the computed value is a fraction.</param>
    /// <param name="computed">The value computed; a fraction where the claim is in per cent.</param>
    /// <param name="format">How the computed value is written; null writes it as the claim is printed.</param>
    /// <exception cref="ArgumentException">A text is blank, or the claim does not have exactly one number.</exception>
    public Claims Add(string what, string claimed, double computed, Format? format = null)
    {
        var printed = PrintedNumber.In(claimed);
        return With(what, claimed, (format ?? printed.Format).Apply(computed), Verdict.Of(printed.IsRoundingOf(computed)));
    }

    /// <summary>Adds a statement in words, which holds when the texts are equal but for space around them and the case of letters.</summary>
    /// <param name="what">What is claimed, in words.</param>
    /// <param name="claimed">As the source says it.</param>
    /// <param name="computed">What the computation says.</param>
    /// <exception cref="ArgumentException">A text is blank.</exception>
    public Claims Add(string what, string claimed, string computed)
    {
        Require.NotBlank(claimed, nameof(claimed), "what the source says");
        ArgumentNullException.ThrowIfNull(computed);
        return With(what, claimed, computed, Verdict.Of(string.Equals(claimed.Trim(), computed.Trim(), StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Adds a statement that a computation found to hold or not.</summary>
    /// <param name="what">What is claimed, in words.</param>
    /// <param name="claimed">As the source says it.</param>
    /// <param name="holds">Whether the computation found it so.</param>
    /// <param name="computed">The figure behind it; whether it is so when left out.</param>
    /// <exception cref="ArgumentException">A text is blank.</exception>
    public Claims Add(string what, string claimed, bool holds, string? computed = null) =>
        With(what, Require.NotBlank(claimed, nameof(claimed), "what the source says"), computed ?? (holds ? "so" : "not so"), Verdict.Of(holds));

    /// <summary>Adds a statement that was found to hold everywhere, or somewhere, under a grid of choices.</summary>
    /// <param name="finding">What was found.</param>
    /// <param name="claimed">As the source says it; what was found when left out.</param>
    public Claims Add(Finding finding, string? claimed = null)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return With(finding.What, claimed ?? finding.What, finding.Computed, finding.Verdict);
    }

    /// <summary>Adds what the notebook itself found, with the figure behind it.</summary>
    /// <param name="what">What was found, in words.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="holds">Whether the figure bears it out; one that is not finite never does.</param>
    /// <param name="pattern">A number pattern of .NET's for the figure; null chooses by its size.</param>
    /// <exception cref="ArgumentException">The text or the pattern is blank.</exception>
    public Claims Add(string what, double figure, Func<double, bool> holds, string? pattern = null)
    {
        ArgumentNullException.ThrowIfNull(holds);
        var format = pattern is null ? Format.For([figure]) : Format.Number(pattern);
        return With(what, what, format.Apply(figure), Verdict.Of(double.IsFinite(figure) && holds(figure)));
    }

    /// <summary>Adds what the notebook itself found to hold or not.</summary>
    /// <param name="what">What was found, in words.</param>
    /// <param name="holds">Whether the computation found it so.</param>
    /// <param name="computed">The figure behind it.</param>
    /// <exception cref="ArgumentException">A text is blank.</exception>
    public Claims Add(string what, bool holds, string computed) =>
        With(what, what, Require.NotBlank(computed, nameof(computed), "the figure behind it"), Verdict.Of(holds));

    /// <summary>Adds what was put in rather than found: a parameter, or what an equation of the model says whatever its numbers are. It is neither ticked nor counted as computed.</summary>
    /// <param name="what">What is claimed, in words.</param>
    /// <param name="claimed">As the source says it.</param>
    /// <param name="because">Where it was put in: “Recovery(0.1) is given”.</param>
    /// <exception cref="ArgumentException">A text is blank.</exception>
    public Claims AddAssumed(string what, string claimed, string because) =>
        With(what, Require.NotBlank(claimed, nameof(claimed), "what the source says"), Require.NotBlank(because, nameof(because), "where it was put in"), Verdict.Assumption);

    /// <summary>Adds what the notebook itself put in rather than found.</summary>
    /// <param name="what">What is assumed, in words.</param>
    /// <param name="because">Where it was put in: “by construction: no bonds in common”.</param>
    /// <exception cref="ArgumentException">A text is blank.</exception>
    public Claims AddAssumed(string what, string because) => AddAssumed(what, what, because);

    /// <summary>Adds findings, in order.</summary>
    /// <param name="findings">Such as all of a robustness run.</param>
    public Claims AddRange(IEnumerable<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return findings.Aggregate(this, (claims, finding) => claims.Add(finding));
    }

    /// <summary>The claims as a table.</summary>
    public Table ToTable() => ClaimTables.Of(this);

    /// <inheritdoc/>
    public string ToHtml() => ClaimData.Around(this, ToTable().ToHtml());

    /// <summary>The claims as aligned text.</summary>
    public override string ToString() => ToTable().ToString();

    private Claims With(string what, string claimed, string computed, Verdict verdict)
    {
        Require.NotBlank(what, nameof(what), "what is claimed, in words");
        if (Kind is ClaimKind.Document or ClaimKind.Papers && Place is null)
        {
            throw new InvalidOperationException($"\"{what}\" has no place; say with At where {(Kind == ClaimKind.Papers ? "a paper" : "the document")} says so before adding it.");
        }

        return this with { Items = Items.Add(new Claim(what, claimed, computed, verdict) { Place = Place, Link = Link }) };
    }
}

/// <summary>One claim beside what was computed.</summary>
/// <param name="What">What is claimed, in words.</param>
/// <param name="Claimed">As printed, or as the source says it.</param>
/// <param name="Computed">As computed, written in the way of the claim.</param>
/// <param name="Verdict">Whether it holds.</param>
public sealed record Claim(string What, string Claimed, string Computed, Verdict Verdict)
{
    /// <summary>Where it is claimed; null where a notebook claims it.</summary>
    public string? Place { get; init; }

    /// <summary>The place as a link; null without an address.</summary>
    public Link? Link { get; init; }

    /// <summary>Whether it was computed to hold, everywhere it was tried.</summary>
    public bool Holds => Verdict.Kind == VerdictKind.Holds;
}
