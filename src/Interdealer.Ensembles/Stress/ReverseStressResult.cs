using System.Collections.Immutable;
using System.Globalization;
using Interdealer.Display;

namespace Interdealer.Ensembles.Stress;

/// <summary>What kind of answer a reverse stress test has.</summary>
public enum ReverseStressKind
{
    /// <summary>No shock smaller by more than ε reaches the target, given that the output is monotone.</summary>
    Certified,

    /// <summary>The least shock that was found; none of the shocks tried at smaller size reached the target.</summary>
    Sampled,

    /// <summary>No shock within the limits of the coordinates reaches the target.</summary>
    Unreachable,

    /// <summary>None of the shocks tried reached the target, which does not show that none does.</summary>
    NotReached,

    /// <summary>The target is reached without any shock.</summary>
    ReachedWithoutShock,
}

/// <summary>One coordinate of a shock.</summary>
/// <param name="Coordinate">Its name.</param>
/// <param name="Value">Its value, in its own unit.</param>
/// <param name="Share">Its share of the squared size, a fraction; 0 of factors that are not stressed.</param>
public sealed record StressMove(string Coordinate, double Value, double Share);

/// <summary>A shock that reaches the target and near which none smaller was found.</summary>
/// <param name="Size">Its size in the norm.</param>
/// <param name="SizeBelow">Size of the shock in the same direction that does not reach it: the threshold lies between.</param>
/// <param name="Moves">Its coordinates, and the factors that follow them.</param>
/// <param name="Output">The target's output.</param>
/// <param name="OutputBelow">The output of the shock below.</param>
/// <param name="IsJump">Whether the output jumps over the threshold: from one bracketed shock to the other it changes by more than a part in a thousand.</param>
public sealed record LeastShock(double Size, double SizeBelow, ImmutableArray<StressMove> Moves, double Output, double OutputBelow, bool IsJump)
{
    /// <summary>Value of a coordinate.</summary>
    /// <param name="coordinate">Its name.</param>
    public double this[string coordinate] => Moves.FirstOrDefault(m => m.Coordinate == coordinate)?.Value
        ?? throw Require.Unknown("a coordinate of the shock", coordinate, Moves.Select(m => m.Coordinate), nameof(coordinate));
}

/// <summary>Two shocks that show that an output is not monotone: the second is at least as bad in every coordinate, and its output lower.</summary>
/// <param name="Milder">Values of the milder.</param>
/// <param name="Worse">Values of the worse.</param>
public sealed record StressContradiction(ImmutableArray<StressMove> Milder, ImmutableArray<StressMove> Worse);

/// <summary>What a reverse stress test found. Amounts are in currency, losses positive.</summary>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed record ReverseStressResult : ITabular
{
    /// <summary>What kind of answer this is.</summary>
    public required ReverseStressKind Kind { get; init; }

    /// <summary>What had to be reached.</summary>
    public required StressTarget Target { get; init; }

    /// <summary>Local minima, the least first; empty where the target was not reached, or without a shock.</summary>
    public required ImmutableArray<LeastShock> Minima { get; init; }

    /// <summary>Shocks run.</summary>
    public required long Cascades { get; init; }

    /// <summary>Shocks of smaller size than the least found that were run and did not reach the target, in random directions.</summary>
    public required long SmallerTried { get; init; }

    /// <summary>Size below which no shock reaches the target, if the output is monotone; 0 where that was not shown.</summary>
    public required double ClearedRadius { get; init; }

    /// <summary>The output without any shock.</summary>
    public required double OutputWithoutShock { get; init; }

    /// <summary>Loss of all institutions without any shock, as where limits are in breach already; not a number where a function of one's own is searched.</summary>
    public required double LossWithoutShock { get; init; }

    /// <summary>The largest output met.</summary>
    public required double LargestOutput { get; init; }

    /// <summary>The most that can be lost at all, shocks at their worst and every position at its floor; not a number where the target is no loss of the whole system.</summary>
    public required double MostThatCanBeLost { get; init; }

    /// <summary>Two shocks that contradict the promise that the output is monotone; null where none were met.</summary>
    public required StressContradiction? Contradiction { get; init; }

    /// <summary>What the reader should know: falls cut by floors, results that were missing, the tolerance of cascades.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>The least shock.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says why.</exception>
    public LeastShock Least => Minima.IsEmpty ? throw new InvalidOperationException(Describe()) : Minima[0];

    /// <summary>The answer in a few sentences, the kind of it first.</summary>
    public string Describe() => Kind switch
    {
        ReverseStressKind.Certified => string.Create(CultureInfo.InvariantCulture,
            $"Certified: the least shock has size {Least.Size:G6}, and none below {ClearedRadius:G6} reaches {Target}, given that the output never falls as a coordinate gets worse; {Cascades:#,0} cascades."),
        ReverseStressKind.Sampled => string.Create(CultureInfo.InvariantCulture,
            $"Sampled, not certified: the least shock found has size {Least.Size:G6}; {SmallerTried:#,0} shocks of smaller size did not reach {Target}; {Cascades:#,0} cascades."),
        ReverseStressKind.Unreachable => string.Create(CultureInfo.InvariantCulture,
            $"Unreachable: no shock within the limits of the coordinates reaches {Target}; the largest output met is {LargestOutput:G6}{Most}; {Cascades:#,0} cascades."),
        ReverseStressKind.NotReached => string.Create(CultureInfo.InvariantCulture,
            $"Not reached by any of {Cascades:#,0} cascades, which does not show that {Target} cannot be; the largest output met is {LargestOutput:G6}{Most}."),
        _ => string.Create(CultureInfo.InvariantCulture,
            $"Reached without any shock: the output is {OutputWithoutShock:G6} where nothing happens, and the target is {Target}."),
    };

    private string Most => double.IsNaN(MostThatCanBeLost) ? "" : string.Create(CultureInfo.InvariantCulture, $", and the most that can be lost is {MostThatCanBeLost:G6}");

    /// <summary>The minima as a table, a column for each coordinate.</summary>
    public Table ToTable()
    {
        var table = Table.Create("Least shocks")
            .With("Size", Minima.Select(m => m.Size), "0.######")
            .With("Not reached at", Minima.Select(m => m.SizeBelow), "0.######");
        if (!Minima.IsEmpty)
        {
            table = Minima[0].Moves.Select((move, i) => (move.Coordinate, i)).Aggregate(
                table, (t, c) => t.With(c.Coordinate, Minima.Select(m => m.Moves[c.i].Value), "0.######"));
        }

        table = table.With($"{Target.Output.Name} there", Minima.Select(m => m.Output), "#,0.######")
            .With("Below", Minima.Select(m => m.OutputBelow), "#,0.######")
            .WithFootnote(Describe());
        return Notes.Aggregate(table, (t, note) => t.WithFootnote(note));
    }

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();
}
