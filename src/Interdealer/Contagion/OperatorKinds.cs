using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>An operator that does something to each institution by itself, at marks that stand.</summary>
internal interface IInstitutionOperator : IOperator
{
    /// <summary>Columns by asset that the rule reads, beside the marks: what changes one of these is not done before it out of turn.</summary>
    AssetColumns Reads { get; }

    /// <summary>True where what happens to one institution changes what claims on it are worth to others: they see it once all have been visited.</summary>
    bool ChangesClaims => false;

    /// <summary>The rule made ready for a state; null where it cannot be applied to one institution after another.</summary>
    InstitutionRule? Bind(State state);

    /// <summary>Applies the operator to all institutions where it has no rule.</summary>
    void ApplyToWhole(State state) => throw new InvalidOperationException("The operator has a rule for institutions.");
}

/// <summary>An operator that does something to each asset by itself.</summary>
internal interface IAssetOperator : IOperator
{
    /// <summary>Columns by asset that the operator writes.</summary>
    AssetColumns Writes { get; }
}

/// <summary>An operator that executes orders and moves prices.</summary>
internal interface IMarket : IOperator
{
    /// <summary>True when sellers receive the marks at which everything was valued before the sale.</summary>
    bool PaysMarks { get; }

    /// <summary>Moves prices by what was ordered and is settled already, at the marks.</summary>
    void ApplySettled(State state);
}

/// <summary>An operator by which no position grows, and which costs nobody more than prices take from what he holds: who has lost all of that has no more to lose.</summary>
internal interface ILosesWhatIsHeld : IOperator;

/// <summary>An operator that forces nobody by a limit.</summary>
internal interface IForcesNobody : IOperator
{
    IReadOnlyList<string> IOperator.Limits => [];
}
