using Interdealer.Frames.Writing;

namespace Interdealer.Frames.Reading;

/// <summary>The figures of assets as columns.</summary>
internal static class AssetFigures
{
    public static FigureTable<Asset> Table { get; } = new(
        name => new Asset(name),
        new(
            nameof(Asset.LiquidityRank), "a whole number of at least 0 (a rank)", true,
            all => FrameWriter.Column(all.Select(a => a.LiquidityRank).ToArray()),
            (a, cell) => (double)cell is >= 0 and <= int.MaxValue and var rank && rank == Math.Floor(rank) ? a with { LiquidityRank = (int)rank } : null),
        new(
            nameof(Asset.Sellable), "true or false", false,
            all => FrameWriter.Column(all.Select(a => a.Sellable).ToArray()),
            (a, cell) => cell is bool sellable ? a with { Sellable = sellable } : null),
        Figure<Asset>.Number(nameof(Asset.Depth), "currency", a => a.Depth, (a, x) => a with { Depth = x }),
        Figure<Asset>.Number(nameof(Asset.Volatility), "fraction a day", a => a.Volatility, (a, x) => a with { Volatility = x }),
        Figure<Asset>.Number(nameof(Asset.Haircut), "fraction", a => a.Haircut, (a, x) => a with { Haircut = x }),
        Figure<Asset>.Number(nameof(Asset.PriceFloor), "fraction", a => a.PriceFloor, (a, x) => a with { PriceFloor = x }),
        Figure<Asset>.Number(nameof(Asset.HalfSpread), "fraction", a => a.HalfSpread, (a, x) => a with { HalfSpread = x }),
        Figure<Asset>.Number(nameof(Asset.DailyVolume), "currency a day", a => a.DailyVolume, (a, x) => a with { DailyVolume = x }));
}
