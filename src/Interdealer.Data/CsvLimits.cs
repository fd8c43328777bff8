namespace Interdealer.Data;

/// <summary>How large a file may be before reading it is refused, so that a wrong file cannot exhaust the machine.</summary>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Rows">Rows below the header.</param>
/// <param name="Columns">Columns.</param>
/// <param name="FieldLength">Characters in one field.</param>
internal sealed record CsvLimits(long Bytes, int Rows, int Columns, int FieldLength)
{
    public static CsvLimits Default { get; } = new(Bytes: 64 << 20, Rows: 500_000, Columns: 100, FieldLength: 4096);
}
