namespace Interdealer.Mutation;

/// <summary>Tries changes with the tests that reach them.</summary>
/// <param name="program">Assembly of this program beside the library with the changes.</param>
/// <param name="worker">The process that tries them.</param>
/// <param name="reach">What the tests reach.</param>
/// <param name="seconds">How long to try one change.</param>
internal sealed class Trial(string program, WorkerProcess worker, Reach reach, double seconds)
{
    private readonly Dictionary<(string File, int Method), int> _kills = [];

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

        _kills[(mutant.File, killer)] = _kills.GetValueOrDefault((mutant.File, killer)) + 1;
        return new Result(mutant.Key, outcome, reach.Methods[killer].Name);
    }

    private Task<(Outcome Outcome, int? By)> TryAsync(WorkerProcess process, Mutant mutant, IEnumerable<int> methods) =>
        process.TryAsync(mutant.Number, seconds, [.. methods.OrderBy(method => Cost(mutant, method))]);

    // The quickest first, and those that are about the file or have killed in it.
    private double Cost(Mutant mutant, int method)
    {
        var isAbout = reach.Methods[method].Name.Contains("." + Path.GetFileNameWithoutExtension(mutant.File), StringComparison.Ordinal);
        return (0.002 + reach.Methods[method].Seconds) / (1 + (20 * _kills.GetValueOrDefault((mutant.File, method)))) / (isAbout ? 10 : 1);
    }
}
