using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Stress;

namespace Interdealer.Ensembles.Specs;

/// <summary>A question of policy, ready to be asked.</summary>
/// <param name="Policy">System, round and shocks.</param>
/// <param name="Levers">One for the least relief, several for a frontier.</param>
/// <param name="Output">What is to be kept small.</param>
/// <param name="Bound">The bound; null where a frontier is asked for.</param>
/// <param name="Options">How finely it is searched.</param>
public sealed record PolicyQuestion(Stress.Policy Policy, ImmutableArray<Lever> Levers, Output Output, double? Bound, PolicyOptions Options)
{
    internal PolicyQuestion Checked() => Levers.Length == 1 == Bound is not null
        ? this
        : throw new ArgumentException(FormattableString.Invariant($"one lever needs a bound (\"atMost\") and several have none; there are {Levers.Length}."));
}

/// <summary>Reverse stress tests and questions of policy written down as JSON, of the same parts as specifications of ensembles.</summary>
public static class StressSpec
{
    /// <summary>Reads a reverse stress test and the files it names.</summary>
    /// <param name="path">Path of the JSON file; files it names lie below its folder.</param>
    /// <param name="own">Pieces of one's own that it may name; none when left out.</param>
    /// <returns>The search, its target and how far it goes.</returns>
    /// <exception cref="SpecException">It is no such specification; the message names file, line, place, value and what was expected.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static (ReverseStress Search, StressTarget Target, ReverseStressOptions Options) Reverse(string path, Pieces? own = null)
    {
        var ((search, target, options), declaration) = Read(path, own, StressForms.Reverse);
        return (search with { Declaration = declaration }, target, options);
    }

    /// <summary>Reads a question of policy and the files it names.</summary>
    /// <param name="path">Path of the JSON file; files it names lie below its folder.</param>
    /// <param name="own">Pieces of one's own that it may name; none when left out.</param>
    /// <exception cref="SpecException">It is no such specification; the message names file, line, place, value and what was expected.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PolicyQuestion Policy(string path, Pieces? own = null)
    {
        var (question, declaration) = Read(path, own, StressForms.Policy);
        question.Policy.Declaration = declaration;
        return question;
    }

    private static (T Read, JsonObject Declaration) Read<T>(string path, Pieces? own, Variant<T> form)
    {
        var (root, context) = SpecContext.Read(path, own);
        var read = form.Read(root, context);
        return (read, SpecDeclaration.Of(root, context).Declaration);
    }
}
