using System.Runtime.CompilerServices;

namespace Interdealer.Notebooks.Tests;

/// <summary>A test that sends signals, makes links or needs /proc.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    internal static string? Why { get; } = Directory.Exists("/proc/self") ? null : "skipped: this system has no /proc and no signals";

    public UnixFactAttribute([CallerMemberName] string test = "")
    {
        Skip = Why;
        DisplayName = SkippedTest.Name(test, Skip);
    }
}

/// <summary>A theory that does.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute([CallerMemberName] string test = "")
    {
        Skip = UnixFactAttribute.Why;
        DisplayName = SkippedTest.Name(test, Skip);
    }
}
