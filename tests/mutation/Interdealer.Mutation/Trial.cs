namespace Interdealer.Mutation;

/// <summary>Tries changes with the tests that reach them.</summary>
/// <param name="program">Assembly of this program beside the library with the changes.</param>
/// <param name="worker">The process that tries them.</param>
/// <param name="reach">What the tests reach.</param>
/// <param name="seconds">How long to try one change.</param>
internal sealed class Trial(string program, WorkerProcess worker, Reach reach, double seconds)
{
    // By file, and in all files under no name.
    private readonly Dictionary<(string File, string Test), int> _kills = [];

    /// <summary>Takes note of a kill: the tests that have killed most in a file, then in all, are tried first.</summary>
    public void Note(string file, string test)
    {
        foreach (var place in new[] { file, "" })
        {
            _kills[(place, test)] = _kills.GetValueOrDefault((place, test)) + 1;
        }
    }

    /// <summary>What becomes of a change.</summary>
    public async Task<Result> OfAsync(Mutant mutant)
    {
        var (outcome, by) = reach.By.TryGetValue(mutant.Number, out var methods) ? await TryAsync(worker, mutant, methods) : (Outcome.NotReached, null);
        if (outcome is Outcome.Survived or Outcome.Unfinished or Outcome.NotReached && reach.BySetUp.Contains(mutant.Number))
        {
            // What it alters is kept from when a class set itself up, such as a limit that all of its tests share: in a process of its own, which sets up with it.
            using var own = new WorkerProcess(program, reach, mutant.Number);
            (outcome, by) = await TryAsync(own, mutant, Enumerable.Range(0, reach.Methods.Count).Where(method => reach.Methods[method].Passed));
        }

        if (by is not { } killer)
        {
            return new Result(mutant.Key, outcome, null);
        }

        Note(mutant.File, reach.Methods[killer].Name);
        return new Result(mutant.Key, outcome, reach.Methods[killer].Name);
    }

    private Task<(Outcome Outcome, int? By)> TryAsync(WorkerProcess process, Mutant mutant, IEnumerable<int> methods) =>
        process.TryAsync(mutant.Number, seconds, [.. methods.OrderBy(method => Cost(mutant, method))]);

    // The quickest first, and those that are about the file or have killed, in it or elsewhere.
    private double Cost(Mutant mutant, int method)
    {
        var (name, seconds) = (reach.Methods[method].Name, reach.Methods[method].Seconds);
        var isAbout = name.Contains("." + Path.GetFileNameWithoutExtension(mutant.File), StringComparison.Ordinal);
        return (0.002 + seconds) / (1 + (20 * _kills.GetValueOrDefault((mutant.File, name))) + _kills.GetValueOrDefault(("", name))) / (isAbout ? 10 : 1);
    }
}
