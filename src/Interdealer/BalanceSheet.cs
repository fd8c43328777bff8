using System.Collections;
using System.Collections.Immutable;
using Interdealer.Display;

namespace Interdealer;

/// <summary>How an asset of a balance sheet behaves in a cascade.</summary>
public enum AssetKind
{
    /// <summary>Can be sold at its mark; assets are sold in the order in which the sheet lists them.</summary>
    Marketable,

    /// <summary>Cash and central bank reserves.</summary>
    Cash,

    /// <summary>Not for sale within a cascade (loans, derivatives, …); it can still lose value.</summary>
    Other,
}

/// <summary>One asset of a balance sheet.</summary>
/// <param name="Name">Label, unique in the sheet.</param>
/// <param name="Value">Present value, in currency.</param>
/// <param name="Kind">How it behaves.</param>
public sealed record AssetItem(string Name, double Value, AssetKind Kind);

/// <summary>One liability of a balance sheet.</summary>
/// <param name="Name">Label, unique in the sheet.</param>
/// <param name="Value">Amount owed, in currency.</param>
public sealed record LiabilityItem(string Name, double Value);

/// <summary>
/// One institution by itself: named assets, named liabilities and Tier 1 capital, with assets = debt + capital after every step.
/// </summary>
/// <remarks>
/// Written as <c>new BalanceSheet("Dealer Prime", tier1Capital: 25) { { "Bonds", 150 }, … }</c>. Assets are added until the sheet is first
/// read; from then on it never changes, and every step gives a new sheet. Amounts are in the caller's currency unit.
/// </remarks>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class BalanceSheet : IEnumerable<AssetItem>, ITabular
{
    private readonly List<AssetItem> _items = [];
    private readonly double _tier1;
    private readonly ImmutableArray<LiabilityItem> _named;
    private Frozen? _frozen;

    /// <summary>An empty sheet, to which assets are added.</summary>
    /// <param name="name">The institution's label.</param>
    /// <param name="tier1Capital">Tier 1 capital, in currency, at least 0 and at most total assets.</param>
    /// <param name="liabilities">Named liabilities, repaid in the order listed; they must add up to assets less capital. Left out: one, "Debt".</param>
    /// <param name="offBalanceSheetExposure">Leverage exposure beyond the assets, in currency, at least 0.</param>
    /// <exception cref="ArgumentException">A name is blank or repeated, or an amount is negative or not a number.</exception>
    public BalanceSheet(
        string name, double tier1Capital, IEnumerable<LiabilityItem>? liabilities = null, double offBalanceSheetExposure = 0)
    {
        Name = Require.Label(name);
        _tier1 = Require.NonNegative(tier1Capital, "currency");
        OffBalanceSheetExposure = Require.NonNegative(offBalanceSheetExposure, "currency");
        _named = Require.NoNulls(liabilities ?? [], "a liability", nameof(liabilities));
        foreach (var group in _named.GroupBy(l => Require.Label(l.Name, nameof(liabilities)), StringComparer.Ordinal))
        {
            Require.NonNegative(group.First().Value, "currency", $"liability \"{group.Key}\"");
            if (group.Count() > 1)
            {
                throw new ArgumentException($"liabilities: \"{group.Key}\" is listed twice; names must be unique.", nameof(liabilities));
            }
        }
    }

    private BalanceSheet(BalanceSheet before, ImmutableArray<AssetItem> assets, ImmutableArray<LiabilityItem> liabilities, double loss)
    {
        Name = before.Name;
        OffBalanceSheetExposure = before.OffBalanceSheetExposure;
        _items.AddRange(assets);
        _frozen = new Frozen(assets, liabilities, loss);
    }

    /// <summary>The institution's label.</summary>
    public string Name { get; }

    /// <summary>Leverage exposure beyond the assets, in currency.</summary>
    public double OffBalanceSheetExposure { get; }

    /// <summary>The assets, most liquid first.</summary>
    public ImmutableArray<AssetItem> Assets => Freeze().Assets;

    /// <summary>The liabilities, in the order in which they are repaid.</summary>
    public ImmutableArray<LiabilityItem> Liabilities => Freeze().Liabilities;

    /// <summary>Total assets, in currency.</summary>
    public double TotalAssets => Freeze().TotalAssets;

    /// <summary>Total debt, in currency.</summary>
    public double Debt => Freeze().Debt;

    /// <summary>Tier 1 capital: assets less debt, in currency; negative once losses have exceeded it.</summary>
    public double Tier1Capital => TotalAssets - Debt;

    /// <summary>Losses absorbed since the sheet was written down, in currency; positive.</summary>
    public double Loss => Freeze().Loss;

    /// <summary>True while capital is above 0.</summary>
    public bool IsSolvent => Tier1Capital > 0;

    /// <summary>Present value of one asset.</summary>
    /// <param name="asset">Its label.</param>
    /// <exception cref="ArgumentException">The sheet has no such asset; the message lists those it has.</exception>
    public double this[string asset] => Find(asset).Value;

    /// <summary>Adds an asset; only before the sheet is first read.</summary>
    /// <param name="asset">Label, unique in the sheet.</param>
    /// <param name="value">Value in currency, at least 0.</param>
    /// <param name="kind">How it behaves in a cascade.</param>
    public void Add(string asset, double value, AssetKind kind = AssetKind.Marketable)
    {
        if (_frozen is not null)
        {
            throw new InvalidOperationException($"\"{asset}\" cannot be added: the balance sheet of {Name} has been read and no longer changes.");
        }

        Require.Label(asset);
        Require.Defined(kind);
        Require.NonNegative(value, "currency", $"value of \"{asset}\"");
        if (_items.Exists(i => i.Name == asset))
        {
            throw new ArgumentException($"asset: \"{asset}\" is listed twice on the balance sheet of {Name}; names must be unique.", nameof(asset));
        }

        _items.Add(new AssetItem(asset, value, kind));
    }

    /// <summary>The sheet after one asset has fallen in value; capital absorbs the loss.</summary>
    /// <param name="asset">Label of the asset.</param>
    /// <param name="by">The fall, a fraction from 0 to 1.</param>
    public BalanceSheet MarkDown(string asset, double by)
    {
        Require.Share(by);
        var item = Find(asset);
        return With([.. Assets.Select(a => a == item ? a with { Value = a.Value * (1 - by) } : a)], Liabilities, Loss + (item.Value * by));
    }

    /// <summary>The sheet after selling some of one asset at its mark and repaying debt with the proceeds.</summary>
    /// <param name="asset">Label of the asset; a cash item is used rather than sold.</param>
    /// <param name="amount">Value sold, in currency, at least 0 and at most what is held and what is owed.</param>
    public BalanceSheet Sell(string asset, double amount)
    {
        Require.NonNegative(amount, "currency");
        var item = Find(asset);
        if (amount > item.Value)
        {
            throw new ArgumentOutOfRangeException(
                nameof(amount), amount, $"amount must be at most the {Require.Text(item.Value)} of \"{asset}\" that {Name} holds; it was {Require.Text(amount)} (currency).");
        }

        return With([.. Assets.Select(a => a == item ? a with { Value = a.Value - amount } : a)], Repay(amount), Loss);
    }

    /// <summary>The sheet after selling marketable assets in the order listed and repaying debt with the proceeds.</summary>
    /// <param name="amount">Value sold, in currency, at least 0 and at most the marketable assets.</param>
    public BalanceSheet SellMostLiquidFirst(double amount)
    {
        Require.NonNegative(amount, "currency");
        var marketable = Assets.Where(a => a.Kind == AssetKind.Marketable).Sum(a => a.Value);
        if (amount > marketable)
        {
            throw new ArgumentOutOfRangeException(
                nameof(amount), amount, $"amount must be at most the {Require.Text(marketable)} of marketable assets that {Name} holds; it was {Require.Text(amount)} (currency).");
        }

        var (sheet, left) = (this, amount);
        foreach (var item in Assets.Where(a => a.Kind == AssetKind.Marketable))
        {
            var sold = Math.Min(left, item.Value);
            sheet = sheet.Sell(item.Name, sold);
            left -= sold;
        }

        return sheet;
    }

    /// <inheritdoc />
    public IEnumerator<AssetItem> GetEnumerator() => Assets.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();

    /// <summary>The sheet as a table: assets, then liabilities and capital, both adding up to the total.</summary>
    public Table ToTable()
    {
        var rows = Assets.Select(a => ("Assets", a.Name, a.Value))
            .Append(("Assets", "Total assets", TotalAssets))
            .Concat(Liabilities.Select(l => ("Liabilities", l.Name, l.Value)))
            .Append(("Capital", "Tier 1 capital", Tier1Capital))
            .Append(("", "Total debt and capital", Debt + Tier1Capital))
            .ToList();
        return Table.Create(Name)
            .With("Side", rows.Select(r => r.Item1))
            .With("Item", rows.Select(r => r.Item2))
            .With("Value", rows.Select(r => r.Item3), "#,0.##");
    }

    private BalanceSheet With(ImmutableArray<AssetItem> assets, ImmutableArray<LiabilityItem> liabilities, double loss) =>
        new(this, assets, liabilities, loss);

    private AssetItem Find(string asset) => Assets.FirstOrDefault(a => a.Name == asset)
        ?? throw Require.Unknown($"an asset of {Name}", asset, Assets.Select(a => a.Name), nameof(asset));

    private ImmutableArray<LiabilityItem> Repay(double amount)
    {
        if (amount > Debt * (1 + 1e-12))
        {
            throw new ArgumentOutOfRangeException(
                nameof(amount), amount, $"amount must be at most the debt of {Require.Text(Debt)} that {Name} owes; it was {Require.Text(amount)} (currency).");
        }

        var left = amount;
        var after = ImmutableArray.CreateBuilder<LiabilityItem>(Liabilities.Length);
        foreach (var liability in Liabilities)
        {
            var paid = Math.Min(left, liability.Value);
            after.Add(liability with { Value = liability.Value - paid });
            left -= paid;
        }

        return after.MoveToImmutable();
    }

    /// <summary>Checks the whole sheet once, when it is first read.</summary>
    private Frozen Freeze()
    {
        if (_frozen is not null)
        {
            return _frozen;
        }

        var total = _items.Sum(i => i.Value);
        if (_items.Count == 0 || total <= 0)
        {
            throw new InvalidOperationException(
                $"The balance sheet of {Name} must list at least one asset of value above 0; it lists {_items.Count} worth {Require.Text(total)} (currency).");
        }

        if (_tier1 > total)
        {
            throw new InvalidOperationException(
                $"tier1Capital of {Name} must be at most its total assets of {Require.Text(total)}; it was {Require.Text(_tier1)} (currency).");
        }

        var debt = total - _tier1;
        var named = _named.Sum(l => l.Value);
        if (!_named.IsEmpty && Math.Abs(named - debt) > 1e-9 * total)
        {
            throw new InvalidOperationException(
                $"liabilities of {Name} must add up to assets less capital, {Require.Text(total)} − {Require.Text(_tier1)} = {Require.Text(debt)}; they add up to {Require.Text(named)} (currency).");
        }

        return _frozen = new Frozen([.. _items], _named.IsEmpty ? [new LiabilityItem("Debt", debt)] : _named, 0);
    }

    private sealed record Frozen(ImmutableArray<AssetItem> Assets, ImmutableArray<LiabilityItem> Liabilities, double Loss)
    {
        public double TotalAssets { get; } = Assets.Sum(a => a.Value);

        public double Debt { get; } = Liabilities.Sum(l => l.Value);
    }
}
