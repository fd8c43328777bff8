using System.Globalization;
using Interdealer.Notebooks.Tests.Kernels;

namespace Interdealer.Notebooks.Tests.Tool.Ensembles;

/// <summary>A folder with a specification of the 51 banks of 2016 under scenarios of a table, and the command to run it.</summary>
internal sealed class EnsembleFolder : IDisposable
{
    readonly TemporaryFolder folder = new();

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

    /// <summary>Puts an operator at the head of a specification's round.</summary>
    internal void InsertOperator(string specification, string operation)
    {
        const string round = "\"round\": [";
        var text = File.ReadAllText(At(specification));
        File.WriteAllText(At(specification), text.Insert(text.IndexOf(round, StringComparison.Ordinal) + round.Length, $" {operation}, "));
    }

    /// <summary>An assembly of pieces of its own.</summary>
    internal static void Compile(string file, string source) => TinyLibrary.Compile(
        file, source, [typeof(State).Assembly.Location, typeof(Interdealer.Ensembles.Specs.Pieces).Assembly.Location, .. Directory.GetFiles(System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System*.dll")]);

    internal string Path => folder.Path;

    internal string At(string name) => folder.File(name);

    internal byte[] Bytes(string name) => File.ReadAllBytes(At(name));

    /// <summary>Runs <c>interdealer ensemble …</c>; names of files stand for files of this folder.</summary>
    internal Task<(int Code, string Output)> RunAsync(params string[] arguments) => ToolCall.RunAsync(["ensemble", .. Arguments(arguments)]);

    /// <summary>The same as a process of its own.</summary>
    internal Task<(int Code, string Output)> RunProcessAsync(params string[] arguments) => ToolProcess.RunAsync(["ensemble", .. Arguments(arguments)]);

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
