using YamlDotNet.RepresentationModel;

namespace Interdealer.Notebooks.Tests.Packages;

/// <summary>The workflows do what they say: they are read as YAML, and what their commands name is in this checkout.</summary>
public sealed class WorkflowTests
{
    static readonly string Folder = Path.Combine(Repository.Root, ".github", "workflows");

    [Fact]
    public void Workflows_build_test_with_Verify_run_notebooks_and_pack_by_commands_whose_files_exist()
    {
        var commands = Directory.GetFiles(Folder, "*.yml").SelectMany(Commands).ToArray();
        Assert.Contains(".ci/run", commands);
        foreach (var part in (string[])["-p:UseVerify=true", "-- run notebooks", "-- check notebooks", "pack Research.sln -p:Releasing=true", "tests/fuzz/", "INTERDEALER_ALL_NOTEBOOKS=1", "INTERDEALER_NOTEBOOKS='*'"])
        {
            Assert.Contains(commands, command => command.Contains(part, StringComparison.Ordinal));
        }

        // artifacts/ is what the commands themselves make.
        Assert.All(
            commands.SelectMany(command => command.Split(' ')).Where(word => (word.Contains('/') || word.EndsWith(".sln", StringComparison.Ordinal)) && !word.StartsWith("artifacts/", StringComparison.Ordinal)),
            path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));
    }

    static IEnumerable<string> Commands(string file)
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(file);
        yaml.Load(reader);
        var jobs = (YamlMappingNode)yaml.Documents.Single().RootNode["jobs"];
        return [.. jobs.Children.Values.SelectMany(job => (YamlSequenceNode)job["steps"]).OfType<YamlMappingNode>()
            .Where(step => step.Children.ContainsKey("run")).Select(step => ((YamlScalarNode)step["run"]).Value!)];
    }
}
