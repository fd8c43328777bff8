using Interdealer.Ensembles.Specs;

namespace Interdealer.Tests.Ensembles.Specs;

/// <summary>A folder with a specification and the tables of a small system: two dealers, a fund, two bonds.</summary>
internal sealed class SpecFolder : IDisposable
{
    public const string Small = """
        {
          "version": 1,
          "name": "Small",
          "system": { "institutions": "institutions.csv", "assets": "assets.csv", "holdings": "holdings.csv", "claims": "claims.csv" },
          "round": [
            { "operator": "deleverage", "limit": { "constraint": "leverageRatio", "minimum": 0.05, "for": "dealer" } },
            { "operator": "priceImpact", "law": { "impact": "exponential", "sellerShare": 0 } },
            { "operator": "default" }
          ],
          "cascade": { "maximumRounds": 60 },
          "scenarios": { "source": "table", "file": "falls.csv" },
          "effects": { "calls": { "effect": "fundingWithdrawn", "institution": "B" } },
          "outputs": [ { "output": "totalLoss", "keep": true }, { "output": "losses" }, { "output": "priceFall", "asset": "bond", "keep": true } ]
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("spec-");

    public SpecFolder()
    {
        Write("institutions.csv", "institution,kind,cash,debt,short_term_debt\nA,dealer,5,96,20\nB,dealer,2,60,10\nF,fund,1,,\n");
        Write("assets.csv", "asset,depth,volatility,liquidity_rank,haircut\nbond,400,0.01,0,0.02\nloan,200,0.02,1,0.1\n");
        Write("holdings.csv", "institution,asset,amount\nA,bond,60\nA,loan,37\nB,bond,30\nB,loan,32\nF,bond,10\n");
        Write("claims.csv", "debtor,creditor,amount\nA,B,1\n");
        Write("falls.csv", "bond,loan,calls\n0.01,0.02,0\n0.04,0,0.5\n0.1,0.1,1\n0,0,0\n0.02,0.03,0.1\n");
    }

    public string At(string name) => Path.Combine(_folder.FullName, name);

    public void Write(string name, string text) => File.WriteAllText(At(name), text);

    public EnsembleSpec Read(string text = Small)
    {
        Write("spec.json", text);
        return EnsembleSpec.Read(At("spec.json"));
    }

    /// <summary>Reads the small specification with one piece of its text replaced.</summary>
    public EnsembleSpec With(string piece, string by)
    {
        Assert.Contains(piece, Small, StringComparison.Ordinal);
        return Read(Small.Replace(piece, by, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
