namespace Interdealer.Ensembles.Outputs;

/// <summary>A named figure of a scenario that has ended, one value each. Two outputs of one name are the same output.</summary>
public sealed class Output : IEquatable<Output>
{
    private readonly Action<FinishedBlock, Span<double>> _measure;

    private Output(string name, string unit, Action<FinishedBlock, Span<double>> measure) => (Name, Unit, _measure) = (name, unit, measure);

    /// <summary>Lost by all institutions, shock and cascade together, in currency.</summary>
    public static Output TotalLoss { get; } = new("total loss", "currency", (block, values) => block.TotalLoss.CopyTo(values));

    /// <summary>Lost by all institutions to the shock itself, in currency.</summary>
    public static Output DirectLoss { get; } = new("direct loss", "currency", (block, values) => block.DirectLoss.CopyTo(values)) { NeedsDirectLoss = true };

    /// <summary>Total loss over the equity of all institutions before anything happened, a fraction.</summary>
    public static Output SystemLossShare { get; } = new(
        "system loss share", "fraction of equity", (block, values) => BlockSums.Ratio(block.TotalLoss, block.StartingEquity, values));

    /// <summary>Total loss over direct loss; not a number without a direct loss.</summary>
    public static Output Amplification { get; } = new(
        "amplification", "times", (block, values) => BlockSums.Amplification(block.TotalLoss, block.DirectLoss, values)) { NeedsDirectLoss = true };

    /// <summary>Rounds until rest, or the limit.</summary>
    public static Output Rounds { get; } = new("rounds", "rounds", (block, values) => BlockSums.Each(values, s => block.Rounds[s]));

    /// <summary>The <see cref="Interdealer.Cascades.Outcome"/> as a number: 0 settled, 1 wiped out, 2 stopped at the limit; missing where it diverged.</summary>
    public static Output Outcome { get; } = new("outcome", "number of the outcome", (block, values) => BlockSums.Each(values, s => (int)block.Outcomes[s]));

    /// <summary>1 where something in the cascade was no longer finite, else 0; every other output of such a scenario is missing. Every ensemble counts them.</summary>
    public static Output Diverged { get; } = new("diverged", "0 or 1", (block, values) => BlockSums.Each(values, s => block.Outcomes[s] == Interdealer.Cascades.Outcome.Diverged ? 1 : 0));

    /// <summary>Institutions in default at the end.</summary>
    public static Output Defaults { get; } = new("defaults", "institutions", (block, values) => BlockSums.Count(block.End.Standing, x => x != 0, values));

    /// <summary>Name, by which results are found.</summary>
    public string Name { get; }

    /// <summary>Unit of the values.</summary>
    public string Unit { get; }

    /// <summary>Whether the start has to be kept for it: a copy of the state a block.</summary>
    internal bool NeedsStart { get; private init; }

    /// <summary>Whether the loss to the shock has to be taken before the cascade.</summary>
    internal bool NeedsDirectLoss { get; private init; }

    /// <summary>Whether limits have to be watched in every round for it.</summary>
    internal bool NeedsLimits { get; private init; }

    /// <summary>Lost by one institution, in currency.</summary>
    /// <param name="institution">Label.</param>
    public static Output Loss(string institution) => new(
        $"loss of {Require.Label(institution)}", "currency", (block, values) => block.Loss(block.System.InstitutionIndex(institution), values));

    /// <summary>Index of the limit that last forced an institution to act, among those of the step of the round that did it; −1 where none did, or a payment that was due.</summary>
    /// <param name="institution">Label.</param>
    public static Output Bound(string institution) => OfInstitution($"limit that bound {Require.Label(institution)}", "index of the limit", institution, state => state.Bound, bound => bound);

    /// <summary>1 where an institution is in default at the end, else 0.</summary>
    /// <param name="institution">Label.</param>
    public static Output DefaultOf(string institution) => OfInstitution($"default of {Require.Label(institution)}", "0 or 1", institution, state => state.Standing, standing => standing != 0 ? 1 : 0);

    /// <summary>Institutions that one limit was the last to force to act.</summary>
    /// <param name="limit">Index of the limit, from 0; −1 counts those that none forced.</param>
    public static Output BoundBy(int limit) => new(
        FormattableString.Invariant($"institutions bound by limit {Require.AtLeast(-1, limit, "(index of a limit)")}"),
        "institutions",
        (block, values) => BlockSums.Count(block.End.Bound, x => x == limit, values));

    /// <summary>Which limits forced an institution to act in any round: Σ 2^index over them, 0 where none did.</summary>
    /// <remarks>Limits are numbered through the round as <see cref="Ensemble.Limits"/> names them, 52 at most.</remarks>
    /// <param name="institution">Label.</param>
    public static Output EverBound(string institution) => new($"limits that bound {Require.Label(institution)} in any round", "sum of 2^index", (block, values) =>
    {
        var row = block.System.InstitutionIndex(institution);
        for (var s = 0; s < values.Length; s++)
        {
            values[s] = block.EverBound(row, s);
        }
    }) { NeedsLimits = true };

    /// <summary>Institutions that one limit forced to act in any round.</summary>
    /// <param name="limit">Index of the limit among <see cref="Ensemble.Limits"/>, from 0 to 51.</param>
    public static Output EverBoundBy(int limit)
    {
        var bit = limit is >= 0 and < LimitWatch.MostLimits
            ? 1UL << limit
            : throw new ArgumentOutOfRangeException(nameof(limit), limit, FormattableString.Invariant($"limit must be an index from 0 to {LimitWatch.MostLimits - 1}; it was {limit}."));
        return new Output(FormattableString.Invariant($"institutions bound by limit {limit} in any round"), "institutions", (block, values) =>
        {
            values.Clear();
            for (var i = 0; i < block.System.Institutions.Length; i++)
            {
                for (var s = 0; s < values.Length; s++)
                {
                    values[s] += (block.EverBound(i, s) & bit) != 0 ? 1 : 0;
                }
            }
        }) { NeedsLimits = true };
    }

    /// <summary>Fall of an asset's price, shock and cascade together, a fraction.</summary>
    /// <param name="asset">Label.</param>
    public static Output PriceFall(string asset) => new($"price fall of {Require.Label(asset)}", "fraction", (block, values) =>
    {
        var row = block.System.AssetIndex(asset);
        BlockSums.Each(values, s => 1 - block.End.Price[row, s]);
    });

    /// <summary>The loss of every institution, an output each.</summary>
    /// <param name="system">The system.</param>
    public static IReadOnlyList<Output> Losses(FinancialSystem system) => OfEach(system, Loss);

    /// <summary>The limit that last bound every institution, an output each.</summary>
    /// <param name="system">The system.</param>
    public static IReadOnlyList<Output> Bounds(FinancialSystem system) => OfEach(system, Bound);

    /// <summary>Which limits forced every institution in any round, an output each.</summary>
    /// <param name="system">The system.</param>
    public static IReadOnlyList<Output> EverBounds(FinancialSystem system) => OfEach(system, EverBound);

    /// <summary>1 where an institution is in default at the end, an output for every institution.</summary>
    /// <param name="system">The system.</param>
    public static IReadOnlyList<Output> DefaultsOf(FinancialSystem system) => OfEach(system, DefaultOf);

    /// <summary>An output of one's own, in a few lines.</summary>
    /// <param name="name">Name, not used for another.</param>
    /// <param name="measure">Writes a value for each scenario of a block that has ended.</param>
    /// <param name="unit">Unit of the values.</param>
    public static Output From(string name, Action<FinishedBlock, Span<double>> measure, string unit = "")
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(unit);
        return new Output(Require.Label(name), unit, measure) { NeedsStart = true, NeedsDirectLoss = true };
    }

    /// <inheritdoc />
    public bool Equals(Output? other) => other is not null && Name == other.Name;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Output);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    /// <inheritdoc />
    public override string ToString() => Unit.Length > 0 ? $"{Name}, {Unit}" : Name;

    internal void Measure(FinishedBlock block, Span<double> values) => _measure(block, values);

    private static Output OfInstitution(string name, string unit, string institution, Func<State, Column> column, Func<double, double> read) => new(name, unit, (block, values) =>
    {
        var (row, of) = (block.System.InstitutionIndex(institution), column(block.End));
        BlockSums.Each(values, s => read(of[row, s]));
    });

    private static IReadOnlyList<Output> OfEach(FinancialSystem system, Func<string, Output> of)
    {
        ArgumentNullException.ThrowIfNull(system);
        return [.. system.Institutions.Select(i => of(i.Name))];
    }
}
