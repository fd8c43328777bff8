using System.Globalization;

namespace Interdealer.Data.Reading;

/// <summary>From the digits that a table prints to the figure that models compute with.</summary>
internal static class Decimals
{
    /// <summary>The double nearest to a decimal. A cast may give a neighbour of it where there are more than fifteen digits.</summary>
    public static double Nearest(this decimal value) => double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
