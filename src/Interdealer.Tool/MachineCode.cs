using System.Diagnostics;

namespace Interdealer.Tool;

/// <summary>The compilers of cells in machine code, made once in a checkout, with which the first cells of a notebook start in about half the time.</summary>
internal static class MachineCode
{
    /// <summary>Makes it and puts it beside this program, where this is the program of a checkout.</summary>
    /// <param name="terminal">Told what is done, and the one line about why it was not.</param>
    internal static void Make(Terminal terminal)
    {
        if (Checkout.RootOf(AppContext.BaseDirectory) is not { } root
            || Path.GetRelativePath(Path.Combine(root, "src", "Interdealer.Tool", "bin"), AppContext.BaseDirectory).Split(Path.DirectorySeparatorChar) is not [not "..", ..])
        {
            return;
        }

        terminal.Say("compiling the C# and F# compilers to machine code, once for this checkout: a minute or two (--no-machine-code goes without)");
        int? code = Build(Path.Combine(root, "src", "Interdealer.Notebooks"));
        int taken = Take(Path.Combine(root, "artifacts", "machine-code"));
        terminal.Say(taken > 0 ? "done: cells start in about half the time" : $"that was not to be had here (dotnet msbuild ended with {code?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nothing"}): cells start later");
    }

    static int? Build(string project)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet")
        {
            WorkingDirectory = project,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["msbuild", "-restore", "-t:MakeMachineCode", "-p:MachineCode=true", "-v:q", "-nologo"])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start);
            if (process is null)
            {
                return null;
            }

            var errors = process.StandardError.ReadToEndAsync();
            _ = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            _ = errors.Result;
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Puts the made files in the place of those of the very same build beside this program.</summary>
    static int Take(string made)
    {
        string[] files = Directory.Exists(made) ? Directory.GetFiles(made, "*.dll", SearchOption.AllDirectories) : [];
        int taken = 0;
        foreach (var file in files.Where(file => file.Contains($"-{Environment.Version}{Path.DirectorySeparatorChar}", StringComparison.Ordinal)))
        {
            var beside = Path.Combine(AppContext.BaseDirectory, Path.GetFileName(file));
            if (File.Exists(beside) && FileVersionInfo.GetVersionInfo(beside).ProductVersion == FileVersionInfo.GetVersionInfo(file).ProductVersion)
            {
                // Beside it first and moved in: a kernel that is running keeps the file it has.
                File.Copy(file, beside + ".new", overwrite: true);
                File.Move(beside + ".new", beside, overwrite: true);
                taken++;
            }
        }

        return taken;
    }
}
