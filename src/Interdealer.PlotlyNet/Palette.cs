namespace Interdealer.Charts;

/// <summary>Colours that people with any colour vision tell apart, after Okabe and Ito (2008), and that read on light and dark pages.</summary>
/// <remarks>Black and yellow of the original are left out: each vanishes on one of the two.</remarks>
internal static class Palette
{
    public const string Muted = "rgba(127,127,127,0.9)";
    public const string Grid = "rgba(127,127,127,0.22)";
    public const string Axis = "rgba(127,127,127,0.75)";
    public const string Veil = "rgba(127,127,127,0.35)";
    public const string None = "rgba(0,0,0,0)";

    private static readonly string[] Colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C8C8C"];
    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot"];

    public static IReadOnlyList<string> All => Colours;

    public static string Colour(int index) => Colours[index % Colours.Length];

    // Where the colours begin again, the lines are dashed, so that no two series look alike before the 29th.
    public static string Dash(int index) => Dashes[index / Colours.Length % Dashes.Length];
}
