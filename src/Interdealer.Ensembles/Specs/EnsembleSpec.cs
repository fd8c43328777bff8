using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Interdealer.Ensembles.Specs;

/// <summary>An ensemble written down as JSON (schema in <c>docs/ensemble.schema.json</c>), so that any machine can run it.</summary>
/// <remarks>
/// Everything in it and in the files it names becomes part of the run's identity: checkpoints and shards of another specification are refused,
/// and results carry it whole. How the text is laid out does not count, nor do <c>$schema</c> and <c>name</c>.
/// </remarks>
public sealed class EnsembleSpec
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private EnsembleSpec(SpecNode root, SpecContext context)
    {
        var ensemble = EnsembleForm.Whole.Read(root, context);
        Name = root.Find("name")?.Text;
        (var declaration, Hash) = SpecDeclaration.Of(root, context);
        Inputs = context.Inputs.ToImmutableSortedDictionary(StringComparer.Ordinal);
        Ensemble = ensemble with { Declaration = declaration };
    }

    /// <summary>Its title; null where it has none.</summary>
    public string? Name { get; }

    /// <summary>The ensemble, ready to run.</summary>
    public Ensemble Ensemble { get; }

    /// <summary>SHA-256 of its content, in lower-case hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>SHA-256 of every file it names, by name.</summary>
    public ImmutableSortedDictionary<string, string> Inputs { get; }

    /// <summary>The JSON Schema of version 1, as the library reads it.</summary>
    public static string Schema => SchemaWith(Pieces.None);

    /// <summary>The JSON Schema of version 1 with pieces of one's own.</summary>
    /// <param name="own">The pieces.</param>
    public static string SchemaWith(Pieces own)
    {
        ArgumentNullException.ThrowIfNull(own);
        return SpecSchema.Document(own).ToJsonString(Indented) + "\n";
    }

    /// <summary>Reads a specification and the files it names.</summary>
    /// <param name="path">Path of the JSON file; files it names lie below its folder.</param>
    /// <param name="own">Pieces of one's own that it may name beside the library's; none when left out.</param>
    /// <exception cref="SpecException">It is not a specification; the message names file, line, place, value and what was expected.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static EnsembleSpec Read(string path, Pieces? own = null)
    {
        var (root, context) = SpecContext.Read(path, own);
        return new EnsembleSpec(root, context);
    }
}
