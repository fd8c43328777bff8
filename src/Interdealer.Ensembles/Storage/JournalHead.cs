using System.Text.Json.Nodes;
using Interdealer.Ensembles.Running;

namespace Interdealer.Ensembles.Storage;

/// <summary>The first record of a journal: which run it belongs to and which scenarios it is to hold.</summary>
/// <param name="RunHash">Hash of the run's specification.</param>
/// <param name="Specification">The specification itself, for people.</param>
/// <param name="Share">The scenarios.</param>
internal sealed record JournalHead(string RunHash, string Specification, ScenarioRange Share)
{
    private const int LongestShown = 120;

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            writer.Write(RunHash);
            writer.Write(Specification);
            writer.Write(Share.First);
            writer.Write(Share.Count);
        }

        return stream.ToArray();
    }

    public static JournalHead FromBytes(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return new JournalHead(reader.ReadString(), reader.ReadString(), new ScenarioRange(reader.ReadInt64(), reader.ReadInt64()));
    }

    /// <summary>How many outputs the specification keeps in full.</summary>
    public int KeptOutputs() => JsonNode.Parse(Specification)?["outputs"]?.AsArray().Count(o => o?["keptInFull"]?.GetValue<bool>() == true)
        ?? throw new InvalidDataException("a specification without outputs");

    /// <summary>Itself when it is the head of that run.</summary>
    /// <exception cref="CheckpointException">It is another's; the message says in what they differ.</exception>
    public JournalHead EnsureOf(RunIdentity run, string path) => RunHash == run.Hash
        ? this
        : throw new CheckpointException(path, $"belongs to another run: {Difference(run.Specification)}. Go on with what it was begun with, or use another file");

    /// <summary>The first part of the specification that is not the same.</summary>
    private string Difference(string other)
    {
        var (mine, theirs) = (JsonNode.Parse(Specification)!.AsObject(), JsonNode.Parse(other)!.AsObject());
        var name = theirs.Select(p => p.Key).FirstOrDefault(key => !JsonNode.DeepEquals(mine[key], theirs[key]));
        return name is null ? "its specification has more in it" : $"it was begun with {Show(name, mine)}, this run has {Show(name, theirs)}";
    }

    private static string Show(string name, JsonObject of)
    {
        var text = $"\"{name}\": {of[name]?.ToJsonString() ?? "nothing"}";
        return text.Length > LongestShown ? text[..LongestShown] + "…" : text;
    }
}
