namespace Interdealer.Risk;

/// <summary>
/// A buffer on top of margin that may be used up while margins rise (EU Delegated Regulation 153/2013, article 28(1)(a): at least 25 %).
/// </summary>
/// <remarks>
/// In calm times (1+b)·raw is held. When raw margin rises, what is held stays put until raw has used the buffer up, and from then on equals raw;
/// when raw falls, what is held stays until it exceeds (1+b)·raw again. In one line: held ← clamp(held, raw, (1+b)·raw). So a doubling of raw margin
/// with b = 25 % takes what is held from 1.25 to 2: 2/1.25 − 1 = +60 %. <see cref="Rebuild"/> puts a share of what is missing back on every day raw does not rise.
/// </remarks>
public sealed record ExhaustibleBuffer : IMarginTool
{
    /// <summary>A buffer of a given share of margin.</summary>
    /// <param name="share">b, a fraction of raw margin from 0 to 1; the regulation asks for at least 0.25.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside 0 to 1.</exception>
    public ExhaustibleBuffer(double share = 0.25) => Share = Require.Share(share);

    /// <summary>b, a fraction of raw margin.</summary>
    public double Share { get; }

    /// <summary>Share of the missing buffer collected again on each day on which raw margin does not rise, from 0 (only as raw falls) to 1.</summary>
    public double Rebuild { get; init => field = Require.Share(value, nameof(Rebuild)); }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A margin is negative or not finite.</exception>
    public double[] Charge(ReadOnlySpan<double> raw)
    {
        Require.AllNonNegative(raw, "currency");
        var held = new double[raw.Length];
        for (var t = 0; t < raw.Length; t++)
        {
            var full = (1 + Share) * raw[t];
            held[t] = t == 0 ? full : Math.Clamp(held[t - 1], raw[t], full);
            if (t > 0 && raw[t] <= raw[t - 1])
            {
                held[t] += Rebuild * (full - held[t]);
            }
        }

        return held;
    }
}
