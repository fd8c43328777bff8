namespace Interdealer.Fuzz.Systems;

/// <summary>Laws of every state: it is rebuilt here from what is public, and compared.</summary>
/// <param name="system">The system.</param>
internal sealed class StateLaws(FinancialSystem system)
{
    private static readonly HashSet<string> Own = [.. typeof(State).GetProperties().Where(p => p.PropertyType == typeof(Column)).Select(p => p.Name)];

    /// <summary>Columns in currency.</summary>
    public static readonly HashSet<string> Amounts = new(StringComparer.Ordinal)
    {
        nameof(State.Cash), nameof(State.OtherAssets), nameof(State.Debt), nameof(State.ShortTermDebt), nameof(State.DebtDue), nameof(State.RedemptionDue), nameof(State.PaidOut),
        nameof(State.Inventory), nameof(State.CustomerSales), nameof(State.Sold), nameof(State.Unmet), nameof(State.Flows),
    };

    private readonly (int Row, int Institution, int Asset, double Amount)[] _positions = [.. system.Amounts.Select(h =>
    {
        var (i, k) = (system.InstitutionIndex(h.Institution), system.AssetIndex(h.Asset));
        return ((i * system.Tiers) + system.TierOf[k], i, k, h.Amount);
    })];

    private readonly (int Debtor, int Creditor, double Amount)[] _claims =
        [.. system.Debts.Select(c => (system.InstitutionIndex(c.Debtor), system.InstitutionIndex(c.Creditor), c.Amount))];

    /// <summary>Positions at the start, one entry for each holding.</summary>
    public ReadOnlySpan<(int Row, int Institution, int Asset, double Amount)> Positions => _positions;

    /// <summary>How large the amounts of a state are: what rounding is measured against.</summary>
    public double SizeOf(State state, int s)
    {
        var size = _claims.Sum(c => c.Amount);
        foreach (var (row, _, asset, amount) in _positions)
        {
            size += amount * Math.Max(1, state.Retained[row, s]) * Math.Max(1, state.Price[asset, s]);
        }

        for (var i = 0; i < system.Institutions.Length; i++)
        {
            size += Math.Abs(state.Cash[i, s]) + state.OtherAssets[i, s] + Math.Abs(state.Debt[i, s]) + Math.Abs(state.RedemptionDue[i, s]);
        }

        return size + PoolOf(state, s);
    }

    /// <summary>What is broken in one scenario of a state.</summary>
    public IEnumerable<Violation> Of(State state, int s) => NotFinite(state, s).Concat(SizeOf(state, s) is var size && double.IsFinite(size)
        ? Sheets(state, s, size).Concat(Holdings(state, s)).Concat(Markets(state, s)).Concat(Sums(state, s, size))
        : []);

    /// <summary>What is not finite though nothing said so.</summary>
    public static IEnumerable<Violation> NotFinite(State state, int s)
    {
        foreach (var (name, column) in state.Columns)
        {
            // Depth may be without limit, and what operators remember is theirs.
            var allows = name == nameof(State.Depth) || !Own.Contains(name);
            for (var row = 0; row < column.Rows; row++)
            {
                var x = column[row, s];
                if (double.IsNaN(x) || (double.IsInfinity(x) && !allows))
                {
                    yield return new("finite", $"{name}[{row}] is {Code.Of(x)}");
                }
            }
        }
    }

    private double PoolOf(State state, int s) => Enumerable.Range(0, system.Assets.Length).Sum(k => state.Inventory[k, s] * MarkOf(state, k, s));

    private static double MarkOf(State state, int k, int s) => state.Price[k, s] * (1 - state.Discount[k, s]);

    private IEnumerable<Violation> Sheets(State state, int s, double size)
    {
        var (value, assets, owed) = (state.Value(), AssetsOf(state, s), new double[system.Institutions.Length]);
        foreach (var (debtor, _, amount) in _claims)
        {
            owed[debtor] += amount * state.Recovery[debtor, s];
        }

        for (var i = 0; i < assets.Length; i++)
        {
            if (!Near(assets[i], value.Assets[i, s], size))
            {
                yield return new("assets", $"institution {i} has {Code.Of(assets[i])}, valued at {Code.Of(value.Assets[i, s])}");
            }

            var gap = assets[i] - state.Debt[i, s] - owed[i] - state.RedemptionDue[i, s] - value.Equity[i, s];
            if (!Near(gap, 0, size))
            {
                yield return new("assets = debt + equity", $"institution {i}: assets − debt − owed − equity = {Code.Of(gap)}");
            }
        }
    }

    private double[] AssetsOf(State state, int s)
    {
        var (assets, pool) = (new double[system.Institutions.Length], PoolOf(state, s));
        for (var i = 0; i < assets.Length; i++)
        {
            assets[i] = state.Cash[i, s] + state.OtherAssets[i, s] + (state.PoolShare[i, s] * pool);
        }

        foreach (var (row, i, asset, amount) in _positions)
        {
            assets[i] += amount * state.Retained[row, s] * MarkOf(state, asset, s);
        }

        foreach (var (debtor, creditor, amount) in _claims)
        {
            assets[creditor] += amount * state.Recovery[debtor, s];
        }

        return assets;
    }

    private static IEnumerable<Violation> Holdings(State state, int s)
    {
        for (var row = 0; row < state.Retained.Rows; row++)
        {
            var (retained, order) = (state.Retained[row, s], state.Order[row, s]);
            if (retained < 0)
            {
                yield return new("retained", $"row {row} retains {Code.Of(retained)}");
            }

            if (order > retained)
            {
                yield return new("order", $"row {row} orders {Code.Of(order)} of {Code.Of(retained)}");
            }
        }
    }

    private IEnumerable<Violation> Markets(State state, int s)
    {
        for (var k = 0; k < system.Assets.Length; k++)
        {
            var (price, floor) = (state.Price[k, s], system.Assets[k].PriceFloor);
            if (price < floor || price < 0)
            {
                yield return new("floor", $"price {k} is {Code.Of(price)}, floor {Code.Of(floor)}");
            }

            if (!(state.Discount[k, s] is >= 0 and <= 1) || !(state.Haircut[k, s] is >= 0 and <= 1) || !(state.HalfSpread[k, s] is >= 0 and < 1)
                || state.Volatility[k, s] < 0 || state.Depth[k, s] < 0 || state.Inventory[k, s] < 0 || state.CustomerSales[k, s] < 0
                || state.Quoting[k, s] is not (0 or 1) || state.Fundamental[k, s] < 0)
            {
                yield return new(
                    "market figures",
                    $"asset {k}: discount {Code.Of(state.Discount[k, s])}, haircut {Code.Of(state.Haircut[k, s])}, half-spread {Code.Of(state.HalfSpread[k, s])}, volatility {Code.Of(state.Volatility[k, s])}, depth {Code.Of(state.Depth[k, s])}, inventory {Code.Of(state.Inventory[k, s])}, customers {Code.Of(state.CustomerSales[k, s])}, quoting {Code.Of(state.Quoting[k, s])}");
            }
        }
    }

    private IEnumerable<Violation> Sums(State state, int s, double size)
    {
        var (dust, shares) = (1e-9 * size, 0.0);
        for (var i = 0; i < system.Institutions.Length; i++)
        {
            var (debt, shortTerm, due) = (state.Debt[i, s], state.ShortTermDebt[i, s], state.DebtDue[i, s]);
            if (state.Cash[i, s] < -dust || state.OtherAssets[i, s] < 0 || debt < -dust || state.RedemptionDue[i, s] < -dust || state.PaidOut[i, s] < 0 || state.Unmet[i, s] < 0)
            {
                yield return new("amounts", $"institution {i}: cash {Code.Of(state.Cash[i, s])}, other {Code.Of(state.OtherAssets[i, s])}, debt {Code.Of(debt)}, redemptions {Code.Of(state.RedemptionDue[i, s])}, paid out {Code.Of(state.PaidOut[i, s])}, unmet {Code.Of(state.Unmet[i, s])}");
            }

            if (due < 0 || due > shortTerm || shortTerm > debt + dust)
            {
                yield return new("due", $"institution {i}: due {Code.Of(due)}, short-term {Code.Of(shortTerm)}, debt {Code.Of(debt)}");
            }

            if (!(state.Recovery[i, s] is >= 0 and <= 1) || !(state.RepayShare[i, s] is >= 0 and <= 1 + 1e-12) || !(state.PoolShare[i, s] is >= 0 and <= 1 + 1e-12) || state.Standing[i, s] is not (0 or 1 or 2))
            {
                yield return new("fractions", $"institution {i}: recovery {Code.Of(state.Recovery[i, s])}, repay share {Code.Of(state.RepayShare[i, s])}, pool share {Code.Of(state.PoolShare[i, s])}, standing {Code.Of(state.Standing[i, s])}");
            }

            shares += state.PoolShare[i, s];
        }

        if (shares > 0 && Math.Abs(shares - 1) > 1e-9)
        {
            yield return new("pool shares", $"sum to {Code.Of(shares)}");
        }
    }

    private static bool Near(double a, double b, double size) => Math.Abs(a - b) <= 1e-9 * size;
}
