using System.Runtime.CompilerServices;

namespace Interdealer.Integrations.Tests;

/// <summary>One line for each optional package in every test run: the tests of a missing one are named as skipped, never left unsaid.</summary>
public class OptionalPackageTests
{
#if HAS_DEEDLE
    const string? WithoutDeedle = null;
#else
    const string? WithoutDeedle = "skipped: Deedle is not on this machine's feeds";
#endif

#if HAS_PLOTLY_NET
    const string? WithoutPlotlyNet = null;
#else
    const string? WithoutPlotlyNet = "skipped: Plotly.NET is not on this machine's feeds";
#endif

    [PackageFact(WithoutDeedle)]
    public void The_tests_of_Deedle_frames_are_in_this_run() => AssertTestsIn("Frames");

    [PackageFact(WithoutPlotlyNet)]
    public void The_tests_of_Plotly_NET_charts_are_in_this_run() => AssertTestsIn("PlotlyNet");

    static void AssertTestsIn(string folder) => Assert.Contains(
        typeof(OptionalPackageTests).Assembly.GetTypes(),
        type => type.Namespace == $"Interdealer.Integrations.Tests.{folder}"
            && type.GetMethods().Any(method => method.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0));

    // What a test run prints of a test that it leaves out is its name alone, so the name says for which package.
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class PackageFactAttribute : FactAttribute
    {
        public PackageFactAttribute(string? why, [CallerMemberName] string test = "")
        {
            Skip = why;
            DisplayName = why is null ? null : $"{test} ({why})";
        }
    }
}
