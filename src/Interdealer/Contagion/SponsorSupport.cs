using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>
/// Sponsors pay in what brings a fund back to a leverage multiple, slowly: each round the share s of (A/L − e)⁺, as long as their budget lasts. It repays debt.
/// </summary>
/// <remarks>
/// Pension schemes recapitalised their liability-driven funds over days while collateral calls came within hours: a small share a round. What is paid in is
/// no gain of the fund's owners, who paid it. Source: the account of September 2022 in Bank of England Staff Working Paper 1089.
/// </remarks>
public sealed class SponsorSupport : IInstitutionOperator, IForcesNobody
{
    private const string PaidIn = "Sponsor support: paid in";

    /// <summary>Support.</summary>
    /// <param name="leverage">L, assets over equity that sponsors restore, above 1.</param>
    /// <param name="share">s, share of the gap paid in a round, a fraction from 0 to 1.</param>
    /// <param name="budget">The most that is paid in to each fund over equity before anything happened, a fraction of at least 0; +∞ for no limit.</param>
    public SponsorSupport(double leverage, double share, double budget = double.PositiveInfinity)
    {
        Leverage = leverage > 1 && double.IsFinite(leverage)
            ? leverage
            : throw new ArgumentOutOfRangeException(nameof(leverage), leverage, $"leverage must be a finite multiple (assets over equity) above 1; it was {Require.Text(leverage)}.");
        Share = Require.Share(share);
        Budget = Require.NonNegativeOrInfinite(budget, "fractions of equity");
    }

    /// <summary>L, assets over equity.</summary>
    public double Leverage { get; }

    /// <summary>s, share of the gap a round.</summary>
    public double Share { get; }

    /// <summary>The most over starting equity.</summary>
    public double Budget { get; }

    AssetColumns IInstitutionOperator.Reads => AssetColumns.None;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        InstitutionStep.Apply(state, this);
    }

    InstitutionRule IInstitutionOperator.Bind(State state) => InstitutionRule.Of(state, new Rule(state, this));

    private readonly struct Rule(State state, SponsorSupport support) : IPreparedRule
    {
        private readonly Column _paid = state.Memory(PaidIn, state.System.Institutions.Length);
        private readonly Column _starting = state.System.Starting.Equity;

        public void Prepare(State state, Valuation value)
        {
        }

        public bool AppliesTo(int institution) => state.System.Institutions[institution].Kind == InstitutionKind.Fund && _starting[institution, 0] > 0;

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            ref var sheet = ref at.AsIs();
            var (gap, paid) = ((sheet.Assets / support.Leverage) - sheet.Equity, at.Read(_paid));
            var left = (support.Budget * _starting[at.Institution, 0]) - paid;
            var amount = T.Where(at.InBusiness & (gap > 0), T.Max(0, T.Min(support.Share * gap, left)), 0);
            if (!T.Any(amount > 0))
            {
                return;
            }

            var proceeds = new Proceeds<T>(at, at.HasDue);
            proceeds.Cash += amount;
            proceeds.Repay(amount);
            proceeds.WriteTo(ref at);
            at.PaidOut -= amount;
            at.AddFlow(2, 0 - amount);
            at.Write(_paid, paid + amount);
        }
    }
}
