namespace Interdealer.Ensembles.Summaries;

/// <summary>A statistic of an output, or of several together, over scenarios, taken in as they come.</summary>
/// <remarks>
/// Law: the summary of a set of scenarios is the same to the last bit in whatever order and grouping they were added, so that threads,
/// shards and resumed runs agree. Sums are therefore exact and quantiles counted in fixed bins.
/// </remarks>
public interface ISummary
{
    /// <summary>Number of outputs that it takes in together.</summary>
    int Outputs => 1;

    /// <summary>Adds some scenarios.</summary>
    /// <param name="values">As many outputs as <see cref="Outputs"/> says; NaN where a scenario has none.</param>
    void Add(ScenarioValues values);

    /// <summary>Adds what another summary of the same kind and settings has taken in.</summary>
    /// <param name="other">The other summary, not changed.</param>
    /// <exception cref="ArgumentException">It is of another kind or has other settings.</exception>
    void Add(ISummary other);

    /// <summary>Writes what was taken in: equal summaries write equal bytes.</summary>
    /// <param name="writer">Receives the bytes.</param>
    void Save(BinaryWriter writer);

    /// <summary>Takes over what <see cref="Save"/> wrote for a summary of the same settings.</summary>
    /// <param name="reader">Bytes from outside: checked.</param>
    /// <exception cref="InvalidDataException">The bytes are not those of such a summary.</exception>
    void Load(BinaryReader reader);
}
