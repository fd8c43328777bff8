using System.Collections.Immutable;
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
    public static (ReverseStress Search, StressTarget Target, ReverseStressOptions Options) Reverse(string path, Pieces? own = null) => Read(path, own, StressForms.Reverse);

    /// <summary>Reads a question of policy and the files it names.</summary>
    /// <param name="path">Path of the JSON file; files it names lie below its folder.</param>
    /// <param name="own">Pieces of one's own that it may name; none when left out.</param>
    /// <exception cref="SpecException">It is no such specification; the message names file, line, place, value and what was expected.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PolicyQuestion Policy(string path, Pieces? own = null) => Read(path, own, StressForms.Policy);

    private static T Read<T>(string path, Pieces? own, Variant<T> form)
    {
        Require.Label(path);
        var file = new FileInfo(path);
        return file.Exists && file.Length > SpecDocument.MostBytes
            ? throw new SpecException(path, null, null, FormattableString.Invariant($"is {file.Length} bytes long; at most {SpecDocument.MostBytes} are read"))
            : form.Read(SpecDocument.Read(Path.GetFileName(path), File.ReadAllBytes(path)), new SpecContext(file.DirectoryName!, own ?? Pieces.None));
    }
}
