using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>What institutions can do, for operators of one's own: order sales and purchases, pay, post margin. Amounts are in currency.</summary>
/// <remarks>
/// Each action comes twice: for all institutions and scenarios at once (a column with a row for each institution, which allocates nothing after
/// the first call) and for one institution in one scenario. An amount of 0 or less does nothing; +∞ sells, pays or posts all there is, while a
/// purchase has no such bound. Whoever is in default does nothing. An amount that is not a number leaves the cash of the institution not a number,
/// so that the scenario ends as diverged.
/// Every action keeps assets = debt + equity at the marks, and cash leaves the system only through <see cref="State.Flows"/>.
/// </remarks>
public static class StateActions
{
    /// <summary>Orders sales out of what is not ordered to be sold yet; a market operator executes them.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="amounts">Value to sell at the marks, by institution.</param>
    /// <param name="terms">What is sold first and what the proceeds are for.</param>
    /// <returns>Value ordered: the amount, or all there is where that is less. The next call overwrites it.</returns>
    /// <exception cref="ArgumentException">The column has another shape.</exception>
    public static Column OrderSale(this State state, Column amounts, SaleTerms terms) => InstitutionAction.Of(state, amounts, new Sale(Checked(terms)));

    /// <inheritdoc cref="OrderSale(State, Column, SaleTerms)"/>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="institution">Label.</param>
    /// <param name="amount">Value to sell at the marks.</param>
    /// <param name="terms">What is sold first and what the proceeds are for.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    /// <returns>Value ordered: the amount, or all there is where that is less.</returns>
    /// <exception cref="ArgumentException">The label is unknown, or there is no such scenario.</exception>
    public static double OrderSale(this State state, string institution, double amount, SaleTerms terms, int scenario = 0) =>
        InstitutionAction.Of(state, institution, amount, scenario, new Sale(Checked(terms)));

    /// <summary>Orders purchases, paid with new short-term debt: every position for sale that is worth something grows by the same fraction.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="amounts">Value to buy at the marks, by institution.</param>
    /// <returns>Value ordered: the amount; 0 where the institution has ordered a sale, owes anything at once, or has nothing to enlarge. The next call overwrites it.</returns>
    /// <exception cref="ArgumentException">The column has another shape.</exception>
    public static Column OrderPurchase(this State state, Column amounts) => InstitutionAction.Of(state, amounts, default(Purchase));

    /// <inheritdoc cref="OrderPurchase(State, Column)"/>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="institution">Label.</param>
    /// <param name="amount">Value to buy at the marks.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    /// <returns>Value ordered: the amount; 0 where the institution has ordered a sale, owes anything at once, or has nothing to enlarge.</returns>
    /// <exception cref="ArgumentException">The label is unknown, or there is no such scenario.</exception>
    public static double OrderPurchase(this State state, string institution, double amount, int scenario = 0) =>
        InstitutionAction.Of(state, institution, amount, scenario, default(Purchase));

    /// <summary>Takes back the purchases that are ordered and not executed yet.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="amounts">Above 0 for those who no longer buy, by institution; how much does not matter.</param>
    /// <returns>Value of the purchases taken back, at the marks. The next call overwrites it.</returns>
    /// <exception cref="ArgumentException">The column has another shape.</exception>
    public static Column CancelPurchases(this State state, Column amounts) => InstitutionAction.Of(state, amounts, default(Cancellation));

    /// <summary>Repays debt from cash: what lenders want back now first, then other short-term debt, then the rest.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="amounts">At most this, by institution.</param>
    /// <returns>What was paid: the amount, or all cash, or all debt where that is less. The next call overwrites it.</returns>
    /// <exception cref="ArgumentException">The column has another shape.</exception>
    public static Column PayLenders(this State state, Column amounts) => InstitutionAction.Of(state, amounts, default(Repayment));

    /// <inheritdoc cref="PayLenders(State, Column)"/>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="institution">Label.</param>
    /// <param name="amount">At most this.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    /// <returns>What was paid: the amount, or all cash, or all debt where that is less.</returns>
    /// <exception cref="ArgumentException">The label is unknown, or there is no such scenario.</exception>
    public static double PayLenders(this State state, string institution, double amount, int scenario = 0) =>
        InstitutionAction.Of(state, institution, amount, scenario, default(Repayment));

    /// <summary>Pays fund investors who have redeemed what they are owed, from cash.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="amounts">At most this, by institution.</param>
    /// <returns>What was paid: the amount, or all cash, or all redemptions due where that is less. The next call overwrites it.</returns>
    /// <exception cref="ArgumentException">The column has another shape.</exception>
    public static Column PayInvestors(this State state, Column amounts) => InstitutionAction.Of(state, amounts, default(Redemption));

    /// <inheritdoc cref="PayInvestors(State, Column)"/>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="institution">Label.</param>
    /// <param name="amount">At most this.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    /// <returns>What was paid: the amount, or all cash, or all redemptions due where that is less.</returns>
    /// <exception cref="ArgumentException">The label is unknown, or there is no such scenario.</exception>
    public static double PayInvestors(this State state, string institution, double amount, int scenario = 0) =>
        InstitutionAction.Of(state, institution, amount, scenario, default(Redemption));

    /// <summary>Posts cash as margin: it becomes one of the institution's other assets, which it cannot spend or sell. No equity changes.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="amounts">At most this, by institution.</param>
    /// <returns>What was posted: the amount, or all cash where that is less. The next call overwrites it.</returns>
    /// <exception cref="ArgumentException">The column has another shape.</exception>
    public static Column PostMargin(this State state, Column amounts) => InstitutionAction.Of(state, amounts, default(Posting));

    /// <inheritdoc cref="PostMargin(State, Column)"/>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="institution">Label.</param>
    /// <param name="amount">At most this.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    /// <returns>What was posted: the amount, or all cash where that is less.</returns>
    /// <exception cref="ArgumentException">The label is unknown, or there is no such scenario.</exception>
    public static double PostMargin(this State state, string institution, double amount, int scenario = 0) =>
        InstitutionAction.Of(state, institution, amount, scenario, default(Posting));

    /// <summary>Gives margin back: other assets become cash. No equity changes.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="amounts">At most this, by institution; whoever calls knows how much of the other assets is margin.</param>
    /// <returns>What was given back: the amount, or all other assets where that is less. The next call overwrites it.</returns>
    /// <exception cref="ArgumentException">The column has another shape.</exception>
    public static Column ReturnMargin(this State state, Column amounts) => InstitutionAction.Of(state, amounts, default(Return));

    /// <inheritdoc cref="ReturnMargin(State, Column)"/>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="institution">Label.</param>
    /// <param name="amount">At most this.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    /// <returns>What was given back: the amount, or all other assets where that is less.</returns>
    /// <exception cref="ArgumentException">The label is unknown, or there is no such scenario.</exception>
    public static double ReturnMargin(this State state, string institution, double amount, int scenario = 0) =>
        InstitutionAction.Of(state, institution, amount, scenario, default(Return));

    /// <summary>Balance sheets as they would be had everything that is ordered been executed at the present marks.</summary>
    /// <param name="state">The state; not changed.</param>
    /// <returns>Figures of this moment, in buffers that the next call overwrites.</returns>
    public static AfterOrders AfterOrders(this State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var figures = state.Scratch(typeof(AfterOrders), static s => new AfterOrders(s));
        Passes.OverInstitutions(state, state.ValueInputs(), new AfterOrders.Rule(figures));
        return figures;
    }

    private static SaleTerms Checked(SaleTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return terms;
    }

    private readonly struct Sale(SaleTerms terms) : IInstitutionAction
    {
        public T Do<T>(ref InstitutionAt<T> at, T amount)
            where T : unmanaged, ILanes<T>
        {
            var sells = amount > 0;
            if (!T.Any(sells))
            {
                return 0;
            }

            var before = RepayShares.Unclaimed(at);
            var ordered = SaleOrders.Place(ref at, terms.Liquidation, amount, sells);
            if (terms.RepayShare is { } share)
            {
                RepayShares.Join(ref at, before, ordered, (T)share, ordered > 0);
            }

            at.Bound = T.Where(ordered > 0, terms.Limit, at.Bound);
            return ordered;
        }
    }

    private readonly struct Purchase : IInstitutionAction
    {
        public T Do<T>(ref InstitutionAt<T> at, T amount)
            where T : unmanaged, ILanes<T> => T.Any(amount > 0) ? PurchaseOrders.Place(ref at, amount, amount > 0) : 0;
    }

    private readonly struct Cancellation : IInstitutionAction
    {
        public T Do<T>(ref InstitutionAt<T> at, T amount)
            where T : unmanaged, ILanes<T> => at.HasNoOrder() ? 0 : PurchaseOrders.Cancel(ref at, amount > 0);
    }

    private readonly struct Repayment : IInstitutionAction
    {
        public T Do<T>(ref InstitutionAt<T> at, T amount)
            where T : unmanaged, ILanes<T>
        {
            var cash = new Proceeds<T>(at, at.HasDue);
            cash.Repay(T.Max(0, amount));
            cash.WriteTo(ref at);
            return cash.PaidToLenders;
        }
    }

    private readonly struct Redemption : IInstitutionAction
    {
        public T Do<T>(ref InstitutionAt<T> at, T amount)
            where T : unmanaged, ILanes<T>
        {
            var cash = new Proceeds<T>(at, at.HasDue);
            cash.PayInvestors(T.Max(0, amount));
            cash.WriteTo(ref at);
            return cash.PaidToInvestors;
        }
    }

    private readonly struct Posting : IInstitutionAction
    {
        public T Do<T>(ref InstitutionAt<T> at, T amount)
            where T : unmanaged, ILanes<T>
        {
            var posted = T.Max(0, T.Min(amount, at.Cash));
            at.Cash -= posted;
            at.OtherAssets += posted;
            return posted;
        }
    }

    private readonly struct Return : IInstitutionAction
    {
        public T Do<T>(ref InstitutionAt<T> at, T amount)
            where T : unmanaged, ILanes<T>
        {
            var returned = T.Max(0, T.Min(amount, at.OtherAssets));
            at.OtherAssets -= returned;
            at.Cash += returned;
            return returned;
        }
    }
}
