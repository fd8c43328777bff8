using System.Globalization;

namespace Interdealer.Faults;

/// <summary>A folder of its own, with a specification that takes about a second and a notebook of several cells.</summary>
internal sealed class FaultFolder : IDisposable
{
    /// <summary>The 51 banks of 2016, and what happens to them in a round.</summary>
    private const string Cascade = """
        "version": 1,
        "system": { "dataset": "eba2016" },
        "round": [
          { "operator": "deleverage", "limit": { "constraint": "leverageRatio", "minimum": 0.03, "name": "leverage" } },
          { "operator": "priceImpact", "law": { "impact": "squareRoot", "sellerShare": 0 } },
          { "operator": "default" }
        ],
        "cascade": { "maximumRounds": 30 }
        """;

    private FaultFolder(string path) => Location = path;

    public string Location { get; }

    public static FaultFolder New() => new(Directory.CreateTempSubdirectory("interdealer-faults-").FullName);

    public string At(params string[] names) => Path.Combine([Location, .. names]);

    public byte[] Bytes(string name) => File.ReadAllBytes(At(name));

    /// <summary>Names of everything in it, in order.</summary>
    public string Names() => string.Join(' ', Directory.EnumerateFileSystemEntries(Location).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    /// <summary>Writes a specification of the 51 banks of 2016 under drawn falls.</summary>
    public void WriteSpecification(int scenarios) => File.WriteAllText(At("spec.json"), string.Create(CultureInfo.InvariantCulture, $$"""
        {
          {{Cascade}},
          "scenarios": {
            "source": "drawn", "points": { "points": "random", "count": {{scenarios}}, "seed": 17 },
            "coordinates": { "DE": { "distribution": "uniform", "least": 0, "most": 0.1 }, "IT": { "distribution": "uniform", "least": 0, "most": 0.1 } }
          },
          "outputs": [ { "output": "systemLossShare", "keep": true, "summaries": [ { "summary": "moments" }, { "summary": "distribution" } ] }, { "output": "defaults", "keep": true }, { "output": "losses" } ]
        }
        """));

    /// <summary>Writes a search for the least shock to the 51 banks of 2016, whose samples take most of its time.</summary>
    public void WriteSearch(int samples) => File.WriteAllText(At("search.json"), string.Create(CultureInfo.InvariantCulture, $$"""
        {
          {{Cascade}},
          "coordinates": { "DE": { "worst": 0.3 }, "IT": { "worst": 0.3 }, "ES": { "worst": 0.3 } },
          "target": { "of": { "output": "totalLoss" }, "atLeast": 100000 },
          "search": { "directions": 8, "pointsPerDirection": 16, "minima": 2, "samples": {{samples}} }
        }
        """));

    /// <summary>Writes a notebook of some cells, each of which prints.</summary>
    public void WriteNotebook(string name, int cells) => File.WriteAllText(At(name), $$$"""
        {"cells":[{{{string.Join(',', Enumerable.Range(1, cells).Select(i => $$"""{"cell_type":"code","id":"c{{i}}","metadata":{},"execution_count":null,"outputs":[],"source":"await Task.Delay(20);\nstring.Join(\"\\n\", Enumerable.Range(0, 2000).Select(i => i * {{i}}))"}"""))}}}],
        "metadata":{"kernelspec":{"display_name":".NET (C#)","language":"C#","name":".net-csharp"}},"nbformat":4,"nbformat_minor":5}
        """);

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
