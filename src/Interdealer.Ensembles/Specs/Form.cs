using System.Text.Json.Nodes;

namespace Interdealer.Ensembles.Specs;

/// <summary>What a value of a specification must look like: how it is read, and the same as a JSON Schema. Taken from <see cref="Forms"/>.</summary>
/// <typeparam name="T">What it is read as.</typeparam>
public sealed class Form<T>
{
    /// <param name="read">Reads a value or answers with a <see cref="SpecException"/>.</param>
    /// <param name="schema">The schema; asked once all forms are there, since some hold each other.</param>
    internal Form(Func<SpecNode, SpecContext, T> read, Func<JsonObject> schema) => (Read, Schema) = (read, schema);

    internal Func<SpecNode, SpecContext, T> Read { get; }

    internal Func<JsonObject> Schema { get; }

    /// <summary>The same value as something made of it.</summary>
    /// <typeparam name="TOther">What is made.</typeparam>
    /// <param name="make">Makes it.</param>
    public Form<TOther> As<TOther>(Func<T, TOther> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        return new Form<TOther>((node, context) => make(Read(node, context)), Schema);
    }
}
