using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Ensembles.Specs;

/// <summary>The simple forms: numbers with their ranges, words, labels, lists and maps.</summary>
public static class Forms
{
    private const int LongestText = 4096;

    /// <summary>A number of at least 0.</summary>
    /// <param name="unit">Its unit, for messages.</param>
    public static Form<double> Amount(string unit) => Number($"a number of at least 0, in {unit}", v => v >= 0, new() { ["minimum"] = 0 });

    /// <summary>A number above 0.</summary>
    /// <param name="unit">Its unit, for messages.</param>
    public static Form<double> Positive(string unit) => Number($"a number above 0, in {unit}", v => v > 0, new() { ["exclusiveMinimum"] = 0 });

    /// <summary>A fraction in [0, 1].</summary>
    public static Form<double> Share { get; } =
        Number("a fraction from 0 to 1 (write 0.03, not 3, for 3 %)", v => v is >= 0 and <= 1, new() { ["minimum"] = 0, ["maximum"] = 1 });

    /// <summary>A fraction in [0, 1).</summary>
    public static Form<double> Fraction { get; } =
        Number("a fraction, at least 0 and below 1 (write 0.03, not 3, for 3 %)", v => v is >= 0 and < 1, new() { ["minimum"] = 0, ["exclusiveMaximum"] = 1 });

    /// <summary>A fraction in (0, 1).</summary>
    public static Form<double> OpenFraction { get; } =
        Number("a fraction above 0 and below 1 (write 0.05, not 5, for 5 %)", v => v is > 0 and < 1, new() { ["exclusiveMinimum"] = 0, ["exclusiveMaximum"] = 1 });

    /// <summary>A level of confidence in (0.5, 1).</summary>
    public static Form<double> Confidence { get; } =
        Number("a confidence above 0.5 and below 1 (write 0.99 for 99 %)", v => v is > 0.5 and < 1, new() { ["exclusiveMinimum"] = 0.5, ["exclusiveMaximum"] = 1 });

    /// <summary>Any number.</summary>
    /// <param name="unit">Its unit, for messages.</param>
    public static Form<double> Any(string unit) => Number($"a number, in {unit}", _ => true, []);

    /// <summary>true or false.</summary>
    public static Form<bool> Flag { get; } = new(
        (node, _) => node.Kind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => throw node.Wrong("true or false") },
        () => new JsonObject { ["type"] = "boolean" });

    /// <summary>Text with at least one visible character.</summary>
    public static Form<string> Label { get; } = new(
        (node, _) => node.Kind == JsonValueKind.String && node.Text.Length <= LongestText && !string.IsNullOrWhiteSpace(node.Text)
            ? node.Text
            : throw node.Wrong("text with at least one visible character"),
        () => new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = LongestText });

    /// <summary>The label of an asset of the system.</summary>
    public static Form<string> Asset { get; } = Known(context => context.Assets, "an asset of the system");

    /// <summary>The label of an institution of the system.</summary>
    public static Form<string> Institution { get; } = Known(context => context.Institutions, "an institution of the system");

    /// <summary>Any limit that specifications can name.</summary>
    public static Form<IConstraint> Constraint => ConstraintForms.All.Form;

    /// <summary>What is sold first.</summary>
    public static Form<Liquidation> Liquidation { get; } = Word(
        ("proRata", Contagion.Liquidation.ProRata), ("mostLiquidFirst", Contagion.Liquidation.MostLiquidFirst), ("leastImpact", Contagion.Liquidation.LeastImpact));

    /// <summary>The part that an institution plays.</summary>
    public static Form<InstitutionKind> Kind { get; } =
        Word(("dealer", InstitutionKind.Dealer), ("bank", InstitutionKind.Bank), ("fund", InstitutionKind.Fund), ("lender", InstitutionKind.Lender));

    /// <summary>The name of a limit of the round.</summary>
    internal static Form<string> Limit { get; } = new(
        (node, context) => node.Kind == JsonValueKind.String && context.Limits.ContainsKey(node.Text)
            ? node.Text
            : throw node.Wrong(context.Limits.Count == 0 ? "the \"name\" of a limit of the round; none has one" : $"the \"name\" of a limit of the round: one of {Words(context.Limits.Keys)}"),
        () => new JsonObject { ["type"] = "string", ["minLength"] = 1, ["description"] = "Name of a limit of the round." });

    /// <summary>A file below the folder of the specification.</summary>
    public static Form<Data.DataSource> File { get; } = new(
        (node, context) => context.Open(node.Kind == JsonValueKind.String && node.Text.Length > 0 ? node : throw node.Wrong("the path of a file, relative to the specification")),
        () => new JsonObject { ["type"] = "string", ["minLength"] = 1, ["description"] = "Path of a CSV file below the folder of the specification." });

    /// <summary>A whole number in a range.</summary>
    /// <param name="least">The least.</param>
    /// <param name="most">The greatest; any when left out.</param>
    public static Form<long> Whole(long least, long most = long.MaxValue) => new(
        (node, _) => node.Kind == JsonValueKind.Number && long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw node.Wrong(most == long.MaxValue
                ? FormattableString.Invariant($"a whole number of at least {least}")
                : FormattableString.Invariant($"a whole number from {least} to {most}")),
        () => most == long.MaxValue ? new() { ["type"] = "integer", ["minimum"] = least } : new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most });

    /// <summary>A whole number that fits into 32 bits.</summary>
    /// <param name="least">The least.</param>
    /// <param name="most">The greatest; any that fits when left out.</param>
    public static Form<int> Count(int least, int most = int.MaxValue) => Whole(least, most).As(v => (int)v);

    /// <summary>A seed: a whole number from 0 to 2⁶⁴ − 1.</summary>
    public static Form<ulong> Seed { get; } = new(
        (node, _) => node.Kind == JsonValueKind.Number && ulong.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw node.Wrong("a whole number from 0 to 18446744073709551615"),
        () => new JsonObject { ["type"] = "integer", ["minimum"] = 0 });

    /// <summary>One of some words.</summary>
    /// <typeparam name="T">What they stand for.</typeparam>
    /// <param name="words">Each word with what it stands for.</param>
    public static Form<T> Word<T>(params (string Word, T Value)[] words) => new(
        (node, _) =>
        {
            var at = Array.FindIndex(words, w => node.Kind == JsonValueKind.String && w.Word == node.Text);
            return at >= 0 ? words[at].Value : throw node.Wrong($"one of {Words(words.Select(w => w.Word))}");
        },
        () => new JsonObject { ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w.Word)]) });

    /// <summary>An array of values of one form.</summary>
    /// <typeparam name="T">What they are.</typeparam>
    /// <param name="of">Their form.</param>
    /// <param name="least">How many there are at least.</param>
    public static Form<IReadOnlyList<T>> List<T>(Form<T> of, int least = 1) => new(
        (node, context) => node.Kind == JsonValueKind.Array && node.Items.Count >= least
            ? [.. node.Items.Select(item => of.Read(item, context))]
            : throw node.Wrong(FormattableString.Invariant($"an array of at least {least}")),
        () => new JsonObject { ["type"] = "array", ["minItems"] = least, ["items"] = of.Schema() });

    /// <summary>An object whose names are labels and whose values have one form.</summary>
    /// <typeparam name="T">What the values are.</typeparam>
    /// <param name="of">Their form.</param>
    /// <param name="names">The form of the names.</param>
    public static Form<IReadOnlyList<(string Name, T Value)>> Map<T>(Form<T> of, Form<string> names) => new(
        (node, context) => node.Kind == JsonValueKind.Object
            ? [.. node.Members.Select(m => (names.Read(m.Value with { Kind = JsonValueKind.String, Text = m.Key }, context), of.Read(m.Value, context)))]
            : throw node.Wrong("an object, a name and a value each"),
        () => new JsonObject { ["type"] = "object", ["propertyNames"] = names.Schema(), ["additionalProperties"] = of.Schema() });

    /// <summary>Words in quotation marks, separated by commas; the first of many.</summary>
    internal static string Words(IEnumerable<string> words)
    {
        const int shown = 40;
        var all = words.ToList();
        return string.Join(", ", all.Take(shown).Select(SpecNode.Show)) + (all.Count > shown ? FormattableString.Invariant($", … ({all.Count} in all)") : "");
    }

    private static Form<double> Number(string expected, Func<double, bool> holds, JsonObject range) => new(
        (node, _) => node.Kind == JsonValueKind.Number && node.Number() is var value && double.IsFinite(value) && holds(value) ? value : throw node.Wrong(expected),
        () =>
        {
            var schema = (JsonObject)range.DeepClone();
            schema.Insert(0, "type", "number");
            return schema;
        });

    private static Form<string> Known(Func<SpecContext, FrozenSet<string>> labels, string what) => new(
        (node, context) => node.Kind == JsonValueKind.String && labels(context).Contains(node.Text)
            ? node.Text
            : throw node.Wrong($"{what}: one of {Words(labels(context).Order(StringComparer.Ordinal))}"),
        () => new JsonObject { ["type"] = "string", ["minLength"] = 1, ["description"] = $"Label of {what}." });
}
