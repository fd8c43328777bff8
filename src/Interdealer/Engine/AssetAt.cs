using System.Runtime.CompilerServices;

namespace Interdealer.Engine;

/// <summary>One asset in one scenario or several: what a rule for assets reads and writes.</summary>
/// <remarks>What is written with the bits that were there is not written, so that whoever depends on it need not look at it again.</remarks>
internal ref struct AssetAt<T>
    where T : unmanaged, ILanes<T>
{
    private readonly State _state;
    private readonly int _stride;
    private readonly ref double _price;
    private readonly ref double _fundamental;
    private readonly ref double _discount;
    private readonly ref double _volatility;
    private readonly ref double _depth;
    private readonly ref double _haircut;
    private readonly ref double _halfSpread;
    private readonly ref double _quoting;
    private readonly ref double _inventory;
    private readonly ref double _customerSales;
    private readonly ref double _sold;
    private readonly ref double _startOfRoundPrice;

    /// <param name="state">The state.</param>
    public AssetAt(State state)
    {
        (_state, _stride) = (state, state.ScenarioCount);
        _price = ref state.Price.Place();
        _fundamental = ref state.Fundamental.Place();
        _discount = ref state.Discount.Place();
        _volatility = ref state.Volatility.Place();
        _depth = ref state.Depth.Place();
        _haircut = ref state.Haircut.Place();
        _halfSpread = ref state.HalfSpread.Place();
        _quoting = ref state.Quoting.Place();
        _inventory = ref state.Inventory.Place();
        _customerSales = ref state.CustomerSales.Place();
        _sold = ref state.Sold.Place();
        _startOfRoundPrice = ref state.StartOfRoundPrice.Place();
    }

    /// <summary>Row of the asset.</summary>
    public int Row { get; private set; }

    /// <summary>First scenario.</summary>
    public int Scenario { get; private set; }

    /// <summary>Place of the first scenario in a column by asset.</summary>
    public int At { get; private set; }

    /// <summary>What does not change about the asset.</summary>
    public readonly Asset Starting => _state.System.Assets[Row];

    /// <summary>Price p_k.</summary>
    public readonly T Price
    {
        get => T.Load(in _price, At);
        set => Write(value, ref _price, _state.Price);
    }

    /// <summary>Value towards which the price recovers.</summary>
    public readonly T Fundamental
    {
        get => T.Load(in _fundamental, At);
        set => Write(value, ref _fundamental, _state.Fundamental);
    }

    /// <summary>Valuation discount.</summary>
    public readonly T Discount
    {
        get => T.Load(in _discount, At);
        set => Write(value, ref _discount, _state.Discount);
    }

    /// <summary>Daily volatility σ_k.</summary>
    public readonly T Volatility
    {
        get => T.Load(in _volatility, At);
        set => Write(value, ref _volatility, _state.Volatility);
    }

    /// <summary>Market depth D_k, in currency.</summary>
    public readonly T Depth
    {
        get => T.Load(in _depth, At);
        set => Write(value, ref _depth, _state.Depth);
    }

    /// <summary>Repo haircut h_k.</summary>
    public readonly T Haircut
    {
        get => T.Load(in _haircut, At);
        set => Write(value, ref _haircut, _state.Haircut);
    }

    /// <summary>Half the bid–ask spread, a fraction of the price.</summary>
    public readonly T HalfSpread
    {
        get => T.Load(in _halfSpread, At);
        set => Write(value, ref _halfSpread, _state.HalfSpread);
    }

    /// <summary>1 where dealers quote.</summary>
    public readonly T Quoting
    {
        get => T.Load(in _quoting, At);
        set => Write(value, ref _quoting, _state.Quoting);
    }

    /// <summary>Units that dealers warehouse.</summary>
    public readonly T Inventory
    {
        get => T.Load(in _inventory, At);
        set => Write(value, ref _inventory, _state.Inventory);
    }

    /// <summary>Value that customers want to sell.</summary>
    public readonly T CustomerSales
    {
        get => T.Load(in _customerSales, At);
        set => Write(value, ref _customerSales, _state.CustomerSales);
    }

    /// <summary>Value sold in the round.</summary>
    public readonly T Sold
    {
        get => T.Load(in _sold, At);
        set => Write(value, ref _sold, _state.Sold);
    }

    /// <summary>Price when the round began.</summary>
    public readonly T StartOfRoundPrice
    {
        get => T.Load(in _startOfRoundPrice, At);
        set => Write(value, ref _startOfRoundPrice, _state.StartOfRoundPrice);
    }

    /// <summary>Reads a column by asset.</summary>
    public readonly T Read(Column column) => T.Load(in column.From(0), At);

    /// <summary>Writes a column by asset.</summary>
    public readonly void Write(Column column, T value) => Write(value, ref column.Place(), column);

    /// <summary>Reads a column of one row.</summary>
    public readonly T ReadScenario(Column column) => T.Load(in column.From(0), Scenario);

    /// <summary>Writes a column of one row.</summary>
    public readonly void WriteScenario(Column column, T value) => T.Store(value, ref column.To(0), Scenario);

    /// <summary>Moves to an asset and to some scenarios.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MoveTo(int row, int scenario)
    {
        (Row, Scenario) = (row, scenario);
        At = (row * _stride) + scenario;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Write(T value, ref double to, Column column)
    {
        if (!T.All(T.AreSame(T.Load(in to, At), value)))
        {
            column.Touch();
            T.Store(value, ref to, At);
        }
    }
}
