using System.Text.Json.Nodes;
using Interdealer.Notebooks.Tests;

namespace Interdealer.Jupyter.Tests;

/// <summary>The commands that make the kernels known and unknown, as processes.</summary>
public sealed class KernelSpecTests
{
    [Fact]
    public void Kernels_are_installed_listed_and_removed_for_the_user_and_below_a_prefix_each_by_itself()
    {
        using var jupyter = new JupyterEnvironment();
        string prefix = jupyter.File("venv");
        string below = Path.Combine(prefix, "share", "jupyter", "kernels");

        Succeeds(jupyter, "install", "--prefix", prefix);
        Assert.Equal([".net-csharp", ".net-fsharp"], Names(below));
        Assert.Equal(["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"], Directory.EnumerateFiles(Path.Combine(below, ".net-fsharp")).Select(Path.GetFileName).Order(StringComparer.Ordinal)!);
        var spec = JsonNode.Parse(File.ReadAllText(Path.Combine(below, ".net-fsharp", "kernel.json")))!;
        Assert.Equal(("message", "fsharp", "{connection_file}"), ((string?)spec["interrupt_mode"], (string?)spec["language"], (string?)spec["argv"]!.AsArray()[^1]));
        Assert.Contains(".NET (F#)", Succeeds(jupyter, "list", "--prefix", prefix), StringComparison.Ordinal);

        Succeeds(jupyter, "remove", "--prefix", prefix);
        Assert.Empty(Names(below));
        Assert.Contains("none in", Succeeds(jupyter, "list", "--prefix", prefix), StringComparison.Ordinal);
        Assert.Equal([".net-csharp", ".net-fsharp"], Names(jupyter.File("data", "kernels")));
        Succeeds(jupyter, "remove", "--user");
        Assert.Empty(Names(jupyter.File("data", "kernels")));
    }

    [Fact]
    public void A_kernel_of_another_program_is_left_alone_and_nothing_is_installed_beside_it_unless_it_is_to_be_replaced()
    {
        using var jupyter = new JupyterEnvironment();
        string prefix = jupyter.File("venv");
        string foreign = Path.Combine(prefix, "share", "jupyter", "kernels", ".net-fsharp");
        Directory.CreateDirectory(foreign);
        File.WriteAllText(Path.Combine(foreign, "kernel.json"), "{}");

        Assert.Contains($"{foreign} is the kernel of another program", Fails(jupyter, "install", "--prefix", prefix), StringComparison.Ordinal);
        Assert.Equal([".net-fsharp"], Names(Path.GetDirectoryName(foreign)!));
        Succeeds(jupyter, "remove", "--prefix", prefix);
        Assert.Equal("{}", File.ReadAllText(Path.Combine(foreign, "kernel.json")));

        Succeeds(jupyter, "install", "--prefix", prefix, "--replace");
        Assert.Equal([".net-csharp", ".net-fsharp"], Names(Path.GetDirectoryName(foreign)!));
    }

    [Fact]
    public void A_place_that_cannot_be_is_refused_by_name()
    {
        using var jupyter = new JupyterEnvironment();
        string file = jupyter.File("file");
        File.WriteAllText(file, "");

        Assert.Contains($"kernels cannot be installed in {Path.Combine(file, "share", "jupyter", "kernels")}", Fails(jupyter, "install", "--prefix", file), StringComparison.Ordinal);
        Assert.Contains("--prefix is empty; expected a folder", Fails(jupyter, "install", "--prefix", ""), StringComparison.Ordinal);
        Assert.Contains("expected one of them", Fails(jupyter, "remove", "--prefix", file, "--user"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_is_taken_is_an_error_of_one_line_that_names_it()
    {
        using var folder = new TemporaryFolder();
        var connection = ProtocolClient.NewConnection();
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, connection.Stdin);
        taken.Start();

        var error = Assert.Throws<IOException>(() => new EchoServer(connection));

        Assert.Equal(FormattableString.Invariant($"stdin_port {connection.Stdin} on 127.0.0.1 cannot be used: another program listens there"), error.Message);
    }

    private static string[] Names(string folder) => [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static string Succeeds(JupyterEnvironment jupyter, params string[] arguments)
    {
        var (code, said) = jupyter.Run("dotnet", [Live.ToolAssembly, "jupyter", .. arguments]);
        Assert.True(code == 0, said);
        return said;
    }

    private static string Fails(JupyterEnvironment jupyter, params string[] arguments)
    {
        var (code, said) = jupyter.Run("dotnet", [Live.ToolAssembly, "jupyter", .. arguments]);
        Assert.True(code == 2, said);
        return said.ReplaceLineEndings(" ");
    }
}
