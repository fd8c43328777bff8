using System.Runtime.CompilerServices;

namespace Interdealer.Notebooks.Tests;

/// <summary>What tests start runs for seconds: profiling it for a later, better compilation costs more than it earns.</summary>
internal static class ShortProcesses
{
#pragma warning disable CA2255 // This assembly is started by the runner of tests; nobody else could say so before the first process.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Say() => Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
}
