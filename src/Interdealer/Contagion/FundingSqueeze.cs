using System.Collections.Immutable;
using Interdealer.Constraints;

namespace Interdealer.Contagion;

/// <summary>
/// The funding channel in one operator: haircuts rise, whoever cannot margin his positions orders their sale, lenders run, and what they want
/// back is paid or raised.
/// </summary>
/// <remarks>
/// Short for <c>haircuts.Then(new Deleverage(new Haircuts(), liquidation)).Then(run).Then(new RaiseCash(liquidation))</c>. Orders are executed by
/// the market operator of the round, in the next round where that comes first. Source: the margin spiral of Brunnermeier and Pedersen (2009).
/// </remarks>
public sealed class FundingSqueeze : IOperator
{
    private readonly IOperator _steps;

    /// <summary>A funding squeeze.</summary>
    /// <param name="haircuts">How haircuts answer volatility and prices.</param>
    /// <param name="run">How lenders answer leverage and prices; without it only haircuts and what a shock withdrew squeeze.</param>
    /// <param name="liquidation">What is sold first; the most liquid when left out.</param>
    public FundingSqueeze(HaircutUpdate haircuts, FundingRun? run = null, Liquidation? liquidation = null)
    {
        ArgumentNullException.ThrowIfNull(haircuts);
        var how = liquidation ?? Liquidation.MostLiquidFirst;
        var margins = haircuts.Then(new Deleverage(new Haircuts(), how));
        _steps = (run is null ? margins : margins.Then(run)).Then(new RaiseCash(how));
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Limits => _steps.Limits;

    ImmutableArray<IOperator> IOperator.Steps => _steps.Steps;

    /// <inheritdoc />
    public void Apply(State state) => _steps.Apply(state);
}
