using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interdealer.Mutation;

/// <summary>What became of one change, as it is kept.</summary>
/// <param name="Key">Which.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="By">The test that failed; null where none did.</param>
internal sealed record Result(string Key, Outcome Outcome, string? By);

/// <summary>Results of one folder, kept in <c>artifacts/mutation</c> as they come: a run that was ended goes on where it was.</summary>
internal sealed class Results
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };
    private readonly Dictionary<string, Result> _results = new(StringComparer.Ordinal);
    private readonly Explained _explained;
    private readonly string _places;
    private readonly string _kept;

    /// <param name="checkout">The checkout.</param>
    /// <param name="folder">Folder of the library.</param>
    public Results(string checkout, string folder)
    {
        (Folder, _explained) = (folder, new Explained(checkout, folder));
        Directory.CreateDirectory(In(checkout));
        (_places, _kept) = (Path.Combine(In(checkout), folder + ".places.json"), Path.Combine(In(checkout), folder + ".results.jsonl"));
        if (File.Exists(_places))
        {
            (Mutants, DoNotCompile) = JsonSerializer.Deserialize<Places>(File.ReadAllText(_places), Json)!;
        }

        // A last line that a process was writing when it was ended is no result.
        foreach (var line in File.Exists(_kept) ? File.ReadAllLines(_kept).Where(l => l.EndsWith('}')) : [])
        {
            var result = JsonSerializer.Deserialize<Result>(line, Json)!;
            _results[result.Key] = result;
        }
    }

    /// <summary>Folder of the library.</summary>
    public string Folder { get; }

    /// <summary>The changes of the last build.</summary>
    public IReadOnlyList<Mutant> Mutants { get; private set; } = [];

    /// <summary>How many changes did not compile.</summary>
    public int DoNotCompile { get; private set; }

    /// <summary>Folders of which results are kept.</summary>
    public static IEnumerable<string> Folders(string checkout) => Directory.Exists(In(checkout))
        ? Directory.EnumerateFiles(In(checkout), "*.places.json").Select(f => Path.GetFileName(f)[..^".places.json".Length]).Order(StringComparer.Ordinal)
        : [];

    /// <summary>What became of a change; null where it has not been tried.</summary>
    public Outcome? Of(Mutant mutant) => _explained.Reason(mutant) is not null ? Outcome.Explained : _results.GetValueOrDefault(mutant.Key)?.Outcome;

    /// <summary>The tests that have killed, each with the file of the change.</summary>
    public IEnumerable<(string File, string Test)> Kills => Mutants.Select(m => (m.File, Test: _results.GetValueOrDefault(m.Key)?.By)).Where(x => x.Test is not null)!;

    /// <summary>Explanations of changes that there are no more.</summary>
    public IEnumerable<string> Stale => _explained.Stale(Mutants);

    /// <summary>Takes the changes of a build.</summary>
    public void Begin(IReadOnlyList<Mutant> mutants, int doNotCompile)
    {
        (Mutants, DoNotCompile) = (mutants, doNotCompile);
        File.WriteAllText(_places, JsonSerializer.Serialize(new Places(mutants, doNotCompile), Json));
    }

    /// <summary>Keeps a result.</summary>
    public void Add(Result result)
    {
        _results[result.Key] = result;
        File.AppendAllText(_kept, JsonSerializer.Serialize(result, Json) + "\n");
    }

    /// <summary>One line: how many were tried and killed.</summary>
    public string Score()
    {
        var (killed, survived, reached) = (Count(Outcome.Killed), Count(Outcome.Survived), Count(Outcome.NotReached));
        var (others, unfinished) = (Count(Outcome.Endless) + Count(Outcome.Crashed), Count(Outcome.Unfinished));
        var explained = Count(Outcome.Explained);
        var (found, tried) = (killed + others, killed + others + survived + reached + unfinished);
        return FormattableString.Invariant(
            $"{Folder}: {found} of {tried} killed, {100.0 * found / Math.Max(1, tried):0.0} % ({others} never end or end the process); survived {survived}, reached by no test {reached}, not by all tests yet {unfinished}; ")
            + FormattableString.Invariant($"{explained} make no difference, {Mutants.Count - tried - explained} not tried, {DoNotCompile} do not compile");
    }

    private int Count(Outcome outcome) => Mutants.Count(m => Of(m) == outcome);

    private static string In(string checkout) => Path.Combine(checkout, "artifacts", "mutation");

    private sealed record Places(IReadOnlyList<Mutant> Mutants, int DoNotCompile);
}
