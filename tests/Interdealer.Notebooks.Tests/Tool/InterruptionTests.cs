using System.Globalization;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Tests.Tool;

/// <summary>A real Ctrl-C to the real command while a cell sleeps.</summary>
public sealed class InterruptionTests
{
    [UnixTheory]
    [InlineData("to the command alone", "")]
    [InlineData("to every process of the terminal's group", "-")]
    public async Task Ctrl_C_ends_the_run_cleanly_and_keeps_what_was_done(string sent, string groupSign)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("sleeps.dib"), """
            #!csharp

            Console.WriteLine("kept");

            #!csharp

            File.WriteAllText("asleep", "");
            await Task.Delay(TimeSpan.FromMinutes(10));

            #!csharp

            Console.WriteLine("never");
            """);
        using var process = ToolProcess.StartInGroup("run", folder.File("sleeps.dib"), "--output", folder.File("out"), "--html");
        var ended = ToolProcess.EndAsync(process);
        while (!File.Exists(folder.File("asleep")) && !ended.IsCompleted)
        {
            await Task.Delay(50);
        }

        var group = process.Id.ToString(CultureInfo.InvariantCulture);
        Assert.True(Tools.Run("kill", "-INT", "--", groupSign + group).Code == 0, $"no signal could be sent {sent}");
        var (code, output) = await ended;
        Assert.True(code == 130, $"{code}: {output}");
        Assert.Contains("sleeps.dib: interrupted: cell 2 [", output, StringComparison.Ordinal);

        var cells = NotebookFile.Read(folder.File("out", "sleeps.ipynb")).Cells;
        Assert.Equal(new CellOutput.Stream("stdout", "kept\n"), Assert.Single(cells[0].Outputs));
        Assert.Equal("Interrupted", Assert.IsType<CellOutput.Error>(Assert.Single(cells[1].Outputs)).Name);
        Assert.Empty(cells[2].Outputs);
        Assert.True(File.Exists(folder.File("out", "index.html")));
        Assert.Empty(ProcessesOfSession(process.Id));
    }

    // The workers are of the command's session, and would stay so as orphans. Field 6 of /proc/n/stat is the session; the name before it may hold spaces.
    static IEnumerable<string> ProcessesOfSession(int session) =>
        from folder in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        let stat = ReadOrEmpty(Path.Combine(folder, "stat"))
        let fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where fields.Length > 3 && fields[0] != "Z" && fields[3] == session.ToString(CultureInfo.InvariantCulture)
        select stat;

    static string ReadOrEmpty(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            // It ended between being listed and being read.
            return "";
        }
    }
}
