using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Specs;

namespace Interdealer.Extending;

/// <summary>Scenarios: one asset falls in equal steps to the worst, and others fall along with it by a multiple each.</summary>
public sealed class StressLadder : IScenarioSource
{
    private readonly double _worst;
    private readonly double[] _multiples;

    /// <summary>A ladder of falls.</summary>
    /// <param name="asset">The asset that falls.</param>
    /// <param name="worst">Its fall in the last scenario, a fraction from 0 to 1.</param>
    /// <param name="steps">Number of scenarios, at least 1.</param>
    /// <param name="along">Assets that fall along, with the fall of each per unit of the first one's.</param>
    public StressLadder(string asset, double worst, long steps, params IEnumerable<(string Asset, double Multiple)> along)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(worst);
        (string Asset, double Multiple)[] all = [(asset, 1), .. along];
        (_worst, Count) = (worst, steps);
        Coordinates = [.. all.Select(a => a.Asset)];
        _multiples = [.. all.Select(a => a.Multiple)];
    }

    /// <summary>The row that registers it.</summary>
    public static Piece<IScenarioSource> Row { get; } = new(
        "stressLadder",
        "One asset falls in equal steps to the worst, and others fall along with it.",
        properties =>
        {
            var asset = properties.Required("asset", Forms.Asset, "The asset that falls.");
            var worst = properties.Required("worst", Forms.Share, "Its fall in the last scenario.");
            var steps = properties.Required("steps", Forms.Count(1, 1_000_000), "Number of scenarios.");
            var along = properties.Optional("along", Forms.Map(Forms.Amount("fall per unit of fall"), Forms.Asset), [], "Assets that fall along, with a multiple each.");
            return given => new StressLadder(asset.Of(given), worst.Of(given), steps.Of(given), along.Of(given));
        },
        random => new StressLadder("asset 0", random.NextDouble(), 1 + random.Next(40)));

    /// <inheritdoc />
    public IReadOnlyList<string> Coordinates { get; }

    /// <inheritdoc />
    public long Count { get; }

    /// <inheritdoc />
    public string Description => FormattableString.Invariant($"stress ladder to {_worst:R} in {Count} steps, multiples {string.Join(", ", _multiples.Select(m => FormattableString.Invariant($"{m:R}")))}");

    /// <inheritdoc />
    public void Draw(long first, Column draws)
    {
        for (var row = 0; row < draws.Rows; row++)
        {
            for (var s = 0; s < draws.ScenarioCount; s++)
            {
                draws[row, s] = Math.Min(1, _multiples[row] * (_worst * (first + s + 1) / Count));
            }
        }
    }
}
