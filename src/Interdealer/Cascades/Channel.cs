namespace Interdealer.Cascades;

/// <summary>A part of a round under a name, so that <see cref="Attribution"/> can switch it off. By itself it is the operator it names.</summary>
/// <remarks>Parts of one name are one channel and are switched together, wherever in the round they stand.</remarks>
public sealed record Channel : IOperator
{
    /// <summary>A named part of a round.</summary>
    /// <param name="name">A label, such as “Capital” or “Haircuts”.</param>
    /// <param name="mechanism">What it does.</param>
    public Channel(string name, IOperator mechanism)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        (Name, Mechanism) = (Require.Label(name), mechanism);
    }

    /// <summary>The label.</summary>
    public string Name { get; }

    /// <summary>What it does.</summary>
    public IOperator Mechanism { get; }

    /// <inheritdoc />
    public void Apply(State state) => Mechanism.Apply(state);
}

/// <summary>An operator that is off in some scenarios: they come out as they went in, to the last bit.</summary>
/// <param name="Inner">The operator.</param>
/// <param name="Off">True for each scenario in which it is off.</param>
/// <param name="Before">Space for the state before it; nothing in it is remembered.</param>
internal sealed record Switched(IOperator Inner, bool[] Off, State Before) : IOperator
{
    public void Apply(State state)
    {
        Before.CopyFrom(state);
        Inner.Apply(state);
        state.Restore(Before, Off);
    }
}
