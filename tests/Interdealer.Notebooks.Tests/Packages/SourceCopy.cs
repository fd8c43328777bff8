using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Tests.Packages;

/// <summary>A copy of this checkout's sources in a git repository of its own, to be built as a release.</summary>
internal sealed class SourceCopy : IDisposable
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    readonly TemporaryFolder folder = new();

    internal SourceCopy()
    {
        foreach (var file in Git(Repository.Root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "src", "data", "artifacts", "*.props", "*.targets", "NuGet.config", "LICENSE", "README.md", ".editorconfig")
            .Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Path.Combine(Repository.Root, file))))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.File(file))!);
            File.Copy(Path.Combine(Repository.Root, file), folder.File(file));
        }

        InRepository("init", "-q");
        InRepository("add", "-A");
        InRepository("-c", "user.name=tests", "-c", "user.email=tests@localhost", "commit", "-q", "-m", "sources");
    }

    internal string File_(string file) => folder.File(file);

    internal string InRepository(params string[] arguments) => Git(folder.Path, arguments);

    /// <summary>Packs projects as a release, all in one run of MSBuild.</summary>
    /// <returns>The packages by name of file.</returns>
    internal IReadOnlyDictionary<string, PackedLibrary> Release(string output, params string[] projects)
    {
        var solution = folder.File(Path.GetFileName(output) + ".slnx");
        File.WriteAllText(solution, $"<Solution>{string.Concat(projects.Select(project => $"<Project Path=\"{project}/{Path.GetFileName(project)}.csproj\" />"))}</Solution>");
        // What could be null was followed, as the analyzers were asked, when these tests were built.
        Dotnet("pack", solution, "-p:Releasing=true", "-p:RunAnalyzers=false", "-p:Features=run-nullable-analysis=never", "-m:1", "-o", folder.File(output), "-v", "q", "--nologo");
        return Directory.GetFiles(folder.File(output)).ToDictionary(file => Path.GetFileName(file), file => new PackedLibrary(file));
    }

    /// <summary>Takes a project's sources away but for one class: what packs it is the same, and compiling takes no time.</summary>
    internal void Empty(string project)
    {
        Array.ForEach(Directory.GetFiles(folder.File(project), "*.cs", SearchOption.AllDirectories), File.Delete);
        File.WriteAllText(folder.File(project, "Left.cs"), "namespace Interdealer;\n\n/// <summary>What is left.</summary>\npublic static class Left;\n");
    }

    /// <summary>The versions under which a build of this copy would pack what a project depends on, and the project.</summary>
    internal string[] Stamps(string project)
    {
        var said = JsonNode.Parse(Dotnet("msbuild", project, "-t:StampPackageVersion", "-getItem:StampOfDependency", "-getProperty:PackageVersion", "-p:Configuration=Release", "-nologo"))!;
        return [.. said["Items"]!["StampOfDependency"]!.AsArray().Select(one => (string)one!["Identity"]!), (string)said["Properties"]!["PackageVersion"]!];
    }

    internal string Dotnet(params string[] arguments) => DotnetIn(folder.Path, arguments);

    internal static string DotnetIn(string root, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet") { WorkingDirectory = root };
        // Set by the surrounding `dotnet test` for its own build.
        foreach (var name in (string[])["MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "DOTNET_TieredPGO"])
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return Run(start, arguments);
    }

    public void Dispose() => folder.Dispose();

    static string Git(string root, params string[] arguments) => Run(new ProcessStartInfo("git") { WorkingDirectory = root }, arguments);

    static string Run(ProcessStartInfo start, string[] arguments)
    {
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
        }

        Assert.True(process.ExitCode == 0, $"{start.FileName} {string.Join(' ', arguments)}: {output.Result}{errors.Result}");
        return output.Result;
    }
}
