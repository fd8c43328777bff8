using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Interdealer.Notebooks.Tests;

namespace Interdealer.Jupyter.Tests;

/// <summary>A Jupyter data folder of its own with this build's kernels installed, for real clients.</summary>
internal sealed class JupyterEnvironment : IDisposable
{
    // What the command wrote, kept in memory: it says the same in every folder.
    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> Installed = new(Install);

    private readonly TemporaryFolder _folder = new();

    internal JupyterEnvironment()
        : this(Installed.Value)
    {
    }

    private JupyterEnvironment(IReadOnlyDictionary<string, byte[]> files)
    {
        foreach (var (name, content) in files)
        {
            string file = Path.Combine(Data, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            System.IO.File.WriteAllBytes(file, content);
        }
    }

    private string Data => _folder.File("data");

    internal string Folder => _folder.Path;

    internal string File(params string[] names) => _folder.File(names);

    internal ProcessStartInfo Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["JUPYTER_DATA_DIR"] = Data;
        start.Environment["JUPYTER_RUNTIME_DIR"] = _folder.File("runtime");
        start.Environment["JUPYTER_CONFIG_DIR"] = _folder.File("config");
        start.Environment["IPYTHONDIR"] = _folder.File("ipython");
        return start;
    }

    internal (int Code, string Said) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(Start(program, arguments))!;
        var error = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said + error.Result);
    }

    public void Dispose() => _folder.Dispose();

    private static Dictionary<string, byte[]> Install()
    {
        using var jupyter = new JupyterEnvironment(new Dictionary<string, byte[]>());
        var (code, said) = jupyter.Run("dotnet", Live.ToolAssembly, "jupyter", "install");
        Assert.True(code == 0, said);
        return Directory.EnumerateFiles(jupyter.Data, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(jupyter.Data, file), System.IO.File.ReadAllBytes);
    }
}

/// <summary>A test that needs modules of Debian's Python; skipped by name where one is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    // Each attribute is made more than once, and looking for a module is much quicker than importing all that it imports.
    private static readonly ConcurrentDictionary<string, bool> There = new(StringComparer.Ordinal);

    public PythonFactAttribute(string modules, [CallerMemberName] string test = "")
    {
        bool there = There.GetOrAdd(modules, static names => System.IO.File.Exists("/usr/bin/python3") && Tools.Run(
            "/usr/bin/python3", "-c", $"import importlib.util, sys; sys.exit(not all(map(importlib.util.find_spec, '{names}'.split(', '))))").Code == 0);
        Skip = there ? null : $"skipped: /usr/bin/python3 has not all of {modules}";
        DisplayName = SkippedTest.Name(test, Skip);
    }
}
