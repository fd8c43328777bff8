using System.Reflection;
using PublicApiGenerator;

namespace Interdealer.Integrations.Tests.PublicApi;

/// <summary>What users of each package can call is written down beside this test: no change of it goes unnoticed.</summary>
public class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };

    public static TheoryData<string> Libraries =>
        ["Interdealer", "Interdealer.Data", "Interdealer.Deedle", "Interdealer.Ensembles", "Interdealer.Jupyter", "Interdealer.Notebooks", "Interdealer.PlotlyNet"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_api_is_the_accepted_one(string library)
    {
        var api = Assembly.Load(library).GeneratePublicApi(Options).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var folder = Path.Combine(Checkout.Root, "tests", "Interdealer.Integrations.Tests", "PublicApi");
        var (accepted, received) = (Path.Combine(folder, library + ".accepted.txt"), Path.Combine(folder, library + ".received.txt"));
        if (File.Exists(accepted) && File.ReadAllText(accepted).ReplaceLineEndings("\n") == api)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, api);
        Assert.Fail($"The public API of {library} is not the accepted one. Where the change is meant, rename {Path.GetFileName(received)} to {Path.GetFileName(accepted)} in {folder} and tell users of it in CHANGELOG.md.");
    }
}
