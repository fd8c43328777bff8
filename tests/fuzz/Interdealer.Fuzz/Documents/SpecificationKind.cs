using System.Text;
using Interdealer.Ensembles.Specs;

namespace Interdealer.Fuzz.Documents;

/// <summary>Specifications of ensembles: what is read has the hash of what it says, however it is laid out.</summary>
internal sealed class SpecificationKind : DocumentKind, IDisposable
{
    private const string Small = """
        {
          "version": 1, "name": "Small",
          "system": { "institutions": "institutions.csv", "assets": "assets.csv", "holdings": "holdings.csv", "claims": "claims.csv" },
          "round": [
            { "operator": "deleverage", "limit": { "constraint": "leverageRatio", "minimum": 0.05, "for": "dealer", "name": "leverage" } },
            { "operator": "priceImpact", "law": { "impact": "exponential", "sellerShare": 0 } },
            { "operator": "default" }
          ],
          "cascade": { "maximumRounds": 60 },
          "scenarios": SCENARIOS,
          "effects": { "calls": { "effect": "fundingWithdrawn", "institution": "B" } },
          "outputs": [ { "output": "totalLoss", "keep": true, "summaries": [ { "summary": "moments" } ] }, { "output": "losses" }, { "output": "priceFall", "asset": "bond", "keep": true } ],
          "together": { "joint": { "together": "jointDefaults" } }
        }
        """;

    private static readonly string[] Scenarios =
    [
        """{ "source": "table", "file": "falls.csv" }""",
        """{ "source": "drawn", "points": { "points": "random", "count": 10, "seed": 17 }, "coordinates": { "bond": { "distribution": "uniform", "least": 0, "most": 0.1 }, "calls": { "distribution": "beta", "alpha": 2, "beta": 3 } } }""",
        """{ "source": "grid", "axes": { "bond": { "from": 0, "to": 0.5, "count": 3 }, "calls": [ 0, 1 ] } }""",
        """{ "source": "crossed", "outer": { "source": "grid", "axes": { "calls": [ 0, 1 ] } }, "inner": { "source": "drawn", "points": { "points": "sobol", "count": 8, "seed": 1 }, "coordinates": { "loan": { "distribution": "normal", "mean": 0, "deviation": 0.01 } } } }""",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("interdealer-fuzz-").FullName;

    public SpecificationKind()
    {
        Write("institutions.csv", "institution,kind,cash,debt,short_term_debt\nA,dealer,5,96,20\nB,dealer,2,60,10\nF,fund,1,,\n");
        Write("assets.csv", "asset,depth,volatility,liquidity_rank,haircut\nbond,400,0.01,0,0.02\nloan,200,0.02,1,0.1\n");
        Write("holdings.csv", "institution,asset,amount\nA,bond,60\nA,loan,37\nB,bond,30\nB,loan,32\nF,bond,10\n");
        Write("claims.csv", "debtor,creditor,amount\nA,B,1\n");
        Write("falls.csv", "bond,loan,calls\n0.01,0.02,0\n0.04,0,0.5\n");
    }

    public override string Name => "specification";

    public override IReadOnlyList<string> Words { get; } =
    [
        "version", "system", "round", "operator", "deleverage", "limit", "constraint", "valueAtRisk", "minimum", "scenarios", "source", "drawn", "points", "saltelli", "count", "seed", "coordinates", "distribution", "studentT",
        "effects", "effect", "outputs", "output", "summaries", "summary", "extremes", "sobolIndices", "together", "correlations", "file", "../falls.csv", "spec.json", "\"keep\": true,", "\"a\": 1, \"a\": 1,", "1.0", "1e3", "0.05", "//", "/*",
    ];

    public override byte[] Sound(Random random) => Encoding.UTF8.GetBytes(Small.Replace("SCENARIOS", Scenarios[random.Next(Scenarios.Length)], StringComparison.Ordinal));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override void Read(byte[] document)
    {
        var file = Path.Combine(_folder, "spec.json");
        File.WriteAllBytes(file, document);
        if (EnsembleSpec.Read(file).Hash != EnsembleSpec.Read(file).Hash)
        {
            throw Broken("one specification has two hashes");
        }
    }

    protected override bool IsRefusal(Exception exception) => exception is SpecException;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
