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
    static readonly Dictionary<EnsembleKind, Lazy<Task<int>>> LongRuns =
        Enum.GetValues<EnsembleKind>().ToDictionary(kind => kind, kind => new Lazy<Task<int>>(() => ScenariosOfLongRunAsync(kind)));

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
    internal static async Task<EnsembleFolder> OfLongRunAsync(int times = 1, EnsembleKind kind = EnsembleKind.Drawn) => Of(kind, times * await LongRuns[kind].Value);

    /// <summary>A folder with a specification of a kind.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="scenarios">Number of scenarios, about.</param>
    internal static EnsembleFolder Of(EnsembleKind kind, int scenarios)
    {
        var folder = new EnsembleFolder();
        switch (kind)
        {
            case EnsembleKind.Drawn:
                folder.Write(string.Create(CultureInfo.InvariantCulture, $$"""
                    {
                      "source": "drawn", "points": { "points": "random", "count": {{scenarios}}, "seed": 17 },
                      "coordinates": { "DE": { "distribution": "uniform", "least": 0, "most": 0.1 }, "IT": { "distribution": "uniform", "least": 0, "most": 0.1 } }
                    }
                    """));
                break;
            case EnsembleKind.Mixed:
                var random = new Random(4);
                File.WriteAllLines(folder.At("history.csv"), Enumerable.Range(0, 250).Select(t => string.Create(
                    CultureInfo.InvariantCulture, $"day {t},{(0.04 * random.NextDouble()) - 0.02:0.00000},{(0.06 * random.NextDouble()) - 0.03:0.00000}")).Prepend("date,DE,IT"));
                folder.Write(string.Create(CultureInfo.InvariantCulture, $$"""
                    {
                      "source": "crossed",
                      "outer": { "source": "grid", "axes": { "depth": { "from": 1, "to": 0.5, "count": 2 }, "required": [ 0.03, 0.035 ] } },
                      "inner": {
                        "source": "joined",
                        "sources": [
                          { "source": "bootstrap", "history": "history.csv", "dates": "date", "count": {{(scenarios + 3) / 4}}, "seed": 5, "horizonDays": 10, "blocks": "stationary", "blockDays": 4 },
                          { "source": "drawn", "points": { "points": "latinHypercube", "count": {{(scenarios + 3) / 4}}, "seed": 6 }, "coordinates": { "ES": { "distribution": "uniform", "least": 0, "most": 0.1 } } },
                          {
                            "source": "factor", "points": { "points": "sobol", "count": {{(scenarios + 3) / 4}}, "seed": 7 },
                            "factors": [ { "distribution": "normal", "mean": 0, "deviation": 0.02 } ], "coordinates": { "FR": { "loadings": [ 1 ], "most": 1 }, "GB": { "loadings": [ 0.5 ], "most": 1 } }
                          }
                        ]
                      }
                    }
                    """), everything: true, effects: """{ "depth": { "effect": "depthMultiple" }, "required": { "effect": "requirement", "limit": "leverage" } }""");
                break;
            default:
                folder.Write(string.Create(CultureInfo.InvariantCulture, $$"""
                    {
                      "source": "drawn", "points": { "points": "saltelli", "base": { "points": "sobol", "count": {{Math.Max(64, scenarios / 4)}}, "seed": 17 }, "inputs": 2 },
                      "coordinates": { "IT": { "distribution": "uniform", "least": 0, "most": 0.1 }, "depth": { "distribution": "uniform", "least": 0.2, "most": 1 } }
                    }
                    """), everything: true, effects: """{ "depth": { "effect": "depthMultiple" } }""", further: """, { "summary": "sobolIndices" }""");
                break;
        }

        return folder;
    }

    static async Task<int> ScenariosOfLongRunAsync(EnsembleKind kind)
    {
        await SecondsAsync(kind, 64);
        var start = await SecondsAsync(kind, 64);
        for (var scenarios = 2000; ; scenarios *= 4)
        {
            var seconds = await SecondsAsync(kind, scenarios) - start;
            if (seconds > LongRunSeconds / 2 || scenarios > MostScenarios)
            {
                return (int)(scenarios * LongRunSeconds / seconds);
            }
        }
    }

    static async Task<double> SecondsAsync(EnsembleKind kind, int scenarios)
    {
        using var folder = Of(kind, scenarios);
        var watch = Stopwatch.StartNew();
        var (code, output) = await folder.RunAsync("run", "spec.json", "--output", "r.json");
        return code == 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException(output);
    }

    void Write(string scenarios, bool everything = false, string effects = "{}", string further = "") => File.WriteAllText(At("spec.json"), $$"""
        {
          "version": 1,
          "system": { "dataset": "eba2016" },
          "round": [
            { "operator": "deleverage", "limit": { "constraint": "leverageRatio", "minimum": 0.03, "name": "leverage" } },
            { "operator": "priceImpact", "law": { "impact": "squareRoot", "sellerShare": 0 } },
            { "operator": "default" }
          ],
          "cascade": { "maximumRounds": 30 },
          "scenarios": {{scenarios}}, "effects": {{effects}},
          "outputs": [
            {
              "output": "systemLossShare", "keep": true,
              "summaries": [ { "summary": "moments" }, { "summary": "distribution" }{{(everything ? """, { "summary": "extremes", "kept": 5 }, { "summary": "exceedances", "thresholds": [ 0.1, 0.2, 0.4 ] }""" : "")}}{{further}} ]
            },
            { "output": "defaults", "keep": true }, { "output": "losses" }
          ],
          "together": {
            {{(everything ? """
            "limits": { "together": "binding" }, "last limits": { "together": "binding", "when": "last", "limits": [ "leverage" ] }, "joint": { "together": "jointDefaults" },
            "correlations": { "together": "correlations", "of": [ { "output": "totalLoss" }, { "output": "defaults" }, { "output": "rounds" }, { "output": "priceFall", "asset": "IT" } ] }
            """ : "")}}
          }
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

/// <summary>Kinds of specifications.</summary>
public enum EnsembleKind
{
    /// <summary>Uniform falls.</summary>
    Drawn,

    /// <summary>A grid of parameters crossed with history, draws and factors side by side; every statistic that such scenarios can have.</summary>
    Mixed,

    /// <summary>A design for Sobol indices, with every statistic.</summary>
    Design,
}
