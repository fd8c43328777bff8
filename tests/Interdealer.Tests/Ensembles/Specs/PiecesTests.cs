using System.Text.Json.Nodes;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Specs;
using Interdealer.Ensembles.Storage;
using Interdealer.Extending;

namespace Interdealer.Tests.Ensembles.Specs;

/// <summary>Pieces of one's own in specifications: one row each, and no code that nobody handed over.</summary>
public sealed class PiecesTests : IDisposable
{
    private const string Own = """
        {
          "version": 1,
          "system": { "institutions": "institutions.csv", "assets": "assets.csv", "holdings": "holdings.csv" },
          "round": [
            { "operator": "marginCall", "asset": "bond", "z": 3 },
            { "operator": "deleverage", "limit": { "constraint": "cashBuffer", "share": 0.1, "for": "dealer" } },
            { "operator": "priceImpact", "law": { "impact": "exponential", "sellerShare": 0 } }
          ],
          "cascade": { "maximumRounds": 60 },
          "scenarios": { "source": "stressLadder", "asset": "bond", "worst": 0.3, "steps": 24, "along": { "loan": 0.5 } },
          "outputs": [ { "output": "totalLoss", "keep": true }, { "output": "bound", "institution": "A", "keep": true } ]
        }
        """;

    private static readonly Pieces All = Pieces.Of(MarginCall.Row, CashBuffer.Row, StressLadder.Row);
    private readonly SpecFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_specification_that_names_them_has_the_bits_of_the_same_ensemble_in_code()
    {
        var spec = Read(Own, All);
        var system = spec.Ensemble.System;
        var round = new MarginCall("bond", 3).Then(new Deleverage(new CashBuffer(0.1).For(InstitutionKind.Dealer))).Then(new PriceImpact.Exponential(SellerShare.OldPrice));
        var written = new Ensemble(system, new StressLadder("bond", 0.3, 24, ("loan", 0.5)), round, new() { MaximumRounds = 60 }).Keeping(Output.TotalLoss, Output.Bound("A"));
        var (one, other) = (spec.Ensemble.Run(), written.Run());
        Assert.Equal(other.Values(Output.TotalLoss), one.Values(Output.TotalLoss));
        Assert.Contains(one.Values(Output.TotalLoss), loss => loss > 5);
        Assert.Contains(one.Values(Output.Bound("A")), bound => bound >= 0);
        Assert.Equal(["Margin call", "Cash buffer"], spec.Ensemble.Limits);
    }

    [Fact]
    public void The_schema_has_their_objects_and_the_published_one_has_none()
    {
        var schema = JsonNode.Parse(EnsembleSpec.SchemaWith(All))!;
        var call = Variants("operator").Single(v => Word(v, "operator") == "marginCall");
        Assert.Equal("A clearing house calls margin on holdings of one asset.", (string?)call["description"]);
        Assert.Equal(["operator", "asset", "z"], call["required"]!.AsArray().Select(x => (string)x!));
        Assert.Contains(Variants("constraint"), v => Word(v, "constraint") == "cashBuffer" && v["properties"]!["for"] is not null);
        Assert.Contains(Variants("source"), v => Word(v, "source") == "stressLadder");
        Assert.DoesNotContain("marginCall", EnsembleSpec.Schema, StringComparison.Ordinal);

        IEnumerable<JsonNode> Variants(string of) => schema["$defs"]![of]!["oneOf"]!.AsArray().Select(v => v!);

        static string? Word(JsonNode variant, string discriminator) => (string?)variant["properties"]![discriminator]!["const"];
    }

    [Theory]
    [InlineData("\"z\": 3", "\"z\": -1", "line 5, $.round[0].z: expected a number of at least 0, in standard deviations; it was -1")]
    [InlineData("\"asset\": \"bond\", \"z\"", "\"asset\": \"gold\", \"z\"", "$.round[0].asset: expected an asset of the system: one of \"bond\", \"loan\"; it was \"gold\"")]
    [InlineData("\"marginCall\"", "\"marginCal\"", "\"default\", \"marginCall\"; it was \"marginCal\"")]
    [InlineData("\"steps\": 24, ", "", "the property \"steps\" is missing")]
    public void What_is_wrong_with_them_is_answered_like_anything_else(string piece, string by, string says)
    {
        Assert.Contains(piece, Own, StringComparison.Ordinal);
        Assert.Contains(says, Assert.Throws<SpecException>(() => Read(Own.Replace(piece, by, StringComparison.Ordinal), All)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_specification_cannot_name_what_nobody_handed_over() =>
        Assert.Contains("$.round[0].operator: expected one of", Assert.Throws<SpecException>(() => Read(Own, Pieces.Of(CashBuffer.Row, StressLadder.Row))).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_row_of_an_assembly_is_found_and_each_makes_an_example()
    {
        var found = Pieces.In(typeof(MarginCall).Assembly);
        Assert.Equal(["marginCall"], found.Operators.Select(p => p.Name));
        Assert.Equal(["cashBuffer"], found.Constraints.Select(p => p.Name));
        Assert.Equal(["stressLadder"], found.Sources.Select(p => p.Name));
        Assert.IsType<MarginCall>(found.Operators[0].Example(new Random(1)));
        Assert.Contains("has no public static property of the type Piece<IOperator>", Assert.Throws<ArgumentException>(() => Pieces.In(typeof(State).Assembly)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_that_is_taken_or_is_none_is_refused()
    {
        Assert.Contains("\"marginCall\" is the word of another IOperator", Assert.Throws<ArgumentException>(() => Pieces.Of(MarginCall.Row, MarginCall.Row)).Message, StringComparison.Ordinal);
        Assert.Contains("\"marginCall\" is the word of another IOperator", Assert.Throws<ArgumentException>(() => All.With(Pieces.Of(MarginCall.Row))).Message, StringComparison.Ordinal);
        Assert.Contains("\"deleverage\" is the word of another IOperator", Assert.Throws<ArgumentException>(() => Pieces.Of(Named("deleverage"))).Message, StringComparison.Ordinal);
        Assert.Contains("rows[1] was null", Assert.Throws<ArgumentNullException>(() => Pieces.Of(MarginCall.Row, null!)).Message, StringComparison.Ordinal);
        Assert.All(new[] { "Margin", "margin call", "margin-call", "2margin", new string('a', 65) }, name =>
            Assert.Contains("name must be a word such as marginCall", Assert.Throws<ArgumentException>(() => Named(name)).Message, StringComparison.Ordinal));
        Assert.Contains("T must be IOperator, IConstraint or IScenarioSource; it was String", Assert.Throws<ArgumentException>(() => new Piece<string>("text", "Text.", _ => _ => "", _ => "")).Message, StringComparison.Ordinal);
        Assert.Contains("\"twice\" has a property \"x\" already", Assert.Throws<ArgumentException>(() => EnsembleSpec.SchemaWith(Pieces.Of(new Piece<IOperator>(
            "twice",
            "Twice.",
            p =>
            {
                p.Required("x", Forms.Share, "One.");
                p.Required("x", Forms.Share, "Two.");
                return _ => new RaiseCash();
            },
            _ => new RaiseCash())))).Message, StringComparison.Ordinal);

        static Piece<IOperator> Named(string name) => new(name, "Something.", _ => _ => new RaiseCash(), _ => new RaiseCash());
    }

    [Fact]
    public void A_row_that_makes_nothing_is_an_error_of_the_place_that_names_it()
    {
        var nothing = Pieces.Of(new Piece<IOperator>("nothing", "Nothing.", _ => _ => null!, _ => new RaiseCash()));
        var text = SpecFolder.Small.Replace("{ \"operator\": \"default\" }", "{ \"operator\": \"nothing\" }", StringComparison.Ordinal);
        Assert.Contains("$.round[2]: \"nothing\" made nothing of it", Assert.Throws<SpecException>(() => Read(text, nothing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Which_build_they_come_from_is_part_of_what_a_run_is()
    {
        var spec = Read(Own, All);
        spec.Ensemble.RunTo(_folder.At("own.json"));
        var report = ResultsReport.Read(_folder.At("own.json"));
        var pieces = JsonNode.Parse(report.Specification)!["pieces"]!.AsObject();
        Assert.Equal(["cashBuffer", "marginCall", "stressLadder"], pieces.Select(p => p.Key));
        Assert.Contains(typeof(MarginCall).Module.ModuleVersionId.ToString("N"), (string?)pieces["marginCall"], StringComparison.Ordinal);

        // A specification that names none of them is the same run whether they were handed over or not.
        Assert.DoesNotContain("pieces", Read(SpecFolder.Small, All).Ensemble.Plan().Declaration!.Select(p => p.Key));
    }

    private EnsembleSpec Read(string text, Pieces own)
    {
        _folder.Write("spec.json", text);
        return EnsembleSpec.Read(_folder.At("spec.json"), own);
    }
}
