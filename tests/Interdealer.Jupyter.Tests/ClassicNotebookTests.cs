using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Interdealer.Notebooks.Tests;
using Microsoft.Playwright;

namespace Interdealer.Jupyter.Tests;

public sealed class ClassicNotebookTests
{
    private const string Idle = "Jupyter.notebook && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected() && !Jupyter.notebook.kernel_busy && Jupyter.notebook.kernel.info_reply.status === 'ok'";

    [NotebookFact]
    public async Task In_a_browser_a_notebook_runs_shows_its_chart_is_interrupted_completes_after_a_point_and_outlives_its_tab()
    {
        using var jupyter = new JupyterEnvironment();

        // A copy beside the original, where the checkout's packages are found; it is gone afterwards.
        string folder = Path.Combine(Repository.Root, "notebooks");
        string copy = Path.Combine(folder, $"browser-{Guid.NewGuid():N}.ipynb");
        File.Copy(Path.Combine(folder, "01-dealer-prime.ipynb"), copy);
        int port = FreePort();
        using var server = Process.Start(jupyter.Start(
            "/usr/bin/jupyter-notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1", FormattableString.Invariant($"--port={port}"), "--NotebookApp.token=", "--NotebookApp.password=", $"--notebook-dir={folder}"))!;
        _ = server.StandardError.ReadToEndAsync();
        try
        {
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Tools.Chromium,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
                Timeout = 120_000,
            });
            string address = FormattableString.Invariant($"http://127.0.0.1:{port}/notebooks/{Path.GetFileName(copy)}");
            var page = await OpenAsync(browser, address);

            await page.EvaluateAsync("Jupyter.notebook.clear_all_output(); Jupyter.notebook.execute_all_cells()");
            await Settles(page, Idle + " && Jupyter.notebook.get_cells().filter(c => c.cell_type === 'code').every(c => c.input_prompt_number > 0)");
            Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('.output_error').length"));
            Assert.True(await page.EvaluateAsync<int>("document.querySelectorAll('.output_html table').length") > 0);
            await TakePictureAsync(page);

            await page.EvaluateAsync("Jupyter.notebook.insert_cell_at_bottom('code'); window.last = Jupyter.notebook.get_cell(Jupyter.notebook.ncells() - 1); last.set_text('var kept = 7; Console.Write(1); while (true) { }'); last.execute()");
            await Settles(page, "last.output_area.outputs.length > 0");

            // A closed tab ends nothing: the cell still runs when the notebook is opened again.
            await page.CloseAsync(new() { RunBeforeUnload = false });
            page = await OpenAsync(browser, address, waitForIdle: false);
            await page.EvaluateAsync("Jupyter.notebook.kernel.interrupt()");
            await Settles(page, Idle);

            await page.EvaluateAsync("Jupyter.notebook.insert_cell_at_bottom('code'); window.last = Jupyter.notebook.get_cell(Jupyter.notebook.ncells() - 1); last.set_text('kept + 1'); last.execute()");
            await Settles(page, "last.output_area.outputs.length > 0");
            Assert.Equal("8", await page.EvaluateAsync<string>("last.output_area.outputs[0].data['text/plain']"));

            await page.EvaluateAsync("last.set_text('Math.Sqr'); last.focus_editor(); last.code_mirror.setCursor(0, 8); window.answer = null; Jupyter.notebook.kernel.complete('Math.Sqr', 8, m => window.answer = m.content.matches)");
            await Settles(page, "window.answer !== null");
            Assert.Equal(["Sqrt"], await page.EvaluateAsync<string[]>("window.answer"));
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
            File.Delete(copy);
            foreach (string left in Directory.EnumerateFiles(Path.Combine(folder, ".ipynb_checkpoints"), "browser-*"))
            {
                File.Delete(left);
            }
        }
    }

    private static async Task<IPage> OpenAsync(IBrowser browser, string address, bool waitForIdle = true)
    {
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 1100 } });
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await page.GotoAsync(address, new() { Timeout = 60_000 });
                break;
            }
            catch (PlaywrightException) when (attempt < 60)
            {
                // The server is starting.
                await Task.Delay(1000);
            }
        }

        await Settles(page, waitForIdle ? "typeof Jupyter !== 'undefined' && " + Idle : "typeof Jupyter !== 'undefined' && Jupyter.notebook && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected()");
        return page;
    }

    private static async Task Settles(IPage page, string condition)
    {
        try
        {
            await page.WaitForFunctionAsync(condition, null, new() { Timeout = 180_000 });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"never came to: {condition}\n{await page.EvaluateAsync<string>("document.querySelector('#notebook-container').innerText.slice(-3000)")}");
        }
    }

    /// <summary>The picture of the README, where INTERDEALER_PICTURE names its file.</summary>
    private static async Task TakePictureAsync(IPage page)
    {
        if (Environment.GetEnvironmentVariable("INTERDEALER_PICTURE") is { Length: > 0 } file)
        {
            await page.EvaluateAsync("(document.querySelector('.js-plotly-plot') || document.querySelector('.output_html table')).scrollIntoView({ block: 'center' })");
            await page.WaitForTimeoutAsync(1000);
            await page.ScreenshotAsync(new() { Path = file });
        }
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A test that drives classic Notebook in a browser; skipped by name where one of them is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NotebookFactAttribute : FactAttribute
{
    public NotebookFactAttribute([CallerMemberName] string test = "")
    {
        Skip = Tools.Chromium is null ? "skipped: no Chromium or Chrome is installed (CHROMIUM_PATH names one)"
            : !File.Exists("/usr/bin/jupyter-notebook") ? "skipped: jupyter-notebook is not installed"
            : null;
        DisplayName = SkippedTest.Name(test, Skip);
    }
}
