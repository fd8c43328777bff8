using System.Diagnostics;
using System.Runtime.CompilerServices;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Running;
using Interdealer.Notebooks.Tests;
using Xunit.Abstractions;

namespace Interdealer.Jupyter.Tests;

public sealed class ClientTests(ITestOutputHelper output)
{
    private static string Client(string name) => Path.Combine(AppContext.BaseDirectory, "Clients", name);

    [PythonFact("jupyter_kernel_test")]
    public void Jupyters_own_conformance_tests_pass_all_twelve()
    {
        using var jupyter = new JupyterEnvironment();

        var (code, said) = jupyter.Run("/usr/bin/python3", "-W", "ignore", Client("conformance.py"), "-v");

        Assert.True(code == 0, said);
        Assert.Contains("Ran 12 tests", said, StringComparison.Ordinal);
        Assert.DoesNotContain("skipped", said, StringComparison.Ordinal);
    }

    [PythonFact("nbconvert, nbclient")]
    public void Notebooks_run_by_Jupyters_own_programs_have_the_accepted_outputs()
    {
        // Every notebook by both programs where INTERDEALER_NOTEBOOKS is "*", or those whose names it describes: that is minutes, and the table grows in
        // artifacts/notebooks-by-clients.md as well.
        string? asked = Environment.GetEnvironmentVariable("INTERDEALER_NOTEBOOKS");
        (string Notebook, string Program)[] runs = asked is { Length: > 0 }
            ? [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "notebooks"), asked).Where(NotebookFile.IsNotebook).Order(StringComparer.Ordinal).SelectMany(file => new[] { (file, "nbconvert"), (file, "nbclient") })]
            : [(Path.Combine(Repository.Root, "notebooks", "01-dealer-prime.ipynb"), "nbconvert"), (Path.Combine(Repository.Root, "notebooks", "03-repo-haircuts.dib"), "nbclient")];
        using var jupyter = new JupyterEnvironment();
        var differences = new List<string>();
        var table = new List<string> { "| notebook | program | seconds | outputs |", "|---|---|---:|---|" };
        foreach (var (notebook, program) in runs)
        {
            var watch = Stopwatch.StartNew();
            string? difference = Difference(jupyter, notebook, program);
            table.Add(FormattableString.Invariant($"| {Path.GetFileName(notebook)} | {program} | {watch.Elapsed.TotalSeconds:0.0} | {(difference is null ? "the accepted ones" : "differ")} |"));
            differences.AddRange(difference is null ? [] : [$"{Path.GetFileName(notebook)} by {program}: {difference}"]);
            if (asked is { Length: > 0 })
            {
                File.WriteAllLines(Path.Combine(Repository.Root, "artifacts", "notebooks-by-clients.md"), [.. table, .. differences.Prepend("")]);
            }
        }

        output.WriteLine(string.Join('\n', table));
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    /// <summary>Runs a notebook, a .dib converted first, and says how its outputs differ from the accepted ones; null where they do not.</summary>
    private static string? Difference(JupyterEnvironment jupyter, string notebook, string program)
    {
        // The packages of a checkout are found by what runs below it.
        using var folder = new TemporaryFolder(Path.Combine(Repository.Root, "artifacts"));
        string name = Path.GetFileNameWithoutExtension(notebook);
        string source = folder.File(name + ".ipynb");
        if (Path.GetExtension(notebook) == ".ipynb")
        {
            File.Copy(notebook, source);
        }
        else if (jupyter.Run("dotnet", Live.ToolAssembly, "convert", notebook, source) is { Code: not 0 } failed)
        {
            return failed.Said;
        }

        string executed = folder.File("executed.ipynb");
        var (code, said) = program == "nbclient"
            ? jupyter.Run("/usr/bin/python3", Client("execute.py"), source, executed)
            : jupyter.Run("/usr/bin/jupyter-nbconvert", "--to", "notebook", "--execute", source, "--output", executed, "--ExecutePreprocessor.timeout=600");
        if (code != 0)
        {
            return said;
        }

        // A .ipynb is compared with what it stores, as `interdealer check` does; a .dib stores nothing and is compared with its snapshot.
        NotebookDocument now = NotebookFile.Read(executed);
        if (Path.GetExtension(notebook) == ".ipynb")
        {
            var differences = Comparison.Compare(notebook, NotebookFile.Read(notebook), now);
            return differences.IsEmpty ? null : string.Join('\n', differences);
        }

        string accepted = File.ReadAllText(Path.Combine(
            Repository.Root, "tests", "Interdealer.Notebooks.Tests", "Snapshots", $"NotebookTests.Outputs_are_the_accepted_ones_notebook={name}.verified.txt"));
        string here = Snapshot.Of(now);
        return accepted.ReplaceLineEndings("\n").TrimEnd('\n') == here ? null : string.Join('\n', LineDifference.Show(accepted, here));
    }

    [JupyterLabFact]
    public async Task JupyterLabs_own_client_executes_completes_inspects_interrupts_restarts_and_answers()
    {
        using var jupyter = new JupyterEnvironment();
        int port = ClassicNotebookTests.FreePort();
        using var server = Process.Start(jupyter.Start(
            "/usr/bin/jupyter-server", "--no-browser", "--allow-root", "--ip=127.0.0.1", FormattableString.Invariant($"--port={port}"), "--ServerApp.token=", "--ServerApp.password=",
            "--ServerApp.disable_check_xsrf=True", $"--ServerApp.root_dir={jupyter.Folder}"))!;
        _ = server.StandardError.ReadToEndAsync();
        try
        {
            using var client = new HttpClient();
            string address = FormattableString.Invariant($"http://127.0.0.1:{port}/");
            for (int attempt = 0; attempt < 120 && !await AnswersAsync(client, address); attempt++)
            {
                await Task.Delay(500);
            }

            var start = jupyter.Start("node", Client("services.mjs"), address);
            start.Environment["NODE_MODULES"] = JupyterLabFactAttribute.Modules;
            using var node = Process.Start(start)!;
            var error = node.StandardError.ReadToEndAsync();
            string said = await node.StandardOutput.ReadToEndAsync();
            await node.WaitForExitAsync();

            Assert.True(node.ExitCode == 0, said + await error);
            Assert.Contains("all of it", said, StringComparison.Ordinal);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, string address)
    {
        try
        {
            return (await client.GetAsync(new Uri(address + "api"))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

/// <summary>A test that runs JupyterLab's own client in Node; skipped by name where something of it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class JupyterLabFactAttribute : FactAttribute
{
    public JupyterLabFactAttribute([CallerMemberName] string test = "")
    {
        Skip = !File.Exists("/usr/bin/jupyter-server") ? "skipped: jupyter-server is not installed"
            : !Directory.Exists(Path.Combine(Modules, "node_modules", "@jupyterlab", "services")) ? "skipped: npm has not put @jupyterlab/services into artifacts/jupyterlab-services"
            : null;
        DisplayName = SkippedTest.Name(test, Skip);
    }

    internal static string Modules { get; } = Path.Combine(Repository.Root, "artifacts", "jupyterlab-services");
}
