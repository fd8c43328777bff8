namespace Interdealer.Numerics;

/// <summary>Halves a bracket of which the two ends lie on different sides.</summary>
internal static class Bisection
{
    /// <summary>Narrows a bracket around the place where the side changes; of several places it finds one.</summary>
    /// <param name="isLow">Whether a value lies on the side of the lower end.</param>
    /// <param name="low">Lower end, on its own side.</param>
    /// <param name="high">Upper end, on the other side.</param>
    /// <param name="accuracy">Width at which to stop, a fraction of the bracket's; it stops sooner where no number lies between the ends.</param>
    /// <returns>Two neighbouring values, the first on the side of the lower end, the second on the other.</returns>
    public static (double Low, double High) Narrow(Func<double, bool> isLow, double low, double high, double accuracy)
    {
        var width = accuracy * (high - low);
        while (high - low > width)
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
            {
                break;
            }

            (low, high) = isLow(middle) ? (middle, high) : (low, middle);
        }

        return (low, high);
    }
}
