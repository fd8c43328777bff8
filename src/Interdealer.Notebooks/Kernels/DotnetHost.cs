using System.Runtime.InteropServices;

namespace Interdealer.Notebooks.Kernels;

/// <summary>The <c>dotnet</c> installation this process runs on.</summary>
internal static class DotnetHost
{
    /// <summary>Its root folder; the runtime lies in <c>shared/Microsoft.NETCore.App/version/</c> below it.</summary>
    public static string Root { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>The host program: the installation's own where there is one, else whatever <c>dotnet</c> the path finds.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        string candidate = System.IO.Path.Combine(Root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(candidate) ? candidate : "dotnet";
    }
}
