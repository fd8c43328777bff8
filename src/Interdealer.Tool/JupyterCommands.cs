using System.Collections.Immutable;
using System.CommandLine;
using System.Reflection;
using Interdealer.Jupyter;
using Interdealer.Notebooks.Kernels;

namespace Interdealer.Tool;

/// <summary><c>interdealer jupyter</c>: makes the kernel known to Jupyter clients.</summary>
internal static class JupyterCommands
{
    // What VS Code keeps to itself until its user says so: without it, completion after a point is off in C#.
    const string VisualStudioCode = """
        "jupyter.completionTriggerCharacters": { "csharp": ["."], "fsharp": ["."] }
        """;

    internal static Command Build(Terminal terminal) => new("jupyter", "Makes the C# and F# kernels known to Jupyter clients: VS Code, JupyterLab, classic Notebook, nbclient.")
    {
        Install(terminal),
        List(terminal),
        Remove(terminal),
    };

    /// <summary>Serves a notebook to the client that started this process; <c>jupyter kernel</c>, told apart before the command line is read.</summary>
    internal static Task<int> ServeAsync(string[] arguments) =>
        JupyterProgram.RunAsync(arguments, folder => new WorkerKernelFactory(new KernelOptions(Checkout.RootOf(Path.Combine(folder, "notebook"))) { Live = true }));

    static Command Install(Terminal terminal)
    {
        var place = new PlaceOptions();
        var replace = new Option<bool>("--replace") { Description = "Replace a kernel of the same name that another program installed." };
        var withoutMachineCode = new Option<bool>("--no-machine-code") { Description = "In a checkout, do not compile the C# and F# compilers to machine code first." };
        var command = new Command("install", "Installs the kernels, under the names that .NET notebooks carry.") { replace, withoutMachineCode };
        place.AddTo(command);
        command.SetAction(parsed =>
        {
            foreach (var folder in KernelSpecs.Install(place.Folder(parsed), LanguageInfo.All, Program(), parsed.GetValue(replace)))
            {
                terminal.Say($"{Path.GetFileName(folder)}: {folder}");
            }

            if (!parsed.GetValue(withoutMachineCode))
            {
                MachineCode.Make(terminal);
            }

            terminal.Say("Restart clients that are open. JupyterLab, classic Notebook, nbclient and nbconvert need nothing else.");
            terminal.Say("VS Code asks for completion after a point only where its user settings (settings.json) say so:");
            terminal.Say("  " + VisualStudioCode);
            return ExitCode.Success;
        });
        return command;
    }

    static Command List(Terminal terminal)
    {
        var place = new PlaceOptions();
        var command = new Command("list", "Lists the kernels that this program installed.");
        place.AddTo(command);
        command.SetAction(parsed =>
        {
            var entries = KernelSpecs.List([place.Folder(parsed)]);
            foreach (var entry in entries)
            {
                terminal.Say($"{entry.Name}  {entry.DisplayName}  {entry.Folder}");
            }

            terminal.Say(entries.Count == 0 ? $"none in {place.Folder(parsed)}" : $"VS Code's user settings need: {VisualStudioCode}");
            return ExitCode.Success;
        });
        return command;
    }

    static Command Remove(Terminal terminal)
    {
        var place = new PlaceOptions();
        var command = new Command("remove", "Removes the kernels that this program installed, and no others.");
        place.AddTo(command);
        command.SetAction(parsed =>
        {
            var entries = KernelSpecs.List([place.Folder(parsed)]);
            foreach (var entry in entries)
            {
                KernelSpecs.Remove(entry);
                terminal.Say($"removed {entry.Folder}");
            }

            if (entries.Count == 0)
            {
                terminal.Say($"none in {place.Folder(parsed)}");
            }

            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>What clients are to start: the installed command by its own name, which outlives an update, or this build.</summary>
    static ImmutableArray<string> Program()
    {
        var assembly = Assembly.GetEntryAssembly()!.Location;
        var process = Environment.ProcessPath!;
        var isShim = Path.GetFileNameWithoutExtension(process) != "dotnet" && Path.GetDirectoryName(process) != Path.GetDirectoryName(assembly);
        return isShim
            ? [process, "jupyter", "kernel"]
            : [WorkerCommand.Managed(assembly).FileName, assembly, "jupyter", "kernel"];
    }

    /// <summary>Where kernels are installed.</summary>
    sealed class PlaceOptions
    {
        readonly Option<bool> user = new("--user") { Description = "The user's own kernels; so it is unless --prefix is given." };
        readonly Option<string> prefix = new("--prefix") { Description = "Below this folder instead, such as a Python environment's." };

        internal void AddTo(Command command)
        {
            command.Add(user);
            command.Add(prefix);
            command.Validators.Add(result =>
            {
                if (result.GetValue(user) && result.GetValue(prefix) is not null)
                {
                    result.AddError("--user and --prefix name two places; expected one of them");
                }
                else if (result.GetValue(prefix) is { } given && string.IsNullOrWhiteSpace(given))
                {
                    // As of a variable that is not set: the user's own kernels are not what was meant.
                    result.AddError("--prefix is empty; expected a folder");
                }
            });
        }

        internal string Folder(ParseResult parsed) => parsed.GetValue(prefix) is { } given ? KernelSpecs.PrefixFolder(given) : KernelSpecs.UserFolder;
    }
}
