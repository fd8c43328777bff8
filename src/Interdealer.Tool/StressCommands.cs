using System.CommandLine;
using System.Globalization;
using Interdealer.Display;
using Interdealer.Ensembles.Specs;
using Interdealer.Ensembles.Stress;

namespace Interdealer.Tool;

/// <summary>The command <c>stress</c>: what breaks the system, and the least that saves it.</summary>
internal static class StressCommands
{
    internal static Command Build(Terminal terminal)
    {
        var command = new Command("stress", $"Searches for the smallest shock that reaches a target, or the least relief that keeps a bound, written down as a specification (JSON). {ExitCode.EnsembleHelp}");
        command.Add(Reverse(terminal));
        command.Add(Policy(terminal));
        return command;
    }

    static Command Reverse(Terminal terminal)
    {
        var spec = Spec();
        var threads = CommonOptions.Threads();
        var (checkpoint, every) = (Checkpoint(), CommonOptions.CheckpointEvery("cascades"));
        var command = new Command("reverse", $"The smallest shock that reaches a target, and what kind of answer that is. {ExitCode.EnsembleHelp}") { spec, threads, checkpoint, every };
        command.SetAction((parsed, cancellation) => Task.FromResult(EnsembleFiles.Checked(() =>
        {
            var (search, target, options) = StressSpec.Reverse(parsed.GetRequiredValue(spec));
            using var progress = new StressProgressLine(terminal);
            var result = search.Limited(parsed.GetValue(threads), cancellation).Find(
                target, options with { Progress = progress, Checkpoint = parsed.GetValue(checkpoint), CheckpointEvery = TimeSpan.FromSeconds(parsed.GetValue(every)) });
            progress.Dispose();
            terminal.Say(result.ToString());
            terminal.Say(progress.Total);
            return ExitCode.Success;
        })));
        return command;
    }

    static Command Policy(Terminal terminal)
    {
        var spec = Spec();
        var (checkpoint, every) = (Checkpoint(), CommonOptions.CheckpointEvery("cascades"));
        var command = new Command("policy", $"The least relief that keeps an output within a bound, or the frontier of several levers. {ExitCode.EnsembleHelp}") { spec, checkpoint, every };
        command.SetAction(parsed => EnsembleFiles.Checked(() =>
        {
            var question = StressSpec.Policy(parsed.GetRequiredValue(spec));
            using var progress = new StressProgressLine(terminal);
            var options = question.Options with { Progress = progress, Checkpoint = parsed.GetValue(checkpoint), CheckpointEvery = TimeSpan.FromSeconds(parsed.GetValue(every)) };
            var answer = question.Bound is { } bound
                ? question.Policy.LeastRelief(question.Levers[0], question.Output, bound, options).ToString()
                : Frontier(question, question.Policy.Frontier(question.Levers, question.Output, options)).ToString();
            progress.Dispose();
            terminal.Say(answer);
            terminal.Say(progress.Total);
            return ExitCode.Success;
        }));
        return command;
    }

    static Table Frontier(PolicyQuestion question, IReadOnlyList<FrontierPoint> points)
    {
        var table = Table.Create("Frontier of cost against output").With("Cost", points.Select(p => p.Cost), "G6");
        for (var l = 0; l < question.Levers.Length; l++)
        {
            table = table.With(question.Levers[l].Name, points.Select(p => p.Values[l]), "G6");
        }

        return table.With(question.Output.Name, points.Select(p => p.Output), "G6").With("Avoided", points.Select(p => p.Avoided), "G6");
    }

    static Argument<string> Spec() => new("spec") { Description = "The specification, a JSON file; files it names lie below its folder." };

    static Option<string> Checkpoint() => new("--checkpoint") { Description = "Folder that remembers the cascades that were run: the same command goes on from there, and gives the same answer. It stays." };
}

/// <summary>How far a search is: one line that is written over on a terminal, a line now and then where output goes to a file.</summary>
internal sealed class StressProgressLine(Terminal terminal) : IProgress<StressProgress>, IDisposable
{
    static readonly TimeSpan Between = TimeSpan.FromSeconds(5);
    TimeSpan next;
    int width;
    StressProgress? last;

    /// <summary>What was done in all.</summary>
    internal string Total => last is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{last.Cascades:#,0} cascades in {last.Elapsed.TotalSeconds:0.0} s, {last.CascadesPerSecond:#,0} a second");

    public void Report(StressProgress value)
    {
        last = value;
        if (terminal.IsTerminal)
        {
            var line = Line(value);
            terminal.WriteOver(line.PadRight(width));
            width = line.Length;
        }
        else if (value.Elapsed >= next)
        {
            terminal.Say(Line(value));
            next = value.Elapsed + Between;
        }
    }

    public void Dispose()
    {
        if (width > 0)
        {
            terminal.Say("");
            width = 0;
        }
    }

    static string Line(StressProgress value)
    {
        var least = double.IsNaN(value.Least) ? "" : string.Create(CultureInfo.InvariantCulture, $", least {value.Least:G6}");
        var cleared = value.Cleared > 0 ? string.Create(CultureInfo.InvariantCulture, $", nothing below {value.Cleared:G6}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{value.Stage}: {value.Cascades:#,0} cascades, {value.CascadesPerSecond:#,0} a second{least}{cleared}");
    }
}
