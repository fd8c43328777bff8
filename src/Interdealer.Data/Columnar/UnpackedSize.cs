namespace Interdealer.Data.Columnar;

/// <summary>What may be made of a file: a packed one of a few bytes can hold as many gigabytes as it likes.</summary>
internal sealed class UnpackedSize
{
    private const int Times = 8;

    private readonly DataSource _source;
    private readonly long _most;
    private long _taken;

    /// <param name="source">Its limit on bytes is what counts.</param>
    public UnpackedSize(DataSource source) => (_source, _most) = (source, source.Limits.Bytes > long.MaxValue / Times ? long.MaxValue : source.Limits.Bytes * Times);

    /// <summary>Counts memory before it is taken.</summary>
    /// <exception cref="DataException">It is more than all may have together.</exception>
    public void Take(long bytes)
    {
        if (bytes > _most - _taken)
        {
            throw new DataException(_source.Name, null, FormattableString.Invariant(
                $"takes more than {_most} bytes unpacked, {Times} times the {_source.Limits.Bytes} bytes that are read (ReadLimits.Bytes)"));
        }

        _taken += bytes;
    }
}
