using System.Diagnostics;
using System.Globalization;

namespace Interdealer.Mutation;

/// <summary>Changes one folder of the library and tries what no test has killed yet.</summary>
/// <param name="checkout">The checkout.</param>
/// <param name="part">Folder of the library, or one file in it: whose changes are tried.</param>
/// <param name="words">Parts of names of tests, one of which a test must have; every test where there are none.</param>
internal sealed class FolderRun(string checkout, string part, string[] words)
{
    // What owns memory is not changed: a wrong place in it ends the process, or spoils what is not looked at.
    private static readonly HashSet<string> LeftOut = new(["Lanes.cs", "GatherMatrix.cs", "Column.cs", "TierRow.cs"], StringComparer.Ordinal);

    private readonly string _folder = part.Split('/')[0];
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Results _results = new(checkout, part.Split('/')[0]);

    /// <summary>Builds, records what the tests reach, and tries.</summary>
    /// <param name="bound">How long to try.</param>
    /// <param name="seconds">How long to try one change before it is left for a later run.</param>
    /// <param name="doubts">Tries what is explained instead; nothing of it is kept.</param>
    public async Task RunAsync(TimeSpan bound, double seconds, bool doubts)
    {
        var (library, mutants, doNotCompile) = PlantedBuild.Make(checkout, _folder, LeftOut);
        _results.Begin(mutants, doNotCompile);
        Say($"{mutants.Count} changes compile, {doNotCompile} do not");
        var program = await PlaceAsync(library, mutants.Max(m => m.Number));
        var reach = Reach.Read(ReachBeside(program));
        var unused = string.Join(", ", reach.Methods.Where(m => !m.Passed).Select(m => m.Name));
        Say($"{reach.Methods.Count(m => m.Passed)} methods of tests take {reach.Methods.Sum(m => m.Seconds):0} s; not used, because they fail without a change: {(unused.Length == 0 ? "none" : unused)}");
        foreach (var stale in _results.Stale)
        {
            Say($"explained, but no change any more: {stale}");
        }

        using var worker = new WorkerProcess(program, reach);
        var trial = new Trial(program, worker, reach, seconds);
        foreach (var (file, test) in _results.Kills)
        {
            trial.Note(file, test);
        }

        await (doubts ? DoubtAsync(trial, bound) : TryAsync(trial, bound));
        Console.WriteLine(_results.Score());
    }

    /// <summary>Puts the library beside the tests, and records what they reach where that is not known.</summary>
    /// <returns>This program, beside them.</returns>
    private async Task<string> PlaceAsync(byte[] library, int numbers)
    {
        // Below the tests' own folder, where they look for their data.
        var work = Directory.CreateDirectory(Path.Combine(checkout, "tests", "Interdealer.Tests", "bin", "mutation", _folder)).FullName;
        var (program, planted) = (Path.Combine(work, Path.GetFileName(typeof(FolderRun).Assembly.Location)), Path.Combine(work, "Interdealer.dll"));
        var isBuilt = File.Exists(ReachBeside(program)) && File.ReadAllBytes(planted).AsSpan().SequenceEqual(library);
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(work, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }

        File.WriteAllBytes(planted, library);
        if (!isBuilt)
        {
            File.Delete(ReachBeside(program));
        }

        var start = new ProcessStartInfo("dotnet", [program, "record", numbers.ToString(CultureInfo.InvariantCulture), .. words]) { RedirectStandardOutput = true };
        using var recording = Process.Start(start) ?? throw new InvalidOperationException("The tests did not start.");
        await recording.StandardOutput.ReadToEndAsync();
        await recording.WaitForExitAsync();
        if (recording.ExitCode != 0)
        {
            throw new InvalidOperationException($"The tests could not be run without a change: {recording.ExitCode}.");
        }

        return program;
    }

    private async Task TryAsync(Trial trial, TimeSpan bound)
    {
        // Survivors first, for which a test may have been written; the others in an order drawn once for all, so that what a run that was ended has tried is a sample.
        var open = _results.Mutants.Where(m => m.File.StartsWith(part, StringComparison.Ordinal) && _results.Of(m) is null or Outcome.Survived or Outcome.Unfinished or Outcome.NotReached).ToArray();
        new Random(1).Shuffle(open);
        var tried = 0;
        foreach (var mutant in open.OrderBy(m => _results.Of(m) is { } outcome ? outcome is Outcome.Unfinished ? 2 : 0 : 1).TakeWhile(_ => _watch.Elapsed < bound))
        {
            var result = await trial.OfAsync(mutant);
            _results.Add(result);
            if (result.Outcome is Outcome.Survived or Outcome.NotReached)
            {
                Say($"{result.Outcome}: {mutant}");
            }

            if (++tried % 100 == 0)
            {
                Say($"{tried} of {open.Length}; {_results.Score()}");
            }
        }
    }

    private async Task DoubtAsync(Trial trial, TimeSpan bound)
    {
        var explained = _results.Mutants.Where(m => m.File.StartsWith(part, StringComparison.Ordinal) && _results.Of(m) is Outcome.Explained).ToArray();
        new Random(1).Shuffle(explained);
        var (tried, refuted) = (0, 0);
        foreach (var mutant in explained.TakeWhile(_ => _watch.Elapsed < bound))
        {
            var result = await trial.OfAsync(mutant);
            tried++;
            if (result.Outcome is Outcome.Killed or Outcome.Endless or Outcome.Crashed)
            {
                refuted++;
                Say($"Refuted, {result.Outcome}: {mutant}, by {result.By}");
            }
        }

        Say($"{tried} of {explained.Length} explained changes tried, {refuted} refuted");
    }

    private static string ReachBeside(string program) => Path.Combine(Path.GetDirectoryName(program)!, Reach.File);

    private void Say(FormattableString text) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_watch.Elapsed.TotalSeconds,6:0} s  {FormattableString.Invariant(text)}"));
}
