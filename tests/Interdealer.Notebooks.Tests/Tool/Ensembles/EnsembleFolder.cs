using System.Diagnostics;
using System.Globalization;

namespace Interdealer.Notebooks.Tests.Tool.Ensembles;

/// <summary>A folder with a specification of the 51 banks of 2016 under scenarios of a table, and the real command to run it.</summary>
internal sealed class EnsembleFolder : IDisposable
{
    readonly TemporaryFolder folder = new();

    // Long enough that random moments fall into it, short enough to be killed dozens of times.
    const double LongRunSeconds = 1.2;
    const int MostScenarios = 20_000_000;
    static readonly Lazy<Task<int>> LongRun = new(ScenariosOfLongRunAsync);

    internal EnsembleFolder(int scenarios)
    {
        var random = new Random(17);
        var rows = Enumerable.Range(0, scenarios)
            .Select(_ => string.Join(',', Enumerable.Range(0, 3).Select(_ => (0.1 * random.NextDouble()).ToString("0.00000", CultureInfo.InvariantCulture))));
        File.WriteAllText(At("falls.csv"), string.Join('\n', rows.Prepend("DE,IT,ES")) + "\n");
        Write("""{ "source": "table", "file": "falls.csv" }""");
    }

    EnsembleFolder()
    {
    }

    /// <summary>A folder with a run that takes about a second on this machine, or so many times as long, beside the start of the process.</summary>
    internal static async Task<EnsembleFolder> OfLongRunAsync(int times = 1) => OfDrawn(times * await LongRun.Value);

    static EnsembleFolder OfDrawn(int scenarios)
    {
        var folder = new EnsembleFolder();
        folder.Write(string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "source": "drawn", "points": { "points": "random", "count": {{scenarios}}, "seed": 17 },
              "coordinates": { "DE": { "distribution": "uniform", "least": 0, "most": 0.1 }, "IT": { "distribution": "uniform", "least": 0, "most": 0.1 } }
            }
            """));
        return folder;
    }

    static async Task<int> ScenariosOfLongRunAsync()
    {
        await SecondsAsync(64);
        var start = await SecondsAsync(64);
        for (var scenarios = 2000; ; scenarios *= 4)
        {
            var seconds = await SecondsAsync(scenarios) - start;
            if (seconds > LongRunSeconds / 2 || scenarios > MostScenarios)
            {
                return (int)(scenarios * LongRunSeconds / seconds);
            }
        }
    }

    static async Task<double> SecondsAsync(int scenarios)
    {
        using var folder = OfDrawn(scenarios);
        var watch = Stopwatch.StartNew();
        var (code, output) = await folder.RunAsync("run", "spec.json", "--output", "r.json");
        return code == 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException(output);
    }

    void Write(string scenarios) => File.WriteAllText(At("spec.json"), $$"""
        {
          "version": 1,
          "system": { "dataset": "eba2016" },
          "round": [
            { "operator": "deleverage", "limit": { "constraint": "leverageRatio", "minimum": 0.03 } },
            { "operator": "priceImpact", "law": { "impact": "squareRoot" } },
            { "operator": "default" }
          ],
          "cascade": { "maximumRounds": 30 },
          "scenarios": {{scenarios}},
          "outputs": [
            { "output": "systemLossShare", "keep": true, "summaries": [ { "summary": "moments" }, { "summary": "distribution" } ] },
            { "output": "defaults", "keep": true }, { "output": "losses" }
          ]
        }
        """);

    internal string Path => folder.Path;

    internal string At(string name) => folder.File(name);

    internal byte[] Bytes(string name) => File.ReadAllBytes(At(name));

    /// <summary>Runs <c>interdealer ensemble …</c>; names of files stand for files of this folder.</summary>
    internal Task<(int Code, string Output)> RunAsync(params string[] arguments) => ToolProcess.RunAsync(["ensemble", .. Arguments(arguments)]);

    internal IEnumerable<string> Arguments(IEnumerable<string> arguments) => arguments.Select(a => a.Contains('.') && !a.StartsWith('-') && !char.IsDigit(a[0]) ? At(a) : a);

    public void Dispose() => folder.Dispose();
}
