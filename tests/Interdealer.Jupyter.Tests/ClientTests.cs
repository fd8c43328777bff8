using System.Diagnostics;
using System.Runtime.CompilerServices;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Running;
using Interdealer.Notebooks.Tests;

namespace Interdealer.Jupyter.Tests;

public sealed class ClientTests
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
    public void Notebooks_run_by_nbconvert_have_the_stored_outputs()
    {
        // All of them by INTERDEALER_NOTEBOOKS=all: that is minutes.
        bool all = Environment.GetEnvironmentVariable("INTERDEALER_NOTEBOOKS") == "all";
        using var jupyter = new JupyterEnvironment();
        string folder = Path.Combine(Repository.Root, "notebooks");
        foreach (string notebook in Directory.EnumerateFiles(folder, all ? "*.ipynb" : "01-*.ipynb").Order(StringComparer.Ordinal))
        {
            var (code, said) = jupyter.Run("/usr/bin/jupyter-nbconvert", "--to", "notebook", "--execute", notebook, "--output-dir", jupyter.Folder, "--ExecutePreprocessor.timeout=600");

            Assert.True(code == 0, $"{notebook}: {said}");
            Assert.Empty(Comparison.Compare(notebook, NotebookFile.Read(notebook), NotebookFile.Read(jupyter.File(Path.GetFileName(notebook)))));
        }
    }

    [PythonFact("nbconvert, nbclient")]
    public void A_converted_dib_runs_in_nbconvert()
    {
        using var jupyter = new JupyterEnvironment();
        string converted = jupyter.File("03.ipynb");
        Assert.Equal(0, jupyter.Run("dotnet", Live.ToolAssembly, "convert", Path.Combine(Repository.Root, "notebooks", "03-repo-haircuts.dib"), converted).Code);

        // Packages of a checkout are found below it, so the notebook runs in its own folder.
        var (code, said) = jupyter.Run(
            "/usr/bin/python3", "-c",
            "import sys, nbformat, nbclient; n = nbformat.read(sys.argv[1], 4); nbclient.NotebookClient(n, timeout=600, resources={'metadata': {'path': sys.argv[2]}}).execute(); print(sum(len(c.get('outputs', [])) for c in n.cells))",
            converted, Path.Combine(Repository.Root, "notebooks"));

        Assert.True(code == 0, said);
        Assert.True(int.Parse(said.Trim().Split('\n')[^1], System.Globalization.CultureInfo.InvariantCulture) > 3, said);
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
