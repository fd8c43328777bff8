using System.Text.Json.Nodes;

namespace Interdealer.Ensembles.Specs;

/// <summary>What a value of a specification must look like: how it is read, and the same as a JSON Schema.</summary>
/// <typeparam name="T">What it is read as.</typeparam>
/// <param name="Read">Reads a value or answers with a <see cref="SpecException"/>.</param>
/// <param name="Schema">The schema; asked once all forms are there, since some hold each other.</param>
internal sealed record Form<T>(Func<SpecNode, SpecContext, T> Read, Func<JsonObject> Schema)
{
    /// <summary>The same value as something made of it.</summary>
    public Form<TOther> As<TOther>(Func<T, TOther> make) => new((node, context) => make(Read(node, context)), Schema);
}
