using System.Text.Json;
using System.Text.Json.Nodes;
using Interdealer.Constraints;
using Interdealer.Data;
using Interdealer.Ensembles.Scenarios;

namespace Interdealer.Ensembles.Specs;

/// <summary>Where the properties of an object are declared, whatever is made of them.</summary>
internal interface IProperties
{
    /// <summary>Declares a property that must be there.</summary>
    Property<TValue> Required<TValue>(string name, Form<TValue> form, string description);

    /// <summary>Declares a property that may be left out.</summary>
    Property<TValue> Optional<TValue>(string name, Form<TValue> form, TValue otherwise, string description);
}

/// <summary>An object of a specification: the properties it may have, and what is made of them.</summary>
/// <typeparam name="T">What is made.</typeparam>
internal sealed class Variant<T> : IProperties
{
    private readonly List<Slot> _slots = [];
    private readonly Func<Given, T> _make;

    /// <summary>An object.</summary>
    /// <param name="name">The word that tells it from its sisters.</param>
    /// <param name="description">One sentence for the schema.</param>
    /// <param name="define">Declares properties, which are read in that order, and returns what makes the value of them.</param>
    public Variant(string name, string description, Func<Variant<T>, Func<Given, T>> define)
    {
        (Name, Description) = (name, description);
        _make = define(this);
        Form = new Form<T>((node, context) => Read(node, context), () => Schema());
    }

    /// <summary>The object wherever no word tells it from others.</summary>
    public Form<T> Form { get; }

    /// <summary>The word that tells it from its sisters.</summary>
    public string Name { get; }

    /// <summary>One sentence.</summary>
    public string Description { get; }

    /// <inheritdoc />
    public Property<TValue> Required<TValue>(string name, Form<TValue> form, string description) => Declare(name, form, description, isRequired: true, default!);

    /// <inheritdoc />
    public Property<TValue> Optional<TValue>(string name, Form<TValue> form, TValue otherwise, string description) => Declare(name, form, description, isRequired: false, otherwise);

    /// <summary>Reads the object.</summary>
    /// <param name="node">The object.</param>
    /// <param name="context">What surrounds it.</param>
    /// <param name="discriminator">The property that holds <see cref="Name"/>; null where there is none.</param>
    public T Read(SpecNode node, SpecContext context, string? discriminator = null)
    {
        if (node.Kind != JsonValueKind.Object)
        {
            throw node.Wrong("an object");
        }

        foreach (var (name, value) in node.Members)
        {
            if (name != discriminator && _slots.All(s => s.Name != name))
            {
                throw value.Fault($"there is no property {SpecNode.Show(name)} here; expected {Forms.Words(_slots.Select(s => s.Name).Prepend(discriminator).OfType<string>())}");
            }
        }

        var given = new Given(context, _slots.Select(slot => node.Find(slot.Name) is { } value ? slot.Read(value, context)
            : slot.IsRequired ? throw node.Fault($"the property \"{slot.Name}\" is missing: {slot.Description}")
            : null));
        try
        {
            return _make(given);
        }
        catch (Exception cause) when (cause is ArgumentException or DataException)
        {
            // What is right by itself may not belong together: the library says what, the document where.
            var name = (cause as ArgumentException)?.ParamName;
            var at = node.Members.FirstOrDefault(m => string.Equals(m.Key, name, StringComparison.OrdinalIgnoreCase)).Value ?? node;
            throw at.Fault(cause.Message.Split('\n')[0].Split(" (Parameter")[0], cause);
        }
    }

    /// <summary>The object as a JSON Schema.</summary>
    public JsonObject Schema(string? discriminator = null)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        if (discriminator is not null)
        {
            properties[discriminator] = new JsonObject { ["const"] = Name };
            required.Add(discriminator);
        }

        foreach (var slot in _slots)
        {
            // A reference stands alone, with what is said of it beside it.
            var schema = slot.Schema();
            schema["description"] = slot.Description;
            properties[slot.Name] = schema;
            if (slot.IsRequired)
            {
                required.Add(slot.Name);
            }
        }

        return new JsonObject { ["type"] = "object", ["description"] = Description, ["properties"] = properties, ["required"] = required, ["additionalProperties"] = false };
    }

    private Property<TValue> Declare<TValue>(string name, Form<TValue> form, string description, bool isRequired, TValue otherwise)
    {
        _slots.Add(new Slot(name, description, isRequired, (node, context) => form.Read(node, context)!, form.Schema));
        return new Property<TValue>(_slots.Count - 1, otherwise);
    }

    private sealed record Slot(string Name, string Description, bool IsRequired, Func<SpecNode, SpecContext, object> Read, Func<JsonObject> Schema);
}

/// <summary>The values that an object had, by place; null where it had none.</summary>
internal sealed class Given(SpecContext context, IEnumerable<object?> values)
{
    private readonly object?[] _values = [.. values];

    /// <summary>The system.</summary>
    public FinancialSystem System => context.System;

    /// <summary>The scenarios.</summary>
    public IScenarioSource Source => context.Source;

    /// <summary>What happens in one round.</summary>
    public IOperator Round => context.Round;

    /// <summary>A limit of the round by its name.</summary>
    public VaryingLimit Limit(string name) => context.Limits[name];

    /// <summary>Gives a limit a name and takes note of it.</summary>
    public VaryingLimit Named(IConstraint limit, string name) => limit.Varying(name) is var varying && context.Limits.TryAdd(name, varying)
        ? varying
        : throw new ArgumentException($"the name {SpecNode.Show(name)} is that of another limit; each its own.", nameof(name));

    /// <summary>The value at a place.</summary>
    public object? this[int place] => _values[place];
}

/// <summary>A declared property.</summary>
/// <typeparam name="T">What its value is.</typeparam>
/// <param name="Place">Its place among those of its object.</param>
/// <param name="Otherwise">The value where it was left out.</param>
internal sealed record Property<T>(int Place, T Otherwise)
{
    /// <summary>Whether an object had it.</summary>
    public bool IsIn(Given given) => given[Place] is not null;

    /// <summary>Its value in an object.</summary>
    public T Of(Given given) => given[Place] is T value ? value : Otherwise;
}
