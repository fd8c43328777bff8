using System.Text.RegularExpressions;

namespace Interdealer.Tests.Architecture;

/// <summary>The sources themselves: which folder uses which, and where vectors and references into rows may be named.</summary>
public partial class FoldersTests
{
    /// <summary>What each folder of the models may use beside the root; nothing points back.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["."] = ["Engine", "Display"],
        // How files are written, from ../Shared.
        ["Display"] = ["Files"],
        ["Engine"] = [],
        ["Numerics"] = ["Engine"],
        ["Risk"] = ["Engine", "Numerics"],
        ["Constraints"] = ["Engine", "Risk", "Display"],
        ["Markets"] = ["Engine", "Numerics", "Risk", "Constraints"],
        ["Contagion"] = ["Engine", "Numerics", "Risk", "Constraints", "Markets"],
        ["Cascades"] = ["Engine", "Numerics", "Constraints", "Contagion", "Display"],
        ["Calibration"] = ["Risk", "Contagion"],
        ["Sensitivity"] = ["Numerics", "Contagion", "Display"],
        ["Models"] = ["Engine", "Numerics", "Risk", "Constraints", "Markets", "Contagion", "Cascades", "Display"],
    };

    public static TheoryData<string> Folders => [.. Arrows.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_uses_only_what_lies_below_it(string folder)
    {
        var allowed = Arrows[folder].Append(folder).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, text) in Sources(folder))
        {
            foreach (Match use in Using().Matches(text))
            {
                Assert.True(allowed.Contains(use.Groups[1].Value), $"{name} uses {use.Groups[1].Value}; {folder} may use {string.Join(", ", allowed)}");
            }
        }
    }

    [Fact]
    public void Every_folder_has_its_arrows() =>
        Assert.Equal(Arrows.Keys.Where(f => f != ".").Order(StringComparer.Ordinal), Directory.GetDirectories(Root()).Select(f => Path.GetFileName(f)!).Where(f => f is not ("bin" or "obj")).Order(StringComparer.Ordinal));

    [Fact]
    public void Vectors_and_references_into_rows_are_named_by_the_engine_and_the_numerics_alone()
    {
        foreach (var folder in Arrows.Keys.Except(["Engine", "Numerics"]))
        {
            foreach (var (name, text) in Sources(folder))
            {
                Assert.False(Vectors().IsMatch(text), $"{name} names {Vectors().Match(text).Value}");
            }
        }
    }

    private static IEnumerable<(string Name, string Text)> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root(), folder), "*.cs", folder == "." ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories)
            .Select(f => (Path.GetRelativePath(Root(), f), File.ReadAllText(f)));

    private static string Root() => Checkout.At("src/Interdealer");

    [GeneratedRegex(@"^using Interdealer\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"\bVector(64|128|256|512)\b|Runtime\.Intrinsics|\bUnsafe\.|\bref readonly double\b|\bT\.(Load|Store)\(|\bMemoryMarshal\b")]
    private static partial Regex Vectors();
}
