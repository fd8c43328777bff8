using System.CommandLine;
using System.Globalization;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Specs;

namespace Interdealer.Tool;

/// <summary>The command <c>ensemble</c> and what its parts take.</summary>
internal static class EnsembleCommands
{
    internal static Command Build(Terminal terminal)
    {
        var command = new Command("ensemble", $"Runs cascades under many scenarios, written down as a specification (JSON). {ExitCode.EnsembleHelp}");
        command.Add(Run(terminal));
        command.Add(Merge(terminal));
        command.Add(Check(terminal));
        command.Add(Show(terminal));
        command.Add(Inspect(terminal));
        command.Add(Schema(terminal));
        return command;
    }

    static Command Run(Terminal terminal)
    {
        var (spec, own) = (Spec(), Own());
        var output = Output("File of the results: .sqlite, .parquet, .arrow, .csv or .json; of a shard any name. Without it the figures are only shown.");
        var shard = new Option<string>("--shard") { Description = "Runs one part only: i/n, i from 0 to n − 1." };
        var threads = CommonOptions.Threads();
        var checkpoint = new Option<string>("--checkpoint") { Description = "Folder that remembers finished scenarios; unless given a folder beside the output, which goes when the run is whole." };
        var force = Force();
        var every = CommonOptions.CheckpointEvery("finished scenarios");
        var command = new Command("run", $"Runs an ensemble, or one shard of it. Run again after an interruption, it goes on where it was. {ExitCode.EnsembleHelp}")
        {
            spec, output, shard, threads, checkpoint, every, force, own,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(EnsembleRunCommand.Execute(
            terminal,
            Read(parsed, spec, own),
            new EnsembleTarget(parsed.GetRequiredValue(spec), parsed.GetValue(output), ShardOf(parsed.GetValue(shard)), parsed.GetValue(checkpoint), [.. parsed.GetValue(own) ?? []], parsed.GetValue(force)),
            new EnsembleOptions { Threads = parsed.GetValue(threads), CheckpointEvery = TimeSpan.FromSeconds(parsed.GetValue(every)) },
            cancellation)));
        return command;
    }

    static Command Merge(Terminal terminal)
    {
        var (spec, own) = (Spec(), Own());
        var shards = new Argument<string[]>("shards") { Description = "Files of 'run --shard', in any order, or folders of files that end in .shard.", Arity = ArgumentArity.OneOrMore };
        var output = Output("File of the results: .sqlite, .parquet, .arrow, .csv or .json.");
        output.Required = true;
        var force = Force();
        var command = new Command("merge", $"Puts shards together: the file has the bytes that one process would have written. {ExitCode.EnsembleHelp}") { spec, shards, output, force, own };
        command.SetAction(parsed =>
        {
            var (path, to) = (parsed.GetRequiredValue(spec), parsed.GetRequiredValue(output));
            var read = Read(parsed, spec, own);
            var parts = EnsembleFiles.Shards(parsed.GetRequiredValue(shards));
            new EnsembleOutput(to, Shard: null, parsed.GetValue(force)).Ensure([.. EnsembleOutput.InputsOf(path, read), .. parsed.GetValue(own) ?? [], .. parts], checkpoint: null);
            var result = EnsembleFiles.Checked(() => read.Ensemble.Merge(parts, to));
            terminal.Say(result.ToString());
            terminal.Say($"results: {to}");
            return EnsembleFiles.Answer(terminal, result);
        });
        return command;
    }

    static Command Check(Terminal terminal)
    {
        var (spec, own) = (Spec(), Own());
        var command = new Command("check", $"Reads a specification and everything it names, tries a few scenarios, and says what it would run. {ExitCode.EnsembleHelp}") { spec, own };
        command.SetAction(parsed =>
        {
            var read = Read(parsed, spec, own);
            EnsembleFiles.EnsureRuns(read.Ensemble);
            terminal.Say(EnsembleFiles.Describe(read));
            return ExitCode.Success;
        });
        return command;
    }

    static Command Show(Terminal terminal)
    {
        var file = new Argument<string>("results") { Description = "A file of results." };
        var specification = new Option<bool>("--specification") { Description = "Shows what was run instead of what was found." };
        var command = new Command("show", $"Shows a file of results: the figures, or the specification it was run with. {ExitCode.EnsembleHelp}") { file, specification };
        command.SetAction(parsed =>
        {
            var report = EnsembleFiles.Results(parsed.GetRequiredValue(file));
            terminal.Say(parsed.GetValue(specification) ? report.Specification : report.ToString());
            return ExitCode.Success;
        });
        return command;
    }

    static Command Inspect(Terminal terminal)
    {
        var files = new Argument<string[]>("files") { Description = "Checkpoints or shards, or folders of them.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("inspect", $"Verifies checkpoints and shards and says which scenarios they hold. {ExitCode.EnsembleHelp}") { files };
        command.SetAction(parsed =>
        {
            foreach (var file in EnsembleFiles.Journals(parsed.GetRequiredValue(files)))
            {
                var report = Interdealer.Ensembles.Storage.CheckpointReport.Read(file);
                terminal.Say($"{file}: run {report.RunHash[..12]}, {report}");
            }

            return ExitCode.Success;
        });
        return command;
    }

    static Command Schema(Terminal terminal)
    {
        var own = Own();
        var command = new Command("schema", $"Writes the JSON Schema of specifications. {ExitCode.EnsembleHelp}") { own };
        command.SetAction(parsed =>
        {
            terminal.Say(EnsembleSpec.SchemaWith(Extensions.Load(parsed.GetValue(own))).TrimEnd());
            return ExitCode.Success;
        });
        return command;
    }

    static Argument<string> Spec() => new("spec") { Description = "The specification, a JSON file; files it names lie below its folder." };

    static Option<string[]> Own() => new("--extensions") { Description = "An assembly (.dll) of your own whose operators, constraints and scenario sources the specification may name; its code runs. May be given several times." };

    static EnsembleSpec Read(ParseResult parsed, Argument<string> spec, Option<string[]> own) => EnsembleSpec.Read(parsed.GetRequiredValue(spec), Extensions.Load(parsed.GetValue(own)));

    static Option<string> Output(string description) => new("--output") { Description = description };

    static Option<bool> Force() => new("--force") { Description = "Replace the output even where it is no earlier output." };

    static ScenarioShard? ShardOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return text.Split('/') is [var index, var count] && Number(index) is { } i && Number(count) is { } n && i < n
            ? new ScenarioShard(i, n)
            : throw new UsageException($"--shard is \"{text}\"; expected i/n, i from 0 to n − 1, such as 0/8");
    }

    static int? Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    static void Check(bool holds, System.CommandLine.Parsing.OptionResult result, string option, string expected)
    {
        if (!holds)
        {
            result.AddError($"{option}: expected {expected}");
        }
    }
}
