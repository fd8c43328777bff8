using Interdealer.Contagion;

namespace Interdealer.Cascades;

/// <summary>A part of a round under a name, so that <see cref="Attribution"/> can switch it off. By itself it is the operator it names.</summary>
/// <remarks>Parts of one name are one channel and are switched together, wherever in the round they stand.</remarks>
public sealed record Channel : IOperator
{
    private readonly IOperator _planned;

    /// <summary>A named part of a round.</summary>
    /// <param name="name">A label, such as “Capital” or “Haircuts”.</param>
    /// <param name="mechanism">What it does.</param>
    public Channel(string name, IOperator mechanism)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        (Name, Mechanism, _planned) = (Require.Label(name), mechanism, Operator.Planned(mechanism));
    }

    /// <summary>The label.</summary>
    public string Name { get; }

    /// <summary>What it does.</summary>
    public IOperator Mechanism { get; }

    /// <inheritdoc />
    public IReadOnlyList<string> Limits => Mechanism.Limits;

    bool IOperator.SaysWhomItForces => true;

    /// <inheritdoc />
    public void Apply(State state) => _planned.Apply(state);
}

/// <summary>An operator that is off in some scenarios: they come out as they went in, to the last bit.</summary>
/// <remarks>Which they are stands in a column of the state, so that it goes wherever a scenario goes.</remarks>
/// <param name="Inner">The operator.</param>
/// <param name="Switch">Name of a column of one row, 1 where the operator is off.</param>
internal sealed record Switched(IOperator Inner, string Switch) : IOperator
{
    private readonly IOperator _planned = Operator.Planned(Inner);

    public IReadOnlyList<string> Limits => Inner.Limits;

    public void Apply(State state)
    {
        var before = state.Scratch(this, static (s, _) => new Before(s));
        before.State.CopyFrom(state);
        for (var s = 0; s < before.WasMarked.Length && state.Finite is not null; s++)
        {
            before.WasMarked[s] = state.Finite.IsMarked(s);
        }

        _planned.Apply(state);
        var off = state.Memory(Switch, 1).In(0);
        for (var s = 0; s < off.Length; s++)
        {
            before.Off[s] = off[s] != 0;
        }

        state.Restore(before.State, before.Off);
        for (var s = 0; s < before.Off.Length && state.Finite is not null; s++)
        {
            if (before.Off[s] && !before.WasMarked[s])
            {
                state.Finite.Begin(s);
            }
        }
    }

    private sealed class Before(State state)
    {
        public State State { get; } = new(state.System, state.ScenarioCount);

        public bool[] Off { get; } = new bool[state.ScenarioCount];

        public bool[] WasMarked { get; } = new bool[state.ScenarioCount];
    }
}
