namespace Interdealer.Fuzz.Systems;

/// <summary>Random shocks of every kind to one scenario: those of <see cref="Shock"/>, and what effects of an ensemble can set.</summary>
internal sealed class DrawnShock(Draw draw, IReadOnlyList<Institution> institutions, IReadOnlyList<Asset> assets)
{
    /// <summary>The parts of one scenario's shock.</summary>
    /// <param name="scales">Whether parameters are scaled: in all scenarios of a case or in none.</param>
    public List<Written<Action<State, int>>> Parts(bool scales)
    {
        var parts = new List<Written<Action<State, int>>>();
        if (draw.Chance(0.95))
        {
            parts.AddRange(assets.Where(_ => draw.Chance(0.6)).Select(OnAsset));
            parts.AddRange(institutions.Where(_ => draw.Chance(0.4)).Select(OnInstitution));
        }

        if (scales)
        {
            parts.Add(Multiple("Multiple.Leverage", institutions.Count, draw.Above(0.5, 2)));
            parts.Add(Multiple("Multiple.Haircut", assets.Count, draw.Number(3)));
            parts.Add(Multiple("Multiple.Requirement.first", 1, draw.Above(0.7, 1.5)));
            parts.Add(Multiple("Multiple.Requirement.second", 1, draw.Above(0.7, 1.5)));
        }

        return parts;
    }

    private Written<Action<State, int>> OnAsset(Asset asset)
    {
        var (name, k) = (Code.Of(asset.Name), int.Parse(asset.Name[1..]));
        switch (draw.Below(8))
        {
            case 0:
                var times = draw.Number(4);
                return On(new Shock().Volatility(asset.Name, times), $"Volatility({name}, {Code.Of(times)})");
            case 1:
                var amount = draw.Amount(100);
                return On(new Shock().Selling(asset.Name, amount), $"Selling({name}, {Code.Of(amount)})");
            case 2:
                var rise = draw.Number(0.2);
                return new((state, s) => (state.Price[k, s], state.Fundamental[k, s]) = (state.Price[k, s] * (1 + rise), state.Fundamental[k, s] * (1 + rise)), $"Price[{k}] and Fundamental[{k}] *= 1 + {Code.Of(rise)}");
            case 3:
                var depth = draw.Above(0.2, 2);
                return new((state, s) => state.Depth[k, s] *= depth, $"Depth[{k}] *= {Code.Of(depth)}");
            default:
                var fall = draw.Chance(0.8) ? 0.3 * draw.Unit() : draw.Share();
                return On(new Shock().Falling(asset.Name, fall), $"Falling({name}, {Code.Of(fall)})");
        }
    }

    private Written<Action<State, int>> OnInstitution(Institution institution)
    {
        var name = Code.Of(institution.Name);
        switch (draw.Below(3))
        {
            case 0:
                var amount = draw.Amount(15);
                return On(new Shock().Losing(institution.Name, amount), $"Losing({name}, {Code.Of(amount)})");
            case 1:
                var withdrawn = draw.Share();
                return On(new Shock().Withdrawing(institution.Name, withdrawn), $"Withdrawing({name}, {Code.Of(withdrawn)})");
            default:
                var redeemed = draw.IsExtreme ? draw.Share() : 0.9 * draw.Unit();
                return On(new Shock().Redeeming(institution.Name, redeemed), $"Redeeming({name}, {Code.Of(redeemed)})");
        }
    }

    private static Written<Action<State, int>> On(Shock shock, string code) => new(shock.Apply, $"new Shock().{code}");

    /// <summary>What an effect does that scales a parameter: a column of the state's memory, 1 until it is scaled.</summary>
    private static Written<Action<State, int>> Multiple(string name, int rows, double times) => new(
        (state, s) =>
        {
            var column = state.Memory(name, rows);
            for (var row = 0; row < rows; row++)
            {
                column[row, s] = times;
            }
        },
        $"Memory({Code.Of(name)}, {rows}) = {Code.Of(times)}");
}
