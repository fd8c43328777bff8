using System.Globalization;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Results;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Specs;

namespace Interdealer.Tool;

/// <summary>Where <c>ensemble run</c> leaves what it found.</summary>
/// <param name="Spec">File of the specification.</param>
/// <param name="Output">File of the results or of the shard; null shows the figures only.</param>
/// <param name="Shard">Which part is run; null for all.</param>
/// <param name="Checkpoint">Folder that remembers finished scenarios; null for one beside the output, which goes in the end.</param>
/// <param name="Extensions">Assemblies that the specification's pieces come from.</param>
/// <param name="Force">Whether the output may replace anything.</param>
internal sealed record EnsembleTarget(string Spec, string? Output, ScenarioShard? Shard, string? Checkpoint, IReadOnlyList<string> Extensions, bool Force);

/// <summary><c>interdealer ensemble run</c>.</summary>
internal static class EnsembleRunCommand
{
    internal static int Execute(Terminal terminal, EnsembleSpec spec, EnsembleTarget target, EnsembleOptions options, CancellationToken cancellation)
    {
        var output = target.Output ?? (target.Shard is { } part
            ? string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(target.Spec)}-{part.Index}-of-{part.Count}.shard")
            : null);
        var folder = target.Checkpoint ?? (output is null ? null : output + ".checkpoint");
        if (output is not null)
        {
            new EnsembleOutput(output, target.Shard, target.Force).Ensure([.. EnsembleOutput.InputsOf(target.Spec, spec), .. target.Extensions], folder);
        }

        using var progress = new ProgressLine(terminal);
        var result = Run(spec.Ensemble, output, target.Shard, options with { Checkpoint = folder, Progress = progress }, cancellation);
        progress.Dispose();
        var share = progress.Last;
        if (share is not null && share.Done < share.Total)
        {
            terminal.Say(string.Create(CultureInfo.InvariantCulture, $"interrupted: {share.Done:#,0} of {share.Total:#,0} scenarios are finished{(folder is null
                ? "; with --output or --checkpoint they would have been kept"
                : $" and kept in {folder}; the same command goes on from there")}"));
            return ExitCode.Interrupted;
        }

        if (output is not null && target.Checkpoint is null)
        {
            EnsembleJob.RemoveJournal(folder!, target.Shard);
        }

        terminal.Say(result.ToString());
        if (output is not null)
        {
            terminal.Say(target.Shard is { } shard ? $"shard {shard}: {output}" : $"results: {output}");
        }

        return EnsembleFiles.Answer(terminal, result);
    }

    static EnsembleResult Run(Ensemble ensemble, string? output, ScenarioShard? shard, EnsembleOptions options, CancellationToken cancellation) =>
        EnsembleFiles.Checked(() =>
            shard is not null ? ensemble.RunShard(shard, output!, options, cancellation)
            : output is not null ? ensemble.RunTo(output, options, cancellation)
            : ensemble.Run(options, cancellation));
}
