namespace Interdealer.Fuzz.Systems;

/// <summary>The random choices of one case: the seed is the whole recipe.</summary>
/// <param name="seed">Seed.</param>
/// <param name="allowsExtremes">False draws ordinary magnitudes alone.</param>
/// <param name="currency">One unit of what amounts are written in; a power of 2 changes no digit of any amount.</param>
internal sealed class Draw(int seed, bool allowsExtremes = true, double currency = 1)
{
    private readonly Random _random = new(seed);

    /// <summary>Whether amounts and parameters of this case may be anything that is allowed.</summary>
    public bool IsExtreme { get; } = allowsExtremes && new Random(~seed).Next(5) < 2;

    /// <summary>Whether amounts may be so large or small that sums and products of them overflow or vanish.</summary>
    public bool IsAbsurd { get; } = allowsExtremes && new Random(~seed - 1).Next(40) == 0;

    public double Unit() => _random.NextDouble();

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public int Below(int count) => _random.Next(count);

    public T Pick<T>(params ReadOnlySpan<T> of) => of[_random.Next(of.Length)];

    /// <summary>A number between two; each end with some probability.</summary>
    public double Between(double low, double high) => _random.Next(12) switch
    {
        0 => low,
        1 => high,
        _ => low + ((high - low) * _random.NextDouble()),
    };

    /// <summary>A fraction from 0 to 1.</summary>
    public double Share() => Extreme(Between(0, 1), 1e-12, double.Epsilon, Math.BitDecrement(1.0), 0.5);

    /// <summary>A fraction of at least 0 and below 1.</summary>
    public double Fraction(double ordinary) => Extreme(_random.Next(6) == 0 ? 0 : ordinary * _random.NextDouble(), 0, 1e-12, Math.BitDecrement(1.0), 0.5, 0.99);

    /// <summary>A fraction above 0 and below 1.</summary>
    public double OpenFraction(double low, double high) => Extreme(low + ((high - low) * _random.NextDouble()), 1e-12, Math.BitDecrement(1.0), 0.5, 0.99);

    /// <summary>A pure number of at least 0.</summary>
    public double Number(double ordinary) => Extreme(_random.Next(8) == 0 ? 0 : ordinary * _random.NextDouble(), 0, 1e-9, 1e6, 1e-300);

    /// <summary>A pure number above 0.</summary>
    public double Above(double low, double high) => Extreme(low + ((high - low) * _random.NextDouble()), 1e-9, 1e6, low);

    /// <summary>An amount of at least 0.</summary>
    public double Amount(double ordinary) => currency * Extreme(_random.Next(8) == 0 ? 0 : ordinary * _random.NextDouble(), 0, 1e-12, 1e12, Decades());

    /// <summary>An amount above 0.</summary>
    public double Positive(double low, double high) => currency * Extreme(low * Math.Pow(high / low, _random.NextDouble()), 1e-12, 1e12, Decades());

    private double Decades() => Math.Pow(10, ((24 * _random.NextDouble()) - 12) * (IsAbsurd ? 25 : 1));

    /// <summary>In an extreme case now and then one of these instead.</summary>
    private double Extreme(double ordinary, params ReadOnlySpan<double> extremes) =>
        IsExtreme && _random.Next(4) == 0 ? extremes[_random.Next(extremes.Length)] : ordinary;
}
