using System.Collections.Immutable;
using Interdealer.Cascades;
using Interdealer.Contagion;

namespace Interdealer.Ensembles.Outputs;

/// <summary>
/// A round, step by step, that notes which limit forced which institution: <see cref="State.Bound"/> tells only of the last, and a payment that is
/// due, or another step, takes its place within the round.
/// </summary>
/// <remarks>
/// Limits are numbered through the round, step after step. The state goes through it with the same bits. Nothing is allocated after it was made.
/// </remarks>
internal sealed class LimitWatch : IOperator
{
    /// <summary>Limits at most: a set of them is a number, exact in 53 bits.</summary>
    public const int MostLimits = 52;

    // What no step writes.
    private const double Untouched = -2;
    private readonly ImmutableArray<Step> _steps;
    private readonly double[] _before;
    private readonly ulong[] _inRound;
    private readonly ulong[] _ever;
    private readonly int _scenarioCount;

    /// <summary>A round to be watched.</summary>
    /// <param name="round">The round.</param>
    /// <param name="institutions">Number of institutions.</param>
    /// <param name="scenarioCount">Number of scenarios at once.</param>
    public LimitWatch(IOperator round, int institutions, int scenarioCount)
    {
        (_steps, _scenarioCount) = ([.. StepsOf(round)], scenarioCount);
        (_before, _inRound, _ever) = (new double[institutions * scenarioCount], new ulong[institutions * scenarioCount], new ulong[institutions * scenarioCount]);
    }

    /// <summary>Names of the limits of a round, in the order in which they are numbered.</summary>
    /// <exception cref="ArgumentException">There are more than can be told apart.</exception>
    public static ImmutableArray<string> NamesIn(IOperator round) => [.. StepsOf(round).SelectMany(s => s.Limits)];

    /// <summary>Which limits have forced an institution since the start, a bit each, by scenario.</summary>
    public ReadOnlySpan<ulong> Ever(int institution) => _ever.AsSpan(institution * _scenarioCount, _scenarioCount);

    /// <summary>Before a cascade.</summary>
    public void Begin()
    {
        Array.Clear(_ever);
        Array.Clear(_inRound);
    }

    /// <inheritdoc />
    public void Apply(State state)
    {
        foreach (var step in _steps)
        {
            if (step.Limits.IsEmpty)
            {
                step.Operator.Apply(state);
                continue;
            }

            state.Bound.Read.CopyTo(_before);
            state.Bound.Values.Fill(Untouched);
            step.Operator.Apply(state);
            Note(state.Bound.Values, step);
        }
    }

    /// <summary>After a round. What it did to scenarios that were at rest before it is undone, and so is not counted.</summary>
    /// <param name="round">Its number.</param>
    /// <param name="rounds">Rounds that each scenario took so far.</param>
    public void Enter(int round, ReadOnlySpan<int> rounds)
    {
        for (var first = 0; first < _ever.Length; first += _scenarioCount)
        {
            var ever = _ever.AsSpan(first, _scenarioCount);
            var inRound = _inRound.AsSpan(first, _scenarioCount);
            for (var s = 0; s < ever.Length; s++)
            {
                ever[s] |= rounds[s] == round ? inRound[s] : 0;
            }
        }

        Array.Clear(_inRound);
    }

    private void Note(Span<double> bound, Step step)
    {
        for (var x = 0; x < bound.Length; x++)
        {
            if (bound[x] == Untouched)
            {
                bound[x] = _before[x];
            }
            else if (bound[x] >= 0)
            {
                _inRound[x] |= 1UL << (step.First + (step.IsOwn ? 0 : (int)bound[x]));
            }
        }
    }

    private static List<Step> StepsOf(IOperator round)
    {
        var steps = new List<Step>();
        Collect(round, steps);
        var count = steps.Sum(s => s.Limits.Length);
        return count <= MostLimits
            ? steps
            : throw new ArgumentException(FormattableString.Invariant($"round has {count} limits; which of them bound can be told of at most {MostLimits}."), nameof(round));
    }

    private static void Collect(IOperator round, List<Step> steps)
    {
        foreach (var step in Operator.Steps(round))
        {
            switch (step)
            {
                case Channel channel:
                    Collect(channel.Mechanism, steps);
                    break;
                case FundingSqueeze squeeze:
                    Collect(squeeze.Whole, steps);
                    break;
                case Deleverage sale:
                    Add(step, [.. sale.Limits]);
                    break;
                case LeverageTargeting:
                    Add(step, ["Leverage target"]);
                    break;
                default:
                    // Other steps of the library force nobody by a limit; what one's own do by theirs is one.
                    var own = step.GetType().Assembly != typeof(State).Assembly || Operator.IsFunction(step);
                    Add(step, own ? ["own operator"] : [], own);
                    break;
            }
        }

        void Add(IOperator step, ImmutableArray<string> limits, bool isOwn = false) => steps.Add(new Step(step, steps.Sum(s => s.Limits.Length), limits, isOwn));
    }

    private sealed record Step(IOperator Operator, int First, ImmutableArray<string> Limits, bool IsOwn);
}
