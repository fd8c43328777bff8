namespace Interdealer.Frames;

/// <summary>What a cell without a value means. Deedle counts NaN and null as such cells. Nothing is ever filled unless it is said here.</summary>
public sealed record Missing
{
    private Missing(Way way, double value = double.NaN) => (Choice, Value) = (way, value);

    internal enum Way
    {
        Refused,
        LeftOut,
        Filled,
        CarriedForward,
    }

    /// <summary>It is an error, which names row and column. What every reader does unless told otherwise.</summary>
    public static Missing Refused { get; } = new(Way.Refused);

    /// <summary>
    /// It is left out: a pair that is not held or not owed, a figure that keeps the value a record has without it, a day or scenario that is dropped whole.
    /// </summary>
    public static Missing LeftOut { get; } = new(Way.LeftOut);

    /// <summary>The last value before it in its column; an error where there is none before. For tables in the order of time.</summary>
    public static Missing CarriedForward { get; } = new(Way.CarriedForward);

    internal Way Choice { get; }

    internal double Value { get; }

    /// <summary>It is this number.</summary>
    /// <param name="value">A finite number, in the unit of the table; 0 only where nothing is what the gap means.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static Missing As(double value) => new(Way.Filled, Require.Finite(value, "the unit of the table"));

    /// <summary>The choice in words.</summary>
    public override string ToString() => Choice switch
    {
        Way.Refused => "refused",
        Way.LeftOut => "left out",
        Way.CarriedForward => "carried forward",
        _ => $"taken as {Require.Text(Value)}",
    };
}
