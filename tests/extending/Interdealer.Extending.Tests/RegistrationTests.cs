using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Specs;

namespace Interdealer.Extending;

/// <summary>A specification that names the pieces of this project, read with their rows.</summary>
public sealed class RegistrationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pieces-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_specification_names_them_once_their_rows_are_handed_over()
    {
        Write("institutions.csv", "institution,kind,cash,debt,short_term_debt\nA,dealer,5,96,20\nB,dealer,2,60,10\n");
        Write("assets.csv", "asset,depth,volatility,liquidity_rank,haircut\nbond,400,0.01,0,0.02\nloan,200,0.02,1,0.1\n");
        Write("holdings.csv", "institution,asset,amount\nA,bond,60\nA,loan,37\nB,bond,30\nB,loan,32\n");
        var path = Write("spec.json", """
            {
              "version": 1,
              "system": { "institutions": "institutions.csv", "assets": "assets.csv", "holdings": "holdings.csv" },
              "round": [
                { "operator": "marginCall", "asset": "bond", "z": 3 },
                { "operator": "deleverage", "limit": { "constraint": "cashBuffer", "share": 0.05 } },
                { "operator": "priceImpact", "law": { "impact": "exponential", "sellerShare": 0 } }
              ],
              "scenarios": { "source": "stressLadder", "asset": "bond", "worst": 0.2, "steps": 10, "along": { "loan": 0.5 } },
              "outputs": [ { "output": "totalLoss", "keep": true } ]
            }
            """);
        var spec = EnsembleSpec.Read(path, Pieces.Of(MarginCall.Row, CashBuffer.Row, StressLadder.Row));
        var losses = spec.Ensemble.Run().EnsureComplete().Values(Output.TotalLoss);
        Assert.Equal(10, losses.Count);
        Assert.True(losses[9] > losses[0] && losses[0] > 0);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
