using System.Globalization;
using Interdealer.Ensembles.Specs;
using YamlDotNet.RepresentationModel;

namespace Interdealer.Notebooks.Tests.Tool.Ensembles;

/// <summary>The committed manifests, as far as they can be checked without a cluster.</summary>
public sealed class KubernetesTests
{
    static readonly YamlMappingNode[] Ensemble = Documents("ensemble.yaml");
    static readonly YamlMappingNode[] Merge = Documents("merge.yaml");

    static YamlMappingNode Job => Kind(Ensemble, "Job");

    static YamlMappingNode Shard => Container(Job);

    [Fact]
    public void The_job_is_indexed_retries_by_index_and_never_restarts_a_container_in_place()
    {
        Assert.Equal("batch/v1", Text(Job, "apiVersion"));
        Assert.Equal("Indexed", Text(Job, "spec", "completionMode"));
        Assert.InRange(Number(Job, "spec", "parallelism"), 1, Number(Job, "spec", "completions"));
        Assert.True(Number(Job, "spec", "backoffLimitPerIndex") >= 1);
        Assert.Equal(0, Number(Job, "spec", "maxFailedIndexes"));

        // What backoffLimitPerIndex and podFailurePolicy ask for; and backoffLimit would count all indexes together.
        Assert.Equal("Never", Text(Job, "spec", "template", "spec", "restartPolicy"));
        Assert.Null(Find(Job, "spec", "backoffLimit"));
    }

    [Fact]
    public void The_completion_index_is_the_shard_and_their_number_is_the_number_of_completions()
    {
        var arguments = Words(Find(Shard, "args")!);
        var shards = Number(Job, "spec", "completions");
        Assert.Equal(["ensemble", "run", "/spec/spec.json"], arguments[..3]);
        Assert.Equal($"$(JOB_COMPLETION_INDEX)/{shards}", After("--shard"));
        Assert.Equal("/ensemble/shards/$(JOB_COMPLETION_INDEX).shard", After("--output"));
        Assert.Equal(Text(Shard, "resources", "requests", "cpu"), After("--threads"));

        // The options are those of the command.
        var parsed = Interdealer.Ensembles.Running.EnsembleOptions.Default with { Threads = int.Parse(After("--threads"), CultureInfo.InvariantCulture) };
        Assert.True(parsed.Threads >= 1);
        Assert.Equal(["ensemble", "merge", "/spec/spec.json", "/ensemble/shards", "--output", "/ensemble/results.sqlite"], Words(Find(Container(Kind(Merge, "Job")), "args")!));

        string After(string option) => arguments[Array.IndexOf(arguments, option) + 1];
    }

    [Fact]
    public void Codes_of_the_command_decide_what_a_pod_that_ended_counts_for()
    {
        var rules = Find(Job, "spec", "podFailurePolicy", "rules")!.AllNodes.OfType<YamlMappingNode>().Where(n => Find(n, "action") is not null).ToArray();
        Assert.Equal([130, 143], Codes("Ignore"));
        Assert.Equal([1, 2], Codes("FailJob"));
        Assert.Contains(rules, r => Text(r, "action") == "Ignore" && Find(r, "onPodConditions") is not null);

        int[] Codes(string action) => [.. rules.Where(r => Text(r, "action") == action && Find(r, "onExitCodes") is not null).SelectMany(r =>
        {
            Assert.Equal(Text(Shard, "name"), Text(r, "onExitCodes", "containerName"));
            return Words(Find(r, "onExitCodes", "values")!).Select(code => int.Parse(code, CultureInfo.InvariantCulture));
        })];
    }

    [Fact]
    public void Every_container_has_limits_no_privileges_and_mounts_of_volumes_that_are_there()
    {
        foreach (var documents in new[] { Ensemble, Merge })
        {
            var pod = (YamlMappingNode)Find(Kind(documents, "Job"), "spec", "template", "spec")!;
            var container = Container(Kind(documents, "Job"));
            Assert.Equal(Text(container, "resources", "requests", "cpu"), Text(container, "resources", "limits", "cpu"));
            Assert.NotNull(Find(container, "resources", "limits", "memory"));
            Assert.Equal("false", Text(container, "securityContext", "allowPrivilegeEscalation"));
            Assert.Equal("true", Text(container, "securityContext", "readOnlyRootFilesystem"));
            Assert.Equal("true", Text(pod, "securityContext", "runAsNonRoot"));
            var volumes = Sequence(pod, "volumes").Select(v => Text(v, "name")).ToArray();
            Assert.All(Sequence(container, "volumeMounts"), mount => Assert.Contains(Text(mount, "name"), volumes));
            Assert.Equal(Text(Kind(Ensemble, "PersistentVolumeClaim"), "metadata", "name"), Assert.Single(Sequence(pod, "volumes").Select(v => Find(v, "persistentVolumeClaim", "claimName")?.ToString()).OfType<string>()));
            Assert.Equal(Text(Kind(Ensemble, "ConfigMap"), "metadata", "name"), Assert.Single(Sequence(pod, "volumes").Select(v => Find(v, "configMap", "name")?.ToString()).OfType<string>()));
        }

        Assert.Contains("ReadWriteMany", Words(Find(Kind(Ensemble, "PersistentVolumeClaim"), "spec", "accessModes")!));
    }

    [Fact]
    public void The_specification_in_the_map_can_be_read_and_has_scenarios_for_every_index()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("spec.json"), Text(Kind(Ensemble, "ConfigMap"), "data", "spec.json"));
        Assert.True(EnsembleSpec.Read(folder.File("spec.json")).Ensemble.Source.Count >= Number(Job, "spec", "completions"));
    }

    static YamlMappingNode[] Documents(string file)
    {
        using var text = new StreamReader(Path.Combine(Repository.Root, "deploy", "kubernetes", file));
        var stream = new YamlStream();
        stream.Load(text);
        return [.. stream.Documents.Select(d => (YamlMappingNode)d.RootNode)];
    }

    static YamlMappingNode Kind(YamlMappingNode[] documents, string kind) => Assert.Single(documents, d => Text(d, "kind") == kind);

    static YamlMappingNode Container(YamlMappingNode job) => Assert.Single(Sequence((YamlMappingNode)Find(job, "spec", "template", "spec")!, "containers"));

    static YamlMappingNode[] Sequence(YamlMappingNode node, string name) => [.. ((YamlSequenceNode)Find(node, name)!).Cast<YamlMappingNode>()];

    static string[] Words(YamlNode node) => [.. ((YamlSequenceNode)node).Select(n => ((YamlScalarNode)n).Value!)];

    static string Text(YamlMappingNode node, params string[] path) => ((YamlScalarNode)Find(node, path)!).Value!;

    static int Number(YamlMappingNode node, params string[] path) => int.Parse(Text(node, path), CultureInfo.InvariantCulture);

    static YamlNode? Find(YamlMappingNode node, params string[] path)
    {
        YamlNode? at = node;
        foreach (var name in path)
        {
            at = at is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(name), out var next) ? next : null;
        }

        return at;
    }
}
