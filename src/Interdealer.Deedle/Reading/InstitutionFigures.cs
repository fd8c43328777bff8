using Interdealer.Frames.Writing;

namespace Interdealer.Frames.Reading;

/// <summary>The figures of institutions as columns.</summary>
internal static class InstitutionFigures
{
    private static readonly string Kinds = string.Join(", ", Enum.GetNames<InstitutionKind>());

    public static FigureTable<Institution> Table { get; } = new(
        name => new Institution(name),
        new(
            nameof(Institution.Kind), $"one of {Kinds}", false,
            all => FrameWriter.Column(all.Select(i => i.Kind.ToString()).ToArray()),
            (i, cell) => Kind(cell) is { } kind ? i with { Kind = kind } : null),
        Figure<Institution>.Number(nameof(Institution.Cash), "currency", i => i.Cash, (i, x) => i with { Cash = x }),
        Figure<Institution>.Number(nameof(Institution.OtherAssets), "currency", i => i.OtherAssets, (i, x) => i with { OtherAssets = x }),
        Figure<Institution>.Number(nameof(Institution.Debt), "currency", i => i.Debt, (i, x) => i with { Debt = x }),
        Figure<Institution>.Number(nameof(Institution.ShortTermDebt), "currency", i => i.ShortTermDebt, (i, x) => i with { ShortTermDebt = x }),
        Figure<Institution>.Number(nameof(Institution.OffBalanceSheetExposure), "currency", i => i.OffBalanceSheetExposure, (i, x) => i with { OffBalanceSheetExposure = x }),
        Figure<Institution>.Number(nameof(Institution.RiskAversion), "1/currency", i => i.RiskAversion, (i, x) => i with { RiskAversion = x }));

    private static InstitutionKind? Kind(object cell) => cell switch
    {
        InstitutionKind kind => kind,
        // By name only: a number in text would pass for any kind.
        string text when Enum.GetNames<InstitutionKind>().Contains(text.Trim(), StringComparer.OrdinalIgnoreCase) => Enum.Parse<InstitutionKind>(text.Trim(), ignoreCase: true),
        _ => null,
    };
}
