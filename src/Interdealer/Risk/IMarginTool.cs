namespace Interdealer.Risk;

/// <summary>Turns the margins a risk model asks for, day by day, into the margins that are charged.</summary>
public interface IMarginTool
{
    /// <summary>The margins charged; the same length, each at least the margin asked for on its day.</summary>
    /// <param name="raw">Margins asked for, oldest first, in currency, each at least 0.</param>
    double[] Charge(ReadOnlySpan<double> raw);
}
