using Interdealer.Ensembles.Sampling;
using Interdealer.Risk;

namespace Interdealer.Ensembles.Scenarios;

/// <summary>How days of history are put together to a scenario of several days.</summary>
public enum BootstrapBlocks
{
    /// <summary>Every day by itself (Efron 1979).</summary>
    Single,

    /// <summary>Blocks of one length that begin on any day from which the whole block is history (Künsch 1989, moving blocks).</summary>
    Moving,

    /// <summary>Blocks of geometric length, history taken as a circle, so that the path is stationary (Politis and Romano 1994).</summary>
    Stationary,
}

/// <summary>What the days of a path come to.</summary>
public enum PathTotal
{
    /// <summary>Simple returns compound to a price fall, 1 − Π(1 + r).</summary>
    Fall,

    /// <summary>Changes add up.</summary>
    Sum,
}

/// <summary>
/// Scenarios from history: each is a path of some days, drawn in blocks of consecutive days so that what followed on what still does; all
/// coordinates of a day stay together.
/// </summary>
/// <remarks>Scenarios are independent of each other. Where a block begins is a function of the scenario's number and the block's place in its path.</remarks>
public sealed class BootstrapScenarios : IScenarioSource
{
    private readonly string[] _names;
    private readonly double[] _days;
    private readonly int _count;
    private readonly ulong _seed;
    private readonly PathTotal _total;

    /// <summary>Price falls from a history of returns.</summary>
    /// <param name="history">Simple returns; the coordinates are its assets.</param>
    /// <param name="count">Number of scenarios.</param>
    /// <param name="seed">Seed.</param>
    public BootstrapScenarios(ReturnHistory history, long count, ulong seed)
        : this(Names(history), Days(history), count, seed, PathTotal.Fall)
    {
    }

    /// <summary>Paths from a table of any daily figures.</summary>
    /// <param name="coordinates">Names of the columns.</param>
    /// <param name="days">Rows from the oldest day, a finite number for each coordinate.</param>
    /// <param name="count">Number of scenarios.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="total">What the days of a path come to.</param>
    /// <exception cref="ArgumentException">A row has another length than there are coordinates, or a number is not finite, or for a fall a return is below −1.</exception>
    public BootstrapScenarios(IEnumerable<string> coordinates, IEnumerable<IReadOnlyList<double>> days, long count, ulong seed, PathTotal total)
    {
        // A table has the same form and the same checks.
        Require.Defined(total);
        var table = new ScenarioTable(coordinates, days);
        (_names, _count, _seed, _total, Count) = ([.. table.Coordinates], checked((int)table.Count), seed, total, Points.EnsureCount(count));
        var columns = new Column(_names.Length, _count);
        table.Draw(0, columns);
        _days = new double[_names.Length * _count];
        for (var c = 0; c < _names.Length; c++)
        {
            columns.In(c).CopyTo(_days.AsSpan(c * _count));
        }

        if (total == PathTotal.Fall && Array.FindIndex(_days, r => r < -1) is >= 0 and var at)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"days: day {at % _count} has a return of {_days[at]:R} for \"{_names[at / _count]}\"; a simple return is at least -1 (write -0.03, not -3, for a fall of 3 %)."), nameof(days));
        }
    }

    /// <summary>Days of a path, at least 1.</summary>
    public int Horizon { get; init => field = Require.AtLeast(1, value, "days", nameof(Horizon)); } = 1;

    /// <summary>How days are put together; one by one unless set.</summary>
    public BootstrapBlocks Blocks { get; init => field = Require.Defined(value, nameof(Blocks)); }

    /// <summary>Length of blocks in days, of stationary ones on average; from 1 to the length of history. Not used for single days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is longer than history.</exception>
    public int BlockLength
    {
        get;
        init => field = value >= 1 && value <= _count ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, FormattableString.Invariant($"BlockLength must be from 1 to {_count} days, the length of history; it was {value}."));
    } = 1;

    /// <inheritdoc />
    public IReadOnlyList<string> Coordinates => _names;

    /// <inheritdoc />
    public long Count { get; }

    /// <inheritdoc />
    public string Description => FormattableString.Invariant(
        $"{Count} paths of {Horizon} of {_count} days of history (SHA-256 {Observations.Hash(_days)}), blocks {Blocks} of {BlockLength}, total {_total} (Philox4x32-10, seed {_seed})");

    /// <inheritdoc />
    public void Draw(long first, Column draws)
    {
        SourceChecks.EnsureInside(this, first, draws);
        var path = new int[Horizon];
        for (var s = 0; s < draws.ScenarioCount; s++)
        {
            Path(first + s, path);
            for (var c = 0; c < _names.Length; c++)
            {
                draws.Row(c)[s] = Total(_days.AsSpan(c * _count, _count), path);
            }
        }
    }

    /// <summary>The days of history that a scenario is made of, in order, from 0.</summary>
    /// <param name="scenario">Number of the scenario.</param>
    public IReadOnlyList<int> Days(long scenario)
    {
        SourceChecks.EnsureInside(this, scenario, new Column(_names.Length, 1));
        var path = new int[Horizon];
        Path(scenario, path);
        return path;
    }

    private static IEnumerable<string> Names(ReturnHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return history.Assets;
    }

    private static IEnumerable<IReadOnlyList<double>> Days(ReturnHistory history) =>
        Enumerable.Range(0, history.Days).Select(t => Enumerable.Range(0, history.Assets.Count).Select(k => history[t, k]).ToArray());

    private void Path(long scenario, Span<int> path)
    {
        for (var h = 0; h < path.Length; h++)
        {
            path[h] = Begins(scenario, h)
                ? (int)Draws.Below(Draws.Words(_seed, (ulong)scenario, (uint)h, Purpose.BlockStart).Low, Blocks == BootstrapBlocks.Moving ? _count - BlockLength + 1 : _count)
                : (path[h - 1] + 1) % _count;
        }
    }

    /// <summary>Whether a block begins on a day of the path.</summary>
    private bool Begins(long scenario, int h) => h == 0 || Blocks switch
    {
        BootstrapBlocks.Single => true,
        BootstrapBlocks.Moving => h % BlockLength == 0,
        _ => Draws.Fraction(Draws.Words(_seed, (ulong)scenario, (uint)h, Purpose.BlockEnd).Low) < 1.0 / BlockLength,
    };

    private double Total(ReadOnlySpan<double> days, ReadOnlySpan<int> path)
    {
        var total = _total == PathTotal.Fall ? 1.0 : 0.0;
        foreach (var day in path)
        {
            total = _total == PathTotal.Fall ? total * (1 + days[day]) : total + days[day];
        }

        return _total == PathTotal.Fall ? path.Length == 1 ? -days[path[0]] : 1 - total : total;
    }
}
