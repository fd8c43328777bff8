namespace Interdealer.Display;

/// <summary>Tables of named facts: one row each, for results that are one record.</summary>
internal static class Facts
{
    private static readonly Format Amounts = Format.Number("#,0.######");

    /// <summary>A table of facts.</summary>
    public static Table Table(string caption, params (string Name, string Value)[] facts) => Display.Table.Create(caption)
        .With("Fact", facts.Select(f => f.Name))
        .With("Value", facts.Select(f => f.Value));

    /// <summary>An amount in currency to six decimals, without trailing zeros.</summary>
    public static string Amount(double value) => Amounts.Apply(value);
}
