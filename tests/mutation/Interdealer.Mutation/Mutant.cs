namespace Interdealer.Mutation;

/// <summary>One change of one place.</summary>
/// <param name="Number">By which it is switched on, from 1.</param>
/// <param name="File">File below the folder of the sources, with forward slashes.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Original">What stands there, in one line.</param>
/// <param name="Changed">What stands there instead; empty where a statement is left out.</param>
/// <param name="Occurrence">Counts changes that the other parts do not tell apart, from 0.</param>
internal sealed record Mutant(int Number, string File, int Line, string Original, string Changed, int Occurrence)
{
    /// <summary>Tells it from all others, also after other lines were added to the file.</summary>
    public string Key => $"{File}|{Original}|{Changed}|{Occurrence}";

    /// <inheritdoc />
    public override string ToString() => Changed.Length == 0 ? $"{File}:{Line}: without {Original}" : $"{File}:{Line}: {Original} → {Changed}";
}
