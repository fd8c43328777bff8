using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interdealer.Jupyter.Wire;

namespace Interdealer.Jupyter;

/// <summary>The folders in which Jupyter clients look for kernels, and this program's own entries there.</summary>
internal static class KernelSpecs
{
    private const string File = "kernel.json";
    private const string Mark = "interdealer";

    private static readonly JsonSerializerOptions Writing = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An entry of this program's.</summary>
    /// <param name="Name">Name of the kernel in notebooks.</param>
    /// <param name="DisplayName">Name shown to people.</param>
    /// <param name="Folder">Where it is.</param>
    internal sealed record Installed(string Name, string DisplayName, string Folder);

    /// <summary>The kernels folder of the user.</summary>
    public static string UserFolder { get; } = Path.Combine(UserData(), "kernels");

    /// <summary>The kernels folder below a prefix, such as that of a Python environment.</summary>
    public static string PrefixFolder(string prefix) => Path.Combine(Path.GetFullPath(prefix), "share", "jupyter", "kernels");

    /// <summary>Writes the entries of languages: all of them, or none where one cannot be.</summary>
    /// <param name="kernels">A kernels folder; made where it is not there.</param>
    /// <param name="languages">The languages.</param>
    /// <param name="command">What clients are to start; language and connection file are added behind it.</param>
    /// <param name="replace">Whether an entry of the name that another program made is replaced.</param>
    /// <returns>The entries' folders.</returns>
    /// <exception cref="IOException">There is an entry of another program, or the folder cannot be written.</exception>
    public static IReadOnlyList<string> Install(string kernels, IReadOnlyList<LanguageInfo> languages, ImmutableArray<string> command, bool replace)
    {
        if (!replace && languages.Select(language => Path.Combine(kernels, language.SpecName)).FirstOrDefault(folder => Directory.Exists(folder) && !IsOwn(folder)) is { } foreign)
        {
            throw new IOException($"{foreign} is the kernel of another program; --replace puts this one in its place");
        }

        try
        {
            return [.. languages.Select(language => Install(kernels, language, command))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"kernels cannot be installed in {kernels}: {e.Message}", e);
        }
    }

    private static string Install(string kernels, LanguageInfo language, ImmutableArray<string> command)
    {
        // Made aside and moved in: a client that looks meanwhile finds the earlier one or this one.
        string folder = Path.Combine(kernels, language.SpecName);
        Directory.CreateDirectory(kernels);
        string making = Path.Combine(kernels, $"{language.SpecName}.{Guid.NewGuid():N}.new");
        Directory.CreateDirectory(making);
        try
        {
            System.IO.File.WriteAllText(Path.Combine(making, File), Describe(language, command).ToJsonString(Writing) + "\n");
            foreach (string logo in (string[])["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"])
            {
                using Stream source = typeof(KernelSpecs).Assembly.GetManifestResourceStream($"{language.Kernel}-{logo}")
                    ?? throw new InvalidOperationException($"This build has no {language.Kernel}-{logo}.");
                using FileStream target = System.IO.File.Create(Path.Combine(making, logo));
                source.CopyTo(target);
            }

            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.Move(making, folder);
        }
        finally
        {
            if (Directory.Exists(making))
            {
                Directory.Delete(making, recursive: true);
            }
        }

        return folder;
    }

    /// <summary>This program's entries in some kernels folders.</summary>
    public static IReadOnlyList<Installed> List(IEnumerable<string> folders) =>
        [.. folders
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
            .Where(IsOwn)
            .Select(folder => new Installed(Path.GetFileName(folder), Read(folder)?.Text("display_name") ?? "", folder))];

    /// <summary>Takes an entry away.</summary>
    /// <exception cref="IOException">It is another program's.</exception>
    public static void Remove(Installed entry)
    {
        if (!IsOwn(entry.Folder))
        {
            throw new IOException($"{entry.Folder} is the kernel of another program");
        }

        Directory.Delete(entry.Folder, recursive: true);
    }

    private static JsonObject Describe(LanguageInfo language, ImmutableArray<string> command) => new()
    {
        ["argv"] = new JsonArray([.. command.Select(word => (JsonNode)word), "--language", language.Kernel, "{connection_file}"]),
        ["display_name"] = $".NET ({language.DisplayName})",
        ["language"] = language.Kernel,
        ["interrupt_mode"] = "message",

        ["env"] = new JsonObject
        {
            // Cells run once or a few times: profiling them for a later, better compilation costs more than it earns.
            ["DOTNET_TieredPGO"] = "0",

            // The runtime's doors for debuggers are files, which a kernel that is killed would leave behind.
            ["DOTNET_EnableDiagnostics"] = "0",
        },
        ["metadata"] = new JsonObject { ["debugger"] = false, [Mark] = new JsonObject { ["kernel"] = language.Kernel } },
    };

    private static bool IsOwn(string folder) => (Read(folder)?["metadata"] as JsonObject)?[Mark] is JsonObject;

    private static JsonObject? Read(string folder)
    {
        try
        {
            return JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(folder, File))) as JsonObject;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static string UserData()
    {
        if (Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } given)
        {
            return Path.GetFullPath(given);
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter")
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Jupyter")
            : Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data ? Path.Combine(data, "jupyter")
            : Path.Combine(home, ".local", "share", "jupyter");
    }
}
