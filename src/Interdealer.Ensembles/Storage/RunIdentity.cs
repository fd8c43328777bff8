using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interdealer.Ensembles.Running;

namespace Interdealer.Ensembles.Storage;

/// <summary>What a run is, so that its parts are told from those of any other: its full specification, and a hash of that.</summary>
/// <remarks>
/// What was read from a file of the user's is in it whole, with the hashes of the files that it names. Code of the caller's own cannot be hashed: the
/// specification therefore holds, besides names, numbers, the system's tables and which build of the library it is, a hash of what a few scenarios
/// spread over the whole number of them give. Another seed, operator or processor that changes a bit of those makes another run.
/// </remarks>
internal sealed class RunIdentity
{
    private const int Probes = 16;
    internal static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private RunIdentity(string specification) =>
        (Specification, Hash) = (specification, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(specification))));

    /// <summary>The specification as JSON text, the same for the same run.</summary>
    public string Specification { get; }

    /// <summary>SHA-256 of it, in lower-case hexadecimal digits.</summary>
    public string Hash { get; }

    public static RunIdentity Of(EnsemblePlan plan)
    {
        var node = new JsonObject
        {
            ["library"] = typeof(State).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            ["build"] = new JsonArray([.. new[] { typeof(State), typeof(RunIdentity) }.Select(t => (JsonNode)t.Module.ModuleVersionId.ToString("N"))]),
            ["scenarios"] = plan.Source.Count,
            ["source"] = plan.Source.Description,
            ["coordinates"] = new JsonArray([.. plan.Effects.Select(e => (JsonNode)new JsonObject { ["name"] = e.Coordinate, ["effect"] = e.Description })]),
            ["institutions"] = plan.System.Institutions.Length,
            ["assets"] = plan.System.Assets.Length,
            ["systemHash"] = SystemHash.Of(plan.System),
            ["maximumRounds"] = plan.Cascade.MaximumRounds,
            ["tolerance"] = plan.Cascade.Tolerance,
            ["allowDiverged"] = plan.Cascade.AllowsDivergence,
            ["outputs"] = new JsonArray([.. plan.Outputs.Select((output, o) => (JsonNode)new JsonObject
            {
                ["name"] = output.Name,
                ["unit"] = output.Unit,
                ["keptInFull"] = plan.Kept.Contains(o),
                ["summaries"] = new JsonArray([.. plan.Summarised[o].Summaries.Select(make => (JsonNode)SummaryCodec.Describe(make()))]),
            })]),
            ["together"] = new JsonArray([.. plan.Summarised.Skip(plan.Outputs.Length).Select(group => (JsonNode)new JsonObject
            {
                ["name"] = group.Name,
                ["outputs"] = new JsonArray([.. group.Outputs.Select(o => (JsonNode)plan.Outputs[o].Name)]),
                ["summaries"] = new JsonArray([.. group.Summaries.Select(make => (JsonNode)SummaryCodec.Describe(make()))]),
            })]),
            ["probeHash"] = ProbeHash(plan),
        };
        foreach (var (name, value) in plan.Declaration ?? [])
        {
            node[name] = value?.DeepClone();
        }

        return new RunIdentity(node.ToJsonString(Json));
    }

    /// <summary>Hash of every output of a few scenarios from the first to the last.</summary>
    private static string ProbeHash(EnsemblePlan plan)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var worker = new BlockWorker(plan, scenarioCount: 1);
        var (last, count) = (plan.Source.Count - 1, Math.Min(Probes, plan.Source.Count));
        for (var p = 0L; p < count; p++)
        {
            var scenario = count == 1 ? 0 : (long)((Int128)last * p / (count - 1));
            worker.Run(new ScenarioRange(scenario, 1));
            for (var o = 0; o < plan.Outputs.Length; o++)
            {
                hash.AppendData(BitConverter.GetBytes(worker.Values(o)[0]));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
