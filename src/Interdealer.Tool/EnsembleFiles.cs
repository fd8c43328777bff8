using System.Globalization;
using Interdealer.Ensembles.Results;
using Interdealer.Ensembles.Specs;
using Interdealer.Ensembles.Storage;

namespace Interdealer.Tool;

/// <summary>The files of ensembles that a command line names, and what they say of themselves.</summary>
internal static class EnsembleFiles
{
    const string ShardEnding = ".shard";

    /// <summary>Files stand for themselves, a folder for the shards directly in it.</summary>
    internal static IReadOnlyList<string> Shards(IEnumerable<string> paths) => [.. paths.SelectMany(path => In(path, "*" + ShardEnding))];

    /// <summary>Files stand for themselves, a folder for the checkpoints and shards directly in it.</summary>
    internal static IReadOnlyList<string> Journals(IEnumerable<string> paths) => [.. paths.SelectMany(path => In(path, "*" + ShardEnding, "*.ensemble"))];

    internal static ResultsReport Results(string path) =>
        Checked(() => File.Exists(path) ? ResultsReport.Read(path) : throw new UsageException($"{path}: there is no such file"));

    /// <summary>What the library refuses was asked for by the user: one line says what and why.</summary>
    internal static T Checked<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (Exception cause) when (cause is InvalidDataException or ArgumentException)
        {
            throw new UsageException(cause.Message.Split('\n')[0].Split(" (Parameter")[0]);
        }
    }

    /// <summary>What the command answers: figures that are missing because scenarios diverged are no success unless the specification allows it.</summary>
    internal static int Answer(Terminal terminal, EnsembleResult result)
    {
        if (result.Warning() is not { } warning)
        {
            return ExitCode.Success;
        }

        terminal.Say(warning);
        return ExitCode.ScenarioFailed;
    }

    /// <summary>Refuses what a run would refuse.</summary>
    internal static void EnsureRuns(Ensembles.Ensemble ensemble) => Checked(() =>
    {
        ensemble.EnsureRuns();
        return true;
    });

    /// <summary>What a specification would run.</summary>
    internal static string Describe(EnsembleSpec spec)
    {
        var ensemble = spec.Ensemble;
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{spec.Name ?? "ensemble"}: {ensemble.Source.Count:#,0} scenarios of {ensemble.System.Institutions.Length:#,0} institutions and {ensemble.System.Assets.Length:#,0} assets"),
            string.Create(CultureInfo.InvariantCulture, $"coordinates: {ensemble.Source.Coordinates.Count:#,0}; outputs: {ensemble.Outputs.Length:#,0}"),
            $"specification: {spec.Hash}",
        };
        lines.AddRange(spec.Inputs.Select(i => $"{i.Key}: {i.Value}"));
        return string.Join('\n', lines);
    }

    static string[] In(string path, params string[] patterns)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        string[] files = [.. patterns.SelectMany(pattern => Directory.EnumerateFiles(path, pattern)).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new UsageException($"{path}: no file that ends in {string.Join(" or ", patterns.Select(p => p[1..]))} lies there");
    }
}
