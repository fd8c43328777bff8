using System.Runtime.CompilerServices;

namespace Interdealer.Notebooks.Tests;

/// <summary>A test that builds projects anew, which takes longer than all that share this build: where somebody waits, <c>INTERDEALER_BUILDS=0</c> leaves it out.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BuildFactAttribute : FactAttribute
{
    internal static string? Why { get; } = Environment.GetEnvironmentVariable("INTERDEALER_BUILDS") == "0" ? "skipped: builds projects anew, and INTERDEALER_BUILDS is 0" : null;

    public BuildFactAttribute([CallerMemberName] string test = "")
    {
        Skip = Why ?? (Tools.Git is null || !Path.Exists(Path.Combine(Repository.Root, ".git")) ? "skipped: no git, or these sources are no git checkout" : null);
        DisplayName = SkippedTest.Name(test, Skip);
    }
}

/// <summary>A theory that does.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BuildTheoryAttribute : TheoryAttribute
{
    public BuildTheoryAttribute([CallerMemberName] string test = "")
    {
        Skip = BuildFactAttribute.Why;
        DisplayName = SkippedTest.Name(test, Skip);
    }
}

/// <summary>A test that builds a program which opens a page in a real browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserBuildFactAttribute : FactAttribute
{
    public BrowserBuildFactAttribute([CallerMemberName] string test = "")
    {
        Skip = BuildFactAttribute.Why ?? new BrowserFactAttribute().Skip;
        DisplayName = SkippedTest.Name(test, Skip);
    }
}
