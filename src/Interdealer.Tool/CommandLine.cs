using System.CommandLine;
using System.Globalization;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Specs;
using Interdealer.Notebooks.Kernels;
using Interdealer.Tool.Site;
using Spectre.Console;

namespace Interdealer.Tool;

/// <summary>The commands and what they take.</summary>
internal static class CommandLine
{
    // How long an interrupted run may take to stop its cells and write what was done.
    static readonly TimeSpan InterruptionTime = TimeSpan.FromSeconds(60);

    /// <summary>The program: the arguments of this process, on its terminal.</summary>
    internal static Task<int> RunAsync(string[] arguments) => RunAsync(arguments, AnsiConsole.Console, Console.Error, KernelChoice.Create);

    /// <summary>Reads the arguments and does what they say.</summary>
    /// <param name="arguments">The command line without the program.</param>
    /// <param name="console">Where progress and results go.</param>
    /// <param name="errors">Where the one line about a failure goes.</param>
    /// <param name="kernels">Starts the kernels a run asks for.</param>
    /// <param name="cancellation">Ends a run as Ctrl-C does.</param>
    internal static async Task<int> RunAsync(
        string[] arguments, IAnsiConsole console, TextWriter errors, Func<KernelRequest, IKernelFactory> kernels, CancellationToken cancellation = default)
    {
        var parsed = Build(new Terminal(console), kernels).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            Complain($"{parsed.Errors[0].Message} (interdealer --help says what is expected)");
            return ExitCode.Unusable;
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = InterruptionTime,
                Output = console.Profile.Out.Writer,
                Error = errors,
            };
            return await parsed.InvokeAsync(configuration, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Complain("interrupted");
            return ExitCode.Interrupted;
        }
        catch (ScenarioException e)
        {
            Complain(e.Message);
            return ExitCode.ScenarioFailed;
        }
        catch (Exception e)
        {
            // The last door: whatever happened, the user gets one line and not a stack trace.
            var expected = e is UsageException or Interdealer.Notebooks.Documents.NotebookFormatException or SpecException or IOException or UnauthorizedAccessException;
            Complain(expected ? e.Message : $"unexpected {e.GetType().Name}: {e.Message}");
            return ExitCode.Unusable;
        }

        void Complain(string message) => errors.WriteLine(Interdealer.Notebooks.Documents.ShownText.Of($"interdealer: {message.ReplaceLineEndings(" ")}"));
    }

    /// <summary>What is wrong with a command line that is read and not run: an unknown command or option, a value that cannot be.</summary>
    internal static IReadOnlyList<string> FaultsOf(string[] arguments) =>
        [.. Build(new Terminal(AnsiConsole.Console), KernelChoice.Create).Parse(arguments).Errors.Select(error => error.Message)];

    static RootCommand Build(Terminal terminal, Func<KernelRequest, IKernelFactory> kernels)
    {
        var root = new RootCommand($"Runs, checks and converts notebooks (.ipynb and .dib), and runs ensembles of scenarios. {ExitCode.Help}");
        root.Add(Run(terminal, kernels));
        root.Add(Check(terminal, kernels));
        root.Add(Convert(terminal));
        root.Add(EnsembleCommands.Build(terminal));
        root.Add(JupyterCommands.Build(terminal));
        root.Add(StressCommands.Build(terminal));
        root.Add(Site(terminal, kernels));
        return root;
    }

    static Command Run(Terminal terminal, Func<KernelRequest, IKernelFactory> kernels)
    {
        var common = new CommonOptions();
        var output = new Option<string>("--output") { Description = "Folder for executed notebooks and the report.", DefaultValueFactory = _ => Path.Combine("artifacts", "report") };
        var inPlace = new Option<bool>("--in-place") { Description = "Store the outputs in the notebooks themselves (those that ran to their end; a .dib stores none)." };
        var html = new Option<bool>("--html") { Description = "Write an HTML report: an index and a page per notebook." };
        var force = new Option<bool>("--force") { Description = "Replace files in the output folder even where no earlier run wrote them." };
        var command = new Command("run", $"Runs notebooks, each in a clean kernel, and writes them with their outputs. {ExitCode.Help}") { output, inPlace, html, force };
        common.AddTo(command);
        command.SetAction((parsed, cancellation) => new RunCommand(terminal, kernels).ExecuteAsync(
            common.Read(parsed), new RunTarget(parsed.GetRequiredValue(output), parsed.GetValue(inPlace), parsed.GetValue(html), parsed.GetValue(force)), cancellation));
        return command;
    }

    static Command Check(Terminal terminal, Func<KernelRequest, IKernelFactory> kernels)
    {
        var common = new CommonOptions();
        var command = new Command("check", $"Runs notebooks and compares what they put out with the outputs stored in them. A .dib, which stores none, has to run without an error. {ExitCode.Help}");
        common.AddTo(command);
        command.SetAction((parsed, cancellation) => new CheckCommand(terminal, kernels).ExecuteAsync(common.Read(parsed), cancellation));
        return command;
    }

    static Command Convert(Terminal terminal)
    {
        var from = new Argument<string>("in") { Description = "The notebook to read." };
        var to = new Argument<string>("out") { Description = "What to write; its extension says the format." };
        var force = new Option<bool>("--force") { Description = "Replace the file if there is one." };
        var command = new Command("convert", $"Converts between .ipynb and .dib, and from them to a .cs file that 'dotnet run' runs. {ExitCode.Help}") { from, to, force };
        command.SetAction(parsed => ConvertCommand.Execute(terminal, parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), parsed.GetValue(force)));
        return command;
    }

    static Command Site(Terminal terminal, Func<KernelRequest, IKernelFactory> kernels)
    {
        var common = new CommonOptions("Notebooks for the gallery; those of the checkout unless given.");
        var output = new Option<string>("--output") { Description = "Folder for the site.", DefaultValueFactory = _ => Path.Combine("artifacts", "site") };
        var force = new Option<bool>("--force") { Description = "Replace files in the output folder even where no earlier run wrote them." };
        var command = new Command("site", $"Builds this checkout's documentation as a web site: pages, API, and the notebooks, executed. {ExitCode.Help}") { output, force };
        common.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var root = Checkout.RootOf(Path.Combine(Environment.CurrentDirectory, "docs"))
                ?? throw new UsageException("the site is that of a checkout: run this in a clone of the repository");
            return new SiteCommand(terminal, kernels).ExecuteAsync(
                root, common.Read(parsed, Path.Combine(root, "notebooks")), parsed.GetRequiredValue(output), parsed.GetValue(force), cancellation);
        });
        return command;
    }

    /// <summary>What <c>run</c>, <c>check</c> and <c>site</c> all take.</summary>
    sealed class CommonOptions
    {
        static readonly int DefaultParallel = Math.Min(2, Environment.ProcessorCount);

        readonly Argument<string[]> paths = new("files or folders") { Arity = ArgumentArity.ZeroOrMore };

        readonly Option<string> kernel = new("--kernel") { Description = "What runs the cells.", DefaultValueFactory = _ => KernelChoice.Roslyn };
        readonly Option<double> timeout = new("--timeout") { Description = "Seconds one cell may run.", DefaultValueFactory = _ => 300 };
        readonly Option<int> parallel = new("--parallel") { Description = "Notebooks that run at a time.", DefaultValueFactory = _ => DefaultParallel };

        internal CommonOptions(string notebooks = "Notebooks, or folders that hold them; the current folder unless given.")
        {
            paths.Description = notebooks;
            kernel.AcceptOnlyFromAmong(KernelChoice.Roslyn, KernelChoice.Interactive);
            Require(timeout, value => value is > 0 and <= 2_000_000, "a number of seconds above 0 and at most 2000000");
            Require(parallel, value => value is >= 1 and <= 256, "a whole number from 1 to 256");
        }

        internal void AddTo(Command command)
        {
            command.Add(paths);
            command.Add(kernel);
            command.Add(timeout);
            command.Add(parallel);
        }

        internal RunRequest Read(ParseResult parsed, string unlessGiven = ".") => new(
            NotebookPaths.Expand(parsed.GetValue(paths) is { Length: > 0 } given ? given : [unlessGiven]),
            parsed.GetRequiredValue(kernel),
            TimeSpan.FromSeconds(parsed.GetValue(timeout)),
            parsed.GetValue(parallel));

        static void Require<T>(Option<T> option, Func<T, bool> holds, string expected)
            where T : IFormattable => option.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<T>() is { } value && !holds(value))
            {
                result.AddError($"{option.Name} is {value.ToString(null, CultureInfo.InvariantCulture)}; expected {expected}");
            }
        });
    }
}
