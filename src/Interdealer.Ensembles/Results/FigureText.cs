using System.Globalization;

namespace Interdealer.Ensembles.Results;

/// <summary>How one figure among others of every size is shown: whole numbers whole, the rest to six digits.</summary>
internal static class FigureText
{
    private const double Whole = 1e15;

    public static string Of(double value) => double.IsNaN(value) ? "–"
        : value == Math.Truncate(value) && Math.Abs(value) < Whole ? value.ToString("#,0", CultureInfo.InvariantCulture)
        : value.ToString("G6", CultureInfo.InvariantCulture);
}
