namespace Interdealer.Display;

/// <summary>Whether a claim holds.</summary>
public enum VerdictKind
{
    /// <summary>It holds, everywhere it was tried.</summary>
    Holds,

    /// <summary>It holds at some of the points at which it was tried.</summary>
    HoldsWhere,

    /// <summary>It holds nowhere it was tried.</summary>
    Fails,

    /// <summary>It was put in, as a parameter or by an equation: no computation could have come out otherwise.</summary>
    Assumed,
}

/// <summary>What a computation says of a claim: it holds, it holds where …, or it fails. Nobody types one in; what was put in itself is assumed.</summary>
public sealed record Verdict
{
    private Verdict(VerdictKind kind, string text) => (Kind, Text) = (kind, text);

    /// <summary>Which of the four.</summary>
    public VerdictKind Kind { get; }

    /// <summary>In words: “holds”, “holds where Depth multiple at most 1”, “fails”, “assumed”.</summary>
    public string Text { get; }

    /// <summary>The verdict of one computation.</summary>
    /// <param name="holds">What it found.</param>
    public static Verdict Of(bool holds) => holds ? new(VerdictKind.Holds, "holds") : new(VerdictKind.Fails, "fails");

    /// <summary>The verdict on what was put in.</summary>
    internal static Verdict Assumption { get; } = new(VerdictKind.Assumed, "assumed");

    /// <summary>The text.</summary>
    public override string ToString() => Text;

    internal static Verdict Everywhere(int points) => points > 1 ? new(VerdictKind.Holds, "holds everywhere") : Of(true);

    internal static Verdict Where(string text) => new(VerdictKind.HoldsWhere, text);
}

/// <summary>What a computation found: a sentence, the figure behind it, and whether it holds.</summary>
/// <param name="What">The sentence.</param>
/// <param name="Computed">The figure, or its range, or at how many points it holds.</param>
/// <param name="Verdict">Whether it holds.</param>
public sealed record Finding(string What, string Computed, Verdict Verdict);
