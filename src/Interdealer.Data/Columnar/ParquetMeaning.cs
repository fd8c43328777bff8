namespace Interdealer.Data.Columnar;

/// <summary>What a number or bytes of a Parquet file stand for.</summary>
internal enum ParquetKind
{
    None,
    Signed,
    Unsigned,
    Decimal,
    Day,
    Time,
    Text,
    Other,
}

/// <summary>What the values of a column stand for, in the words of today's writers or of those before them.</summary>
/// <param name="Kind">What.</param>
/// <param name="Number">Bits of a whole number, digits behind the point, or how many units of time a second has.</param>
internal readonly record struct ParquetMeaning(ParquetKind Kind, long Number = 0)
{
    private const int Milli = 1_000;
    private const int Micro = 1_000_000;
    private const int Nano = 1_000_000_000;

    public static ParquetMeaning Of(ThriftStruct element)
    {
        // One field of the union is there, and its number says which; the numbers are those of the format's parquet.thrift.
        var today = element.Inner(10);
        return today is { } meaning && Enumerable.Range(1, 15).Cast<int?>().FirstOrDefault(field => meaning.Inner(field!.Value) is not null) is { } kind
            ? Today(kind, meaning.Inner(kind)!.Value)
            : Before(element.Number(6), element.Number(7) ?? 0);
    }

    public override string ToString() => Kind == ParquetKind.None ? "" : $" for {Kind}";

    private static ParquetMeaning Today(int kind, ThriftStruct parameters) => kind switch
    {
        1 or 4 or 12 => new(ParquetKind.Text),
        5 => new(ParquetKind.Decimal, parameters.Number(1) ?? 0),
        6 => new(ParquetKind.Day),
        8 when parameters.Inner(2) is { } unit => new(ParquetKind.Time, unit.Inner(1) is not null ? Milli : unit.Inner(2) is not null ? Micro : Nano),
        10 => new(parameters.Flag(2, none: true) ? ParquetKind.Signed : ParquetKind.Unsigned, parameters.Number(1) ?? 0),
        _ => new(ParquetKind.Other),
    };

    private static ParquetMeaning Before(long? kind, long scale) => kind switch
    {
        null => new(ParquetKind.None),
        0 or 4 or 19 => new(ParquetKind.Text),
        5 => new(ParquetKind.Decimal, scale),
        6 => new(ParquetKind.Day),
        9 => new(ParquetKind.Time, Milli),
        10 => new(ParquetKind.Time, Micro),
        >= 11 and <= 14 => new(ParquetKind.Unsigned, 8L << (int)(kind - 11)),
        >= 15 and <= 18 => new(ParquetKind.Signed, 8L << (int)(kind - 15)),
        _ => new(ParquetKind.Other),
    };
}
