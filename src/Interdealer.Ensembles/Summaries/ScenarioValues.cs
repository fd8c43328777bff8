namespace Interdealer.Ensembles.Summaries;

/// <summary>One output, or several together, of consecutive scenarios: what summaries take in.</summary>
public readonly ref struct ScenarioValues
{
    private readonly ReadOnlySpan<double[]> _values;
    private readonly ReadOnlySpan<int> _outputs;

    /// <summary>Values of consecutive scenarios.</summary>
    /// <param name="first">Number of the first scenario.</param>
    /// <param name="values">A row for each output, with a value for each scenario.</param>
    /// <exception cref="ArgumentException">There is no row, or rows differ in length.</exception>
    public ScenarioValues(long first, params double[][] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0 || values.Any(row => row is null || row.Length != values[0].Length))
        {
            throw new ArgumentException("values must have at least one row, all of one length.", nameof(values));
        }

        (First, Count, Outputs) = (first, values[0].Length, values.Length);
        _values = values;
    }

    internal ScenarioValues(long first, int count, double[][] values, ReadOnlySpan<int> outputs)
    {
        (First, Count, Outputs) = (first, count, outputs.Length);
        _values = values;
        _outputs = outputs;
    }

    /// <summary>Number of the first scenario.</summary>
    public long First { get; }

    /// <summary>Number of scenarios.</summary>
    public int Count { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>One output.</summary>
    /// <param name="output">Which, from 0.</param>
    /// <returns>A value for each scenario; NaN where there is none.</returns>
    public ReadOnlySpan<double> Of(int output) => _values[_outputs.IsEmpty ? output : _outputs[output]].AsSpan(0, Count);
}
