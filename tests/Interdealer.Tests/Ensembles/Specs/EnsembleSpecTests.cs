using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Data;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Specs;
using Interdealer.Ensembles.Storage;

namespace Interdealer.Tests.Ensembles.Specs;

public sealed class EnsembleSpecTests : IDisposable
{
    private readonly SpecFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_specification_gives_the_bits_of_the_same_ensemble_written_in_code()
    {
        var system = new FinancialSystem(
            [
                new Institution("A") { Cash = 5, Debt = 96, ShortTermDebt = 20 },
                new Institution("B") { Cash = 2, Debt = 60, ShortTermDebt = 10 },
                new Institution("F") { Kind = InstitutionKind.Fund, Cash = 1 },
            ],
            [new Asset("bond") { Depth = 400, Volatility = 0.01, Haircut = 0.02 }, new Asset("loan") { Depth = 200, Volatility = 0.02, Haircut = 0.1, LiquidityRank = 1 }],
            [new Holding("A", "bond", 60), new Holding("A", "loan", 37), new Holding("B", "bond", 30), new Holding("B", "loan", 32), new Holding("F", "bond", 10)],
            [new InterbankClaim("A", "B", 1)]);
        var round = new Deleverage(LeverageRatio.FromMinimum(0.05).For(InstitutionKind.Dealer)).Then(new PriceImpact.Exponential(SellerShare.OldPrice)).Then(new Default());
        var source = new ScenarioTable(["bond", "loan", "calls"], (double[][])[[0.01, 0.02, 0], [0.04, 0, 0.5], [0.1, 0.1, 1], [0, 0, 0], [0.02, 0.03, 0.1]]);
        var written = new Ensemble(system, source, round, new CascadeOptions { MaximumRounds = 60 })
            .Acting("calls", Effect.FundingWithdrawn("B")).Keeping(Output.TotalLoss, Output.PriceFall("bond")).Run();
        var read = _folder.Read().Ensemble.Run();
        Assert.Equal(written.Values(Output.TotalLoss), read.Values(Output.TotalLoss));
        Assert.Equal(written.Values(Output.PriceFall("bond")), read.Values(Output.PriceFall("bond")));
        Assert.True(read.Values(Output.TotalLoss)[2] > read.Values(Output.TotalLoss)[0]);
        Assert.Contains(Output.Loss("F"), read.Outputs);
    }

    [Fact]
    public void Parameters_of_a_limit_vary_by_its_name()
    {
        var read = _folder.Read(SpecFolder.Small
            .Replace("\"minimum\": 0.05,", "\"minimum\": 0.05, \"name\": \"slr\",", StringComparison.Ordinal)
            .Replace("\"effect\": \"fundingWithdrawn\", \"institution\": \"B\"", "\"effect\": \"buffer\", \"limit\": \"slr\"", StringComparison.Ordinal)).Ensemble;
        var limit = LeverageRatio.FromMinimum(0.05).Varying("slr");
        var round = new Deleverage(limit.For(InstitutionKind.Dealer)).Then(new PriceImpact.Exponential(SellerShare.OldPrice)).Then(new Default());
        _folder.Write("falls.csv", "bond,loan,calls\n0.01,0.02,0\n0.04,0,0.01\n0.1,0.1,0.02\n0,0,0.03\n0.02,0.03,0.1\n");
        read = _folder.Read(File.ReadAllText(_folder.At("spec.json"))).Ensemble;
        var source = new ScenarioTable(["bond", "loan", "calls"], (double[][])[[0.01, 0.02, 0], [0.04, 0, 0.01], [0.1, 0.1, 0.02], [0, 0, 0.03], [0.02, 0.03, 0.1]]);
        var written = new Ensemble(read.System, source, round, read.Cascade).Acting("calls", Effect.Buffer(limit)).Keeping(Output.TotalLoss).Run();
        Assert.Equal(written.Values(Output.TotalLoss), read.Run().Values(Output.TotalLoss));
        Assert.True(written.Values(Output.TotalLoss)[3] > 0);
    }

    [Fact]
    public void The_banks_of_2016_are_there_by_name()
    {
        _folder.Write("falls.csv", "DE,IT\n0.1,0.05\n");
        var ensemble = _folder.Read("""
            {
              "version": 1, "system": { "dataset": "eba2016" }, "round": [ { "operator": "default" } ],
              "scenarios": { "source": "table", "file": "falls.csv" }, "outputs": [ { "output": "totalLoss" } ]
            }
            """).Ensemble;
        Assert.Equal(Eba2016.ToSystem().Institutions.Length, ensemble.System.Institutions.Length);
    }

    [Theory]
    [InlineData("\"minimum\": 0.05", "\"minimum\": 5", "line 6, $.round[0].limit.minimum", "expected a fraction above 0 and below 1")]
    [InlineData("\"minimum\": 0.05", "\"minimum\": \"0.05\"", "line 6, $.round[0].limit.minimum", "it was \"0.05\"")]
    [InlineData("\"minimum\": 0.05", "\"minimun\": 0.05", "line 6, $.round[0].limit.minimun", "there is no property \"minimun\" here; expected \"constraint\", \"minimum\"")]
    [InlineData("\"minimum\": 0.05, ", "", "line 6, $.round[0].limit", "the property \"minimum\" is missing")]
    [InlineData(", \"sellerShare\": 0 ", "", "line 7, $.round[1].law", "\"sellerShare\" is missing", "0 for the old price, 0.5 half-way, 1 for the new price")]
    [InlineData("\"sellerShare\": 0 ", "\"sellerShare\": 50 ", "line 7, $.round[1].law.sellerShare", "expected a fraction")]
    [InlineData("\"minimum\": 0.05", "\"minimum\": 0.05, \"target\": 0.04", "line 6, $.round[0].limit.target", "at least the requirement of 0.05")]
    [InlineData("\"leverageRatio\"", "\"leverage\"", "$.round[0].limit.constraint", "it was \"leverage\"")]
    [InlineData("\"for\": \"dealer\"", "\"for\": \"broker\"", "$.round[0].limit.for", "\"dealer\", \"bank\", \"fund\", \"lender\"")]
    [InlineData("\"maximumRounds\": 60", "\"maximumRounds\": 0", "line 10, $.cascade.maximumRounds", "a whole number from 1")]
    [InlineData("\"maximumRounds\": 60", "\"maximumRounds\": 6.5", "line 10, $.cascade.maximumRounds", "it was 6.5")]
    [InlineData("\"version\": 1", "\"version\": 2", "line 2, $.version", "from 1 to 1; it was 2")]
    [InlineData("\"name\": \"Small\"", "\"nmae\": \"Small\"", "line 3, $.nmae", "expected \"$schema\", \"version\", \"name\"")]
    [InlineData("\"file\": \"falls.csv\"", "\"file\": \"nowhere.csv\"", "$.scenarios.file", "there is no file \"nowhere.csv\"")]
    [InlineData("\"file\": \"falls.csv\"", "\"file\": \"../falls.csv\"", "$.scenarios.file", "below the folder")]
    [InlineData("\"file\": \"falls.csv\"", "\"file\": \"/etc/hostname\"", "$.scenarios.file", "below the folder")]
    [InlineData("\"asset\": \"bond\"", "\"asset\": \"Bond\"", "$.outputs[2].asset", "one of \"bond\", \"loan\"; it was \"Bond\"")]
    [InlineData("\"institution\": \"B\"", "\"institution\": \"C\"", "$.effects.calls.institution", "\"A\", \"B\", \"F\"")]
    [InlineData("\"effect\": \"fundingWithdrawn\", \"institution\": \"B\"", "\"effect\": \"buffer\", \"limit\": \"slr\"", "$.effects.calls.limit", "of the round; none has one; it was \"slr\"")]
    [InlineData("{ \"constraint\": \"leverageRatio\", \"minimum\": 0.05, \"for\": \"dealer\" }", "{ \"constraint\": \"all\", \"limits\": [ { \"constraint\": \"haircuts\", \"name\": \"x\" }, { \"constraint\": \"haircuts\", \"name\": \"x\" } ] }", "$.round[0].limit.limits[1].name", "is that of another limit")]
    [InlineData("\"calls\": {", "\"puts\": {", "$", "\"puts\" is not a coordinate of the scenario source")]
    [InlineData("\"effects\": { \"calls\": { \"effect\": \"fundingWithdrawn\", \"institution\": \"B\" } },", "", "$", "\"calls\" is not an asset of the system")]
    [InlineData("\"output\": \"totalLoss\"", "\"output\": null", "$.outputs[0].output", "it was null")]
    [InlineData("{ \"output\": \"losses\" }", "[]", "$.outputs[1]", "an object with \"output\"")]
    [InlineData("\"keep\": true }, { \"output\": \"losses\"", "\"keep\": true }, { \"output\": \"losses\", \"output\": \"losses\"", "$.outputs[1]", "has \"output\" twice")]
    [InlineData("\"keep\": true }, {", "\"keep\": true },, {", "line 13", "is not JSON")]
    [InlineData("\"cascade\": { \"maximumRounds\": 60 }", "\"cascade\": { \"tolerance\": 1e999 }", "$.cascade.tolerance", "it was 1e999")]
    [InlineData("\"cascade\": { \"maximumRounds\": 60 }", "\"cascade\": { \"tolerance\": 1, \"a\\u001b[31m\": 1 }", "$.cascade[\"a<U+001B>[31m\"]", "no property \"a<U+001B>[31m\"")]
    public void What_is_wrong_is_answered_with_line_place_value_and_what_was_expected(string piece, string by, params string[] says)
    {
        var refused = Assert.Throws<SpecException>(() => _folder.With(piece, by));
        Assert.All(says, s => Assert.Contains(s, refused.Message, StringComparison.Ordinal));
        Assert.StartsWith("spec.json", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(refused.Message, char.IsControl);
    }

    [Theory]
    [InlineData("holdings.csv", "A,bond,60", "A,bond,-60", "holdings.csv, line 2, column amount: \"-60\" must be at least 0")]
    [InlineData("holdings.csv", "A,bond,60", "A,bond,=1+1", "must not be a formula")]
    [InlineData("holdings.csv", "A,bond,60", "A,stone,60", "\"stone\" is not an asset of this system")]
    [InlineData("institutions.csv", "dealer,5", "broker,5", "must be one of dealer, bank, fund, lender")]
    [InlineData("institutions.csv", "short_term_debt", "short_debt", "has the column \"short_debt\"")]
    [InlineData("institutions.csv", "96,20", "96,200", "short-term debt of 200, more than its whole debt of 96")]
    [InlineData("assets.csv", "400,", "0,", "must be above 0")]
    [InlineData("claims.csv", "A,B,1", "A,B", "has 2 cells; expected 3")]
    [InlineData("falls.csv", "0.01,0.02,0", "0.01,zero,0", "falls.csv, line 2, column loan: \"zero\" must be a number")]
    [InlineData("falls.csv", "0.01,0.02,0", "0.01,0.02", "falls.csv, line 2: has 2 cells; expected 3")]
    [InlineData("falls.csv", "bond,loan,calls", "bond,bond,calls", "twice, as number 1 and number 2")]
    public void A_table_that_is_wrong_is_answered_with_its_line(string file, string piece, string by, string says)
    {
        _folder.Write(file, File.ReadAllText(_folder.At(file)).Replace(piece, by, StringComparison.Ordinal));
        Assert.Contains(says, Assert.Throws<SpecException>(() => _folder.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_with_control_characters_is_shown_by_their_code_points_whoever_complains_of_it()
    {
        var message = Assert.ThrowsAny<Exception>(() => _folder.With("\"institution\": \"B\"", "\"institution\": \"B\\u001b[31m\"").Ensemble.Plan()).Message;
        Assert.DoesNotContain(message, char.IsControl);
        Assert.Contains("B<U+001B>[31m", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_too_long_or_too_deep_is_not_read()
    {
        Assert.Contains("at most 4194304 are read", Assert.Throws<SpecException>(() => _folder.Read(new string(' ', (1 << 22) + 1))).Message, StringComparison.Ordinal);
        Assert.Contains("is not JSON", Assert.Throws<SpecException>(() => _folder.Read(new string('[', 100_000))).Message, StringComparison.Ordinal);
        Assert.Contains("is not JSON", Assert.Throws<SpecException>(() => _folder.Read("")).Message, StringComparison.Ordinal);
        Assert.Contains("is not JSON", Assert.Throws<SpecException>(() => _folder.Read(SpecFolder.Small + "{}")).Message, StringComparison.Ordinal);
        Assert.Contains("expected an object; it was 3", Assert.Throws<SpecException>(() => _folder.Read("3")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layout_order_schema_and_title_leave_the_hash_alone_and_every_value_changes_it()
    {
        var hash = _folder.Read().Hash;
        Assert.Equal(hash, _folder.Read(SpecFolder.Small.Replace("\n", "\r\n   ", StringComparison.Ordinal)).Hash);
        Assert.Equal(hash, _folder.With("\"name\": \"Small\",", "\"$schema\": \"ensemble.schema.json\", \"name\": \"Other\",").Hash);
        Assert.Equal(hash, _folder.With("\"minimum\": 0.05, \"for\": \"dealer\"", "\"for\": \"dealer\", \"minimum\": 5e-2").Hash);
        Assert.NotEqual(hash, _folder.With("\"minimum\": 0.05", "\"minimum\": 0.051").Hash);
        Assert.NotEqual(hash, _folder.With("60", "61").Hash);
        Assert.NotEqual(hash, _folder.With("\"exponential\"", "\"linear\"").Hash);
    }

    [Fact]
    public void A_checkpoint_of_another_specification_or_of_other_files_is_refused_with_what_differs()
    {
        var options = new EnsembleOptions { Checkpoint = _folder.At("checkpoint") };
        var whole = _folder.Read().Ensemble.Run(options);
        Assert.True(whole.IsComplete);
        Assert.Equal(whole.Values(Output.TotalLoss), _folder.With("Small", "Renamed").Ensemble.Run(options).Values(Output.TotalLoss));

        // A limit that never binds gives every scenario the same bits, and is another run all the same.
        Assert.Contains("\"spec\"", Refused(_folder.With("\"maximumRounds\": 60", "\"maximumRounds\": 60, \"tolerance\": 1e-12")), StringComparison.Ordinal);
        var falls = File.ReadAllText(_folder.At("falls.csv"));
        _folder.Write("falls.csv", falls + "\n");
        Assert.Contains("\"inputs\"", Refused(_folder.Read()), StringComparison.Ordinal);
        _folder.Write("falls.csv", falls);
        Assert.True(_folder.Read().Ensemble.Run(options).IsComplete);

        string Refused(EnsembleSpec spec) => Assert.Throws<CheckpointException>(() => spec.Ensemble.Run(options)).Message;
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("csv")]
    [InlineData("json")]
    public void Results_carry_the_specification_its_hash_the_files_and_the_version(string format)
    {
        var spec = _folder.Read();
        spec.Ensemble.RunTo(_folder.At("r." + format));
        var report = ResultsReport.Read(_folder.At("r." + format));
        var written = System.Text.Json.Nodes.JsonNode.Parse(report.Specification)!;
        Assert.Equal(spec.Hash, written["specHash"]!.GetValue<string>());
        Assert.Equal(0.05, written["spec"]!["round"]![0]!["limit"]!["minimum"]!.GetValue<double>());
        Assert.Equal(["assets.csv", "claims.csv", "falls.csv", "holdings.csv", "institutions.csv"], spec.Inputs.Keys);
        Assert.Equal(spec.Inputs["falls.csv"], written["inputs"]!["falls.csv"]!.GetValue<string>());
        Assert.NotNull(written["library"]);
        Assert.Equal(2, written["build"]!.AsArray().Count);
    }

    [Fact]
    public void The_published_schema_is_the_one_that_is_read() =>
        Assert.Equal(EnsembleSpec.Schema, File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "ensemble.schema.json")));

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Research.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
