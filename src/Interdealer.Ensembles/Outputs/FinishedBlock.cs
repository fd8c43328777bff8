using Interdealer.Cascades;

namespace Interdealer.Ensembles.Outputs;

/// <summary>Consecutive scenarios whose cascades have ended: what outputs are measured on. Amounts are in currency, losses positive.</summary>
/// <remarks>Valid only while it is measured: the next block is run in the same memory. Only its first <see cref="Count"/> scenarios belong to the ensemble.</remarks>
public sealed class FinishedBlock
{
    private readonly CascadeBlock _block;
    private readonly double[] _before;
    private readonly double[] _direct;
    private readonly double[] _total;
    private readonly double[] _worth;
    private bool _isTotal;

    internal FinishedBlock(CascadeBlock block)
    {
        _block = block;
        _before = block.State.System.Start().Value().Equity.Scenario(0);
        StartingEquity = _before.Sum();
        _direct = new double[block.State.ScenarioCount];
        _total = new double[block.State.ScenarioCount];
        _worth = new double[block.State.ScenarioCount];
    }

    /// <summary>The system.</summary>
    public FinancialSystem System => _block.State.System;

    /// <summary>Number in the ensemble of the block's first scenario.</summary>
    public long First { get; private set; }

    /// <summary>Number of scenarios.</summary>
    public int Count { get; private set; }

    /// <summary>The states the cascades started from: after the shock.</summary>
    public State Start => _block.Start;

    /// <summary>The states they ended in.</summary>
    public State End => _block.State;

    /// <summary>How each scenario ended.</summary>
    public ReadOnlySpan<Outcome> Outcomes => _block.Outcomes[..Count];

    /// <summary>Rounds each scenario took.</summary>
    public ReadOnlySpan<int> Rounds => _block.Rounds[..Count];

    /// <summary>Equity of all institutions before anything happened.</summary>
    public double StartingEquity { get; }

    /// <summary>Lost by all institutions to the shock itself, by scenario.</summary>
    public ReadOnlySpan<double> DirectLoss => _direct.AsSpan(0, Count);

    /// <summary>Lost by all institutions, shock and cascade together, by scenario; what was paid out to investors is not lost.</summary>
    public ReadOnlySpan<double> TotalLoss
    {
        get
        {
            if (!_isTotal)
            {
                Lost(_total);
                _isTotal = true;
            }

            return _total.AsSpan(0, Count);
        }
    }

    /// <summary>Lost by one institution, shock and cascade together.</summary>
    /// <param name="institution">Row, from 0.</param>
    /// <param name="losses">Receives a value a scenario.</param>
    public void Loss(int institution, Span<double> losses)
    {
        Worth(_block.State.Value(), institution, losses);
        for (var s = 0; s < losses.Length; s++)
        {
            losses[s] = _before[institution] - losses[s];
        }
    }

    /// <summary>Which limits forced an institution in any round of a scenario, a bit each.</summary>
    internal ulong EverBound(int institution, int scenario) =>
        (_block.State.Forced ?? throw new InvalidOperationException("Limits are watched where an output needs them.")).Of(institution, scenario);

    /// <summary>Begins with scenarios whose shock has been applied and whose cascade has not been run.</summary>
    internal void Begin(long first, int count, bool measuresDirectLoss)
    {
        (First, Count, _isTotal) = (first, count, false);
        if (measuresDirectLoss)
        {
            Lost(_direct);
        }
    }

    /// <summary>What belonged to owners less what is left to them, institution after institution, so that the sum has the bits of a cascade's own report.</summary>
    private void Lost(double[] losses)
    {
        var value = _block.State.Value();
        var worth = _worth.AsSpan(0, Count);
        var left = losses.AsSpan(0, Count);
        left.Clear();
        for (var i = 0; i < _before.Length; i++)
        {
            Worth(value, i, worth);
            BlockSums.Add(left, worth);
        }

        for (var s = 0; s < left.Length; s++)
        {
            left[s] = StartingEquity - left[s];
        }
    }

    /// <summary>What is left to the owners of an institution, with what they have taken or may still take out.</summary>
    private void Worth(Valuation value, int i, Span<double> worth)
    {
        value.Equity.In(i)[..worth.Length].CopyTo(worth);
        BlockSums.Add(worth, _block.State.RedemptionDue.In(i)[..worth.Length]);
        BlockSums.Add(worth, _block.State.PaidOut.In(i)[..worth.Length]);
    }
}
