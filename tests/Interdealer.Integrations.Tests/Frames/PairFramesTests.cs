using Interdealer.Frames;
using Interdealer.Models;
using static Interdealer.Integrations.Tests.Frames.SampleFrames;

namespace Interdealer.Integrations.Tests.Frames;

public sealed class PairFramesTests
{
    [Fact]
    public void Holdings_and_claims_come_from_a_matrix_and_from_a_list_alike()
    {
        var list = Of([0, 1, 2], ("Holder", new[] { "A", "B", "B" }), ("What", new[] { "Bonds", "Bonds", "Loans" }), ("bn", new[] { 1.0, 2, 3 }), ("Remark", new[] { "x", "y", "z" }));
        var holdings = list.ToHoldings("Holder", "What", "bn");
        Assert.Equal([new("A", "Bonds", 1), new("B", "Bonds", 2), new("B", "Loans", 3)], holdings);
        Assert.Equal(holdings.ToHashSet(), holdings.ToFrame().ToHoldings(Missing.LeftOut).ToHashSet());
        var claims = list.ToClaims("Holder", "What", "bn");
        Assert.Equal(new InterbankClaim("B", "Loans", 3), claims[2]);
        Assert.Equal(claims.ToHashSet(), claims.ToFrame().ToClaims(Missing.LeftOut).ToHashSet());
    }

    [Fact]
    public void A_list_that_names_a_pair_twice_or_lacks_a_label_or_amount_is_refused()
    {
        string Error(object holder, object what, object amount) => Refused(() => Of([10, 20, 30], ("Holder", holder), ("What", what), ("bn", amount)).ToHoldings("Holder", "What", "bn"));
        string[] who = ["A", "B", "A"], what = ["Bonds", "Bonds", "Bonds"];
        Assert.Contains("rows 10 and 30 are both of \"A\", \"Bonds\" in the columns \"Holder\", \"What\"", Error(who, what, new[] { 1.0, 2, 3 }), StringComparison.Ordinal);
        who = ["A", "B", "C"];
        Assert.Contains("row 20, column \"bn\" has no value", Error(who, what, new[] { 1.0, double.NaN, 3 }), StringComparison.Ordinal);
        Assert.Contains("row 30, column \"bn\" holds the text \"-\"", Error(who, what, new object[] { 1.0, 2, "-" }), StringComparison.Ordinal);
        Assert.Contains("row 20, column \"Holder\" has no value; expected a label", Error(new[] { "A", null!, "C" }, what, new[] { 1.0, 2, 3 }), StringComparison.Ordinal);
        Assert.Contains("\"Amount\" is not a column of frame; expected one of \"Holder\", \"What\", \"bn\"",
            Refused(() => Of([1], ("Holder", new[] { "A" }), ("What", new[] { "B" }), ("bn", new[] { 1.0 })).ToHoldings("Holder", "What", "Amount")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_diagonal_of_claims_says_nothing_when_empty_and_is_refused_when_not()
    {
        var claims = Of(["A", "B"], ("A", new[] { double.NaN, 4.0 }), ("B", new[] { 3.0, 0 })).ToClaims();
        Assert.Equal([new("A", "B", 3), new("B", "A", 4)], claims);
        var own = Of(["A", "B"], ("A", new[] { 1.0, 4 }), ("B", new[] { 3.0, 0 }));
        Assert.Contains("owes itself", Refused(() => new SystemFrames(Of(["A", "B"], ("Cash", new[] { 9.0, 9 })), Of(["Bonds"], ("Depth", new[] { 1.0 })), Of(["A", "B"], ("Bonds", new[] { 1.0, 1 })), own).ToSystem()), StringComparison.Ordinal);
        Assert.Contains("row \"A\", column \"B\" has no value", Refused(() => Of(["A", "B"], ("A", new[] { 0, 4.0 }), ("B", new[] { double.NaN, 0 })).ToClaims()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_debt_network_comes_back_from_its_frames()
    {
        var random = new Random(7);
        for (var n = 1; n < 20; n++)
        {
            var names = Enumerable.Range(0, n).Select(i => $"bank {i}").ToArray();
            var network = new DebtNetwork(
                names.Select(name => new NetworkInstitution(name, random.NextDouble(), random.Next(2) * random.NextDouble())),
                from a in names from b in names where a != b && random.Next(3) == 0 select new InterbankClaim(a, b, random.NextDouble()));
            var back = NetworkFrames.Of(network).ToNetwork(Missing.LeftOut);
            Assert.Equal(network.Institutions.AsEnumerable(), back.Institutions);
            Assert.Equal(network.Claims.ToHashSet(), back.Claims.ToHashSet());
        }
    }
}
