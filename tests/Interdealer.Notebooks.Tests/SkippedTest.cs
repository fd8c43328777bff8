namespace Interdealer.Notebooks.Tests;

/// <summary>What a test run prints of a test that it leaves out is the test's name alone; so the name carries the reason.</summary>
internal static class SkippedTest
{
    /// <summary>The name with the reason; null, which is the test's own name, where there is no reason to skip it.</summary>
    internal static string? Name(string test, string? why) => why is null ? null : $"{test} ({why})";
}
