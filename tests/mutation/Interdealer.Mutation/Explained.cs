namespace Interdealer.Mutation;

/// <summary>Changes that no test can tell from the original, each with the reason: <c>tests/mutation/explained.tsv</c>, one to a line.</summary>
/// <remarks>
/// Columns: file, what stands there, what stands there instead (empty where a statement is left out), which of several alike, why. A change that is in
/// the list is not tried and not counted; a line that names no change of the folder any more is said, so that none stays behind when the code moves on.
/// </remarks>
internal sealed class Explained
{
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);

    /// <param name="checkout">The checkout.</param>
    /// <param name="folder">Folder of the library.</param>
    public Explained(string checkout, string folder)
    {
        foreach (var (line, number) in File.ReadLines(Path.Combine(checkout, "tests", "mutation", "explained.tsv")).Select((line, k) => (line, k + 1)).Skip(1))
        {
            if (line.Split('\t') is not [var file, var original, var changed, var occurrence, { Length: > 0 } reason])
            {
                throw new InvalidDataException($"explained.tsv, line {number}: five columns were expected: file, original, changed, occurrence, reason.");
            }

            if (file.StartsWith(folder + "/", StringComparison.Ordinal) && !_reasons.TryAdd($"{file}|{original}|{changed}|{occurrence}", reason))
            {
                throw new InvalidDataException($"explained.tsv, line {number}: the change was explained before.");
            }
        }
    }

    /// <summary>Why no test can tell the change from the original; null where nobody has said so.</summary>
    public string? Reason(Mutant mutant) => _reasons.GetValueOrDefault(mutant.Key);

    /// <summary>Lines that name none of the changes.</summary>
    public IEnumerable<string> Stale(IReadOnlyList<Mutant> mutants) => _reasons.Keys.Except(mutants.Select(m => m.Key), StringComparer.Ordinal);
}
