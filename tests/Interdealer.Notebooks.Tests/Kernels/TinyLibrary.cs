using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Interdealer.Notebooks.Tests.Kernels;

/// <summary>Assemblies and packages made on the spot.</summary>
internal static class TinyLibrary
{
    public static void Compile(string file, string source, params string[] references)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(file),
            [CSharpSyntaxTree.ParseText(source)],
            [.. ((string[])["System.Private.CoreLib.dll", "System.Runtime.dll"]).Select(name => Path.Combine(framework, name)).Concat(references).Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var result = compilation.Emit(file);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
    }

    /// <summary>Leaves a folder only the sources that lines in it name: what is made on the spot is asked of nobody else.</summary>
    public static void CloseOff(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "NuGet.config"), "<configuration><packageSources><clear /></packageSources></configuration>");
    }

    /// <summary>A package of one class, written the way `dotnet pack` lays packages out.</summary>
    /// <returns>Path of the package file.</returns>
    public static string Pack(string feed, string id, string version, string source, string dependency = "")
    {
        using var folder = new TemporaryFolder();
        string library = Path.Combine(folder.Path, id + ".dll");
        Compile(library, source);
        Directory.CreateDirectory(feed);
        string file = Path.Combine(feed, $"{id}.{version}.nupkg");
        File.Delete(file);
        using ZipArchive zip = ZipFile.Open(file, ZipArchiveMode.Create);
        zip.CreateEntryFromFile(library, $"lib/net8.0/{id}.dll");
        using var writer = new StreamWriter(zip.CreateEntry(id + ".nuspec").Open());
        writer.Write(
            $"""
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{id}</id><version>{version}</version><authors>tests</authors><description>made by a test</description>
                <dependencies><group targetFramework="net8.0">{dependency}</group></dependencies>
              </metadata>
            </package>
            """);
        return file;
    }
}
