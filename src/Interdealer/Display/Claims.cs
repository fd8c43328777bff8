using System.Collections.Immutable;

namespace Interdealer.Display;

/// <summary>The table at the end of a notebook: what is claimed, what was computed, and whether they are the same.</summary>
/// <remarks>A number is the same when, rounded half away from zero to the digits the claim prints, it is the claim. NaN is never the same.</remarks>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed record Claims : IRenderable
{
    /// <summary>The claims so far, in order.</summary>
    public ImmutableArray<Claim> Items { get; private init; } = [];

    /// <summary>Whether there is a claim and every claim was computed to be so.</summary>
    public bool AllSame => Items.Length > 0 && Items.All(claim => claim.IsSame);

    /// <summary>Adds a number.</summary>
    /// <param name="what">What is claimed, in words.</param>
    /// <param name="claimed">As printed, with one number in it: “3.85 %”, “$114bn”, “19×”. A per cent sign means the computed value is a fraction.</param>
    /// <param name="computed">The value computed; a fraction where the claim is in per cent.</param>
    /// <param name="format">How the computed value is written; null writes it as the claim is printed.</param>
    /// <exception cref="ArgumentException">A text is blank, or the claim does not have exactly one number.</exception>
    public Claims Add(string what, string claimed, double computed, Format? format = null)
    {
        var printed = PrintedNumber.In(claimed);
        return With(new Claim(Named(what), claimed, (format ?? printed.Format).Apply(computed), printed.IsRoundingOf(computed)));
    }

    /// <summary>Adds a statement in words, the same when the texts are equal but for space around them and the case of letters.</summary>
    /// <param name="what">What is claimed, in words.</param>
    /// <param name="claimed">As the source says it.</param>
    /// <param name="computed">What the computation says.</param>
    /// <exception cref="ArgumentException">A text is blank.</exception>
    public Claims Add(string what, string claimed, string computed)
    {
        Require.NotBlank(claimed, nameof(claimed), "what the source says");
        ArgumentNullException.ThrowIfNull(computed);
        return With(new Claim(Named(what), claimed, computed, string.Equals(claimed.Trim(), computed.Trim(), StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Adds a statement that a computation found to hold or not.</summary>
    /// <param name="what">What is claimed, in words.</param>
    /// <param name="claimed">As the source says it.</param>
    /// <param name="holds">Whether the computation found it so.</param>
    /// <exception cref="ArgumentException">A text is blank.</exception>
    public Claims Add(string what, string claimed, bool holds)
        => With(new Claim(Named(what), Require.NotBlank(claimed, nameof(claimed), "what the source says"), holds ? "so" : "not so", holds));

    /// <summary>The claims as a table: quantity, claimed, computed, same?</summary>
    public Table ToTable() => Table.Create("Claimed and computed")
        .With("Quantity", Items.Select(claim => claim.What))
        .With("Claimed", Items.Select(claim => claim.Claimed))
        .With("Computed", Items.Select(claim => claim.Computed))
        .With("Same?", Items.Select(claim => claim.IsSame), Format.YesNo);

    /// <inheritdoc/>
    public string ToHtml() => ToTable().ToHtml();

    /// <summary>The claims as aligned text.</summary>
    public override string ToString() => ToTable().ToString();

    private Claims With(Claim claim) => this with { Items = Items.Add(claim) };

    private static string Named(string what) => Require.NotBlank(what, nameof(what), "what is claimed, in words");
}

/// <summary>One claim beside what was computed.</summary>
/// <param name="What">What is claimed, in words.</param>
/// <param name="Claimed">As printed.</param>
/// <param name="Computed">As computed, written in the way of the claim.</param>
/// <param name="IsSame">Whether the computed value, rounded to the digits of the claim, is the claim.</param>
public sealed record Claim(string What, string Claimed, string Computed, bool IsSame);
