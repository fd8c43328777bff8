using System.Reflection;
using Interdealer.Models;
using Interdealer.Models.Published;

namespace Interdealer.Tests.Models;

public sealed class PublishedModelsTests
{
    public static TheoryData<string> Titles => [.. PublishedModels.All.Select(m => m.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public void Every_reference_case_comes_out(string title)
    {
        var model = PublishedModels.All.Single(m => m.Title == title);
        Assert.NotEmpty(model.Cases);
        Assert.All(model.Run(), x => Assert.True(x.IsSame, $"{x.Inputs}: {x.Quantity} is {x.Computed}, expected {x.Expected}"));
    }

    [Fact]
    public void A_wrong_value_is_told_apart()
    {
        var model = PublishedModels.All[0].Given("x", CaseOrigin.Derived);
        Assert.False(model.Gives("q", 1, () => 1 + 2e-9).Run()[^1].IsSame);
        Assert.True(model.Gives("q", 1, () => 1 + 5e-10).Run()[^1].IsSame);
        Assert.False(model.Gives("q", [1, 2], () => [1]).Run()[^1].IsSame);
        Assert.False(model.Gives("q", 1, () => double.NaN).Run()[^1].IsSame);
        Assert.False(model.Prints("q", "0.25", () => 0.2551).Run()[^1].IsSame);
        Assert.True(model.Prints("q", "0.25", () => 0.2549).Run()[^1].IsSame);
        Assert.False(model.Says("q", () => false).Run()[^1].IsSame);
    }

    [Fact]
    public void Every_public_type_of_the_models_is_in_the_catalogue_or_part_of_one_that_is()
    {
        var known = PublishedModels.All.Select(m => m.Type).Concat([typeof(DealerGroups), typeof(DealersFundsLenders)]).ToHashSet();
        Assert.Equal(PublishedModels.All.Length, PublishedModels.All.Select(m => m.Type).Distinct().Count());
        var models = typeof(Kyle).Assembly.GetExportedTypes().Where(t => t.Namespace == typeof(Kyle).Namespace && !t.IsNested).ToList();
        for (var open = new Queue<Type>(known); open.TryDequeue(out var type);)
        {
            foreach (var part in Mentioned(type).Where(t => t.Namespace == typeof(Kyle).Namespace && known.Add(t)))
            {
                open.Enqueue(part);
            }
        }

        // A valuation function belongs to the model that takes one.
        var missing = models.Where(t => !known.Contains(t) && !(t.GetInterfaces().Contains(typeof(IClaimValuation)) && known.Contains(typeof(IClaimValuation)))).Select(t => t.Name);
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_model_says_where_it_comes_from_and_where_it_breaks_down()
    {
        Assert.All(PublishedModels.All, m => Assert.True(
            new[] { m.Title, m.Paper, m.Breakdown }.All(text => text.Trim().Length > 3) && m.Cases.All(c => c.Inputs.Length > 0), $"{m.Title} leaves something out"));
        Assert.Equal(PublishedModels.All.Sum(m => m.Cases.Length), PublishedModels.Check().Length);
    }

    /// <summary>What the public members of a type take and give.</summary>
    private static IEnumerable<Type> Mentioned(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .SelectMany(m => m switch
        {
            PropertyInfo p => [p.PropertyType],
            MethodInfo f => f.GetParameters().Select(p => p.ParameterType).Append(f.ReturnType),
            ConstructorInfo c => c.GetParameters().Select(p => p.ParameterType),
            _ => Enumerable.Empty<Type>(),
        })
        .SelectMany(Inside);

    private static IEnumerable<Type> Inside(Type type) =>
        type.HasElementType ? Inside(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Inside).Append(Nullable.GetUnderlyingType(type) ?? type);
}
