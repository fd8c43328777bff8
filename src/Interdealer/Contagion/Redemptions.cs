using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>
/// Investors leave funds that lose: with return r &lt; 0 since this operator was last applied, a fund loses the share min(1, β·|r|) of its net
/// asset value to redemptions, owed at NAV·(1 − c) under a swing price c.
/// </summary>
/// <remarks>
/// r is the change of what belongs to all investors, those who have left included, over the net asset value of those who had stayed; the first
/// r counts from before the shock. Paying out is no loss and a swing price no gain, so neither moves r. What is owed is a liability: equity is
/// the net asset value of the investors who remain, to whom the swing (1 − c) leaves the difference. <see cref="RaiseCash"/> pays it. One such
/// operator in a round: its memory belongs to all funds. Source: flow–performance sensitivity as in Chen, Goldstein and Jiang (2010); swing
/// pricing as in Capponi, Glasserman and Weber (2020).
/// </remarks>
public sealed record Redemptions : IInstitutionOperator, IForcesNobody, ILosesWhatIsHeld
{
    /// <summary>Redemptions that follow losses.</summary>
    /// <param name="beta">Share of net asset value redeemed for each unit of loss, at least 0: 0.3 turns a return of −10 % into 3 %.</param>
    /// <param name="swing">Swing price c: fraction of net asset value that leavers forgo, at least 0 and below 1.</param>
    public Redemptions(double beta, double swing = 0)
    {
        Beta = Require.NonNegative(beta, "share of net asset value for each unit of loss");
        Swing = Require.Fraction(swing);
    }

    /// <summary>β, share redeemed for each unit of loss.</summary>
    public double Beta { get; }

    /// <summary>c, the swing price.</summary>
    public double Swing { get; }

    AssetColumns IInstitutionOperator.Reads => AssetColumns.None;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        InstitutionStep.Apply(state, this);
    }

    InstitutionRule IInstitutionOperator.Bind(State state) => InstitutionRule.Of(state, new Rule(state, Beta, Swing, new ScenarioSwing()));

    /// <summary>Swing prices of scenarios of their own, by fund, looked up before each pass.</summary>
    private sealed class ScenarioSwing
    {
        public Column? Rows { get; private set; }

        public void LookUp(State state) => Rows = Multiples.In(state, Multiples.SwingPrice);
    }

    private readonly struct Rule(State state, double beta, double swing, ScenarioSwing own) : IPreparedRule
    {
        public void Prepare(State state, Valuation value) => own.LookUp(state);

        // Both as fractions of the starting net asset value, less 1: zero is the state before anything happened.
        private readonly Column _worth = state.Memory("Redemptions: worth to all investors", state.System.Institutions.Length);
        private readonly Column _nav = state.Memory("Redemptions: net asset value", state.System.Institutions.Length);
        private readonly Column _starting = state.System.Starting.Equity;

        public bool AppliesTo(int institution) => state.System.Institutions[institution].Kind == InstitutionKind.Fund && _starting[institution, 0] > 0;

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var (starting, nav, active) = (_starting[at.Institution, 0], at.AsIs().Equity, at.InBusiness);
            var worth = ((nav + at.RedemptionDue + at.PaidOut) / starting) - 1;
            var (worthBefore, navBefore) = (at.Read(_worth), at.Read(_nav));
            var r = T.Where(navBefore > -1, (worth - worthBefore) / (1 + navBefore), 0);
            var c = own.Rows is null ? swing : T.Max(swing, at.Read(own.Rows));
            var owed = T.Where(active & (r < 0) & (nav > 0), T.Min(1, beta * (0 - r)) * nav * (1 - c), 0);
            at.RedemptionDue += owed;
            at.Write(_worth, T.Where(active, worth, worthBefore));
            at.Write(_nav, T.Where(active, ((nav - owed) / starting) - 1, navBefore));
        }
    }
}
