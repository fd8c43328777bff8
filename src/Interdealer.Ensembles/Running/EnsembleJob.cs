using Interdealer.Ensembles.Results;
using Interdealer.Ensembles.Storage;
using Interdealer.Files;

namespace Interdealer.Ensembles.Running;

/// <summary>Runs a plan into memory, a file of results or a shard, with a journal where one is needed.</summary>
internal static class EnsembleJob
{
    private const string Extension = ".ensemble";

    public static EnsembleResult InMemory(EnsemblePlan plan, EnsembleOptions options, CancellationToken cancellation)
    {
        var memory = new MemoryLedger(plan);
        if (options.Checkpoint is null)
        {
            new BlockRunner(plan, memory, options, All(plan)).Run(cancellation);
            return new EnsembleResult(plan, memory.Done, memory.Summaries, memory.Values);
        }

        using var ledger = Open(plan, RunIdentity.Of(plan), Path.Combine(options.Checkpoint, JournalName(null)), All(plan), options.CheckpointEvery);
        new BlockRunner(plan, ledger, options, ledger.Share).Run(cancellation);
        memory.CopyFrom(ledger);
        return new EnsembleResult(plan, ledger.Done, ledger.Summaries, memory.Values);
    }

    public static EnsembleResult ToFile(EnsemblePlan plan, string path, EnsembleOptions options, CancellationToken cancellation)
    {
        var write = ResultsFile.WriterFor(path, plan);
        AtomicFile.EnsureWritable(path);
        var run = RunIdentity.Of(plan);
        return InJournal(options, JournalName(null), path, journal =>
        {
            using var ledger = Open(plan, run, journal, All(plan), options.CheckpointEvery);
            var result = RunIn(plan, ledger, options, cancellation);
            if (result.IsComplete)
            {
                write(new FinishedRun(plan, run, ledger.Summaries, ledger), path);
            }

            return result;
        });
    }

    public static EnsembleResult ToShard(EnsemblePlan plan, ScenarioShard shard, string path, EnsembleOptions options, CancellationToken cancellation)
    {
        Require.Label(path);
        var (share, run) = (shard.Of(plan.Source.Count), RunIdentity.Of(plan));
        if (Finished(plan, run, share, path) is { } there)
        {
            return there;
        }

        AtomicFile.EnsureWritable(path);
        return InJournal(options, JournalName(shard), path, journal =>
        {
            EnsembleResult result;
            using (var ledger = Open(plan, run, journal, share, options.CheckpointEvery))
            {
                result = RunIn(plan, ledger, options, cancellation);
            }

            // A shard is a journal that is complete; a checkpoint keeps its own, so that asking again costs nothing.
            if (result.Finished == share.Count)
            {
                AtomicFile.Make(path, beside => File.Copy(journal, beside));
            }

            return result;
        });
    }

    public static EnsembleResult Merge(EnsemblePlan plan, IReadOnlyList<string> shards, string path)
    {
        var write = ResultsFile.WriterFor(path, plan);
        AtomicFile.EnsureWritable(path);
        var run = RunIdentity.Of(plan);
        using var merged = new MergedLedger(plan, run, shards);
        write(new FinishedRun(plan, run, merged.Summaries, merged), path);
        return new EnsembleResult(plan, [All(plan)], merged.Summaries, values: null);
    }

    /// <summary>Uses a journal in the checkpoint's folder, which stays, or one beside the file that is written, which does not.</summary>
    private static EnsembleResult InJournal(EnsembleOptions options, string name, string path, Func<string, EnsembleResult> run)
    {
        if (options.Checkpoint is { } folder)
        {
            return run(Path.Combine(folder, name));
        }

        var full = Path.GetFullPath(path);
        var beside = AtomicFile.Beside(full, ".part");
        AtomicFile.RemoveLeftovers(full);
        try
        {
            File.Delete(beside);
            return run(beside);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>What a shard's file holds when it is there already and complete, as after a task that was started again; else null.</summary>
    private static EnsembleResult? Finished(EnsemblePlan plan, RunIdentity run, ScenarioRange share, string path)
    {
        try
        {
            using var shard = File.Exists(path) ? new JournalLedger(plan, run, path, every: null) : null;
            return shard is not null && shard.Share == share && shard.Done.Sum(r => r.Count) == share.Count
                ? new EnsembleResult(plan, shard.Done, shard.Summaries, values: null)
                : null;
        }
        catch (CheckpointException)
        {
            // Damaged or another run's: this run's takes its place.
            return null;
        }
    }

    private static EnsembleResult RunIn(EnsemblePlan plan, JournalLedger ledger, EnsembleOptions options, CancellationToken cancellation)
    {
        new BlockRunner(plan, ledger, options, ledger.Share).Run(cancellation);
        return new EnsembleResult(plan, ledger.Done, ledger.Summaries, values: null);
    }

    private static JournalLedger Open(EnsemblePlan plan, RunIdentity run, string path, ScenarioRange share, TimeSpan every)
    {
        Journal.Create(path, JournalKind.Ensemble, new JournalHead(run.Hash, run.Specification, share).ToBytes());
        var ledger = new JournalLedger(plan, run, path, every);
        if (ledger.Share != share)
        {
            using (ledger)
            {
                throw new CheckpointException(path, FormattableString.Invariant(
                    $"is for the scenarios {ledger.Share.First} to {ledger.Share.End - 1}, not {share.First} to {share.End - 1}; use another folder"));
            }
        }

        return ledger;
    }

    /// <summary>Name of the journal in the folder of a checkpoint.</summary>
    public static string JournalName(ScenarioShard? shard) =>
        shard is null ? "all" + Extension : FormattableString.Invariant($"shard-{shard.Index}-of-{shard.Count}{Extension}");

    /// <summary>Removes the journal of a run that is whole, and its folder where nothing else lies in it.</summary>
    public static void RemoveJournal(string folder, ScenarioShard? shard)
    {
        var journal = Path.Combine(folder, JournalName(shard));
        if (File.Exists(journal) && EarlierOutput.IsJournal(journal))
        {
            AtomicFile.RemoveLeftovers(Path.GetFullPath(journal));
            File.Delete(journal);
        }

        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    private static ScenarioRange All(EnsemblePlan plan) => new(0, plan.Source.Count);
}
