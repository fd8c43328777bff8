using System.Text.Json;
using System.Text.Json.Nodes;
using Interdealer.Constraints;
using Interdealer.Data;
using Interdealer.Ensembles.Scenarios;

namespace Interdealer.Ensembles.Specs;

/// <summary>Where the properties of an object are declared, whatever is made of them.</summary>
public interface IProperties
{
    /// <summary>Declares a property that must be there.</summary>
    /// <typeparam name="TValue">What its value is.</typeparam>
    /// <param name="name">Its name in a specification.</param>
    /// <param name="form">What its value looks like.</param>
    /// <param name="description">One sentence, for the schema and for messages.</param>
    Property<TValue> Required<TValue>(string name, Form<TValue> form, string description);

    /// <summary>Declares a property that may be left out.</summary>
    /// <typeparam name="TValue">What its value is.</typeparam>
    /// <param name="name">Its name in a specification.</param>
    /// <param name="form">What its value looks like.</param>
    /// <param name="otherwise">Its value where it is left out.</param>
    /// <param name="description">One sentence, for the schema and for messages.</param>
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
        ArgumentNullException.ThrowIfNull(form);
        if (_slots.Exists(s => s.Name == Require.Label(name)))
        {
            throw new ArgumentException($"name: {SpecNode.Show(Name)} has a property {SpecNode.Show(name)} already; each its own.", nameof(name));
        }

        _slots.Add(new Slot(name, description, isRequired, (node, context) => form.Read(node, context)!, form.Schema));
        return new Property<TValue>(_slots.Count - 1, otherwise);
    }

    private sealed record Slot(string Name, string Description, bool IsRequired, Func<SpecNode, SpecContext, object> Read, Func<JsonObject> Schema);
}

/// <summary>What an object of a specification had: the values of its properties (<see cref="Property{T}.Of"/>), and the system that it is for.</summary>
public sealed class Given
{
    private readonly SpecContext _context;
    private readonly object?[] _values;

    internal Given(SpecContext context, IEnumerable<object?> values) => (_context, _values) = (context, [.. values]);

    /// <summary>The system.</summary>
    public FinancialSystem System => _context.System;

    /// <summary>The scenarios.</summary>
    internal IScenarioSource Source => _context.Source;

    /// <summary>What happens in one round.</summary>
    internal IOperator Round => _context.Round;

    /// <summary>The value at a place; null where there was none.</summary>
    internal object? this[int place] => _values[place];

    /// <summary>A limit of the round by its name.</summary>
    internal VaryingLimit Limit(string name) => _context.Limits[name];

    /// <summary>Gives a limit a name and takes note of it.</summary>
    internal VaryingLimit Named(IConstraint limit, string name) => limit.Varying(name) is var varying && _context.Limits.TryAdd(name, varying)
        ? varying
        : throw new ArgumentException($"the name {SpecNode.Show(name)} is that of another limit; each its own.", nameof(name));
}

/// <summary>A declared property.</summary>
/// <typeparam name="T">What its value is.</typeparam>
public sealed class Property<T>
{
    private readonly int _place;
    private readonly T _otherwise;

    /// <param name="place">Its place among those of its object.</param>
    /// <param name="otherwise">The value where it was left out.</param>
    internal Property(int place, T otherwise) => (_place, _otherwise) = (place, otherwise);

    /// <summary>Whether an object had it.</summary>
    /// <param name="given">What the object had.</param>
    public bool IsIn(Given given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return given[_place] is not null;
    }

    /// <summary>Its value in an object; what stands for it where the object had none.</summary>
    /// <param name="given">What the object had.</param>
    public T Of(Given given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return given[_place] is T value ? value : _otherwise;
    }
}
