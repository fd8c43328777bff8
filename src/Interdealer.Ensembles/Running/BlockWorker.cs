using Interdealer.Cascades;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Ensembles.Running;

/// <summary>Runs blocks of scenarios one after the other in the same memory; one thread's.</summary>
internal sealed class BlockWorker
{
    private readonly EnsemblePlan _plan;
    private readonly CascadeBlock _cascades;
    private readonly FinishedBlock _block;
    private readonly Column _draws;
    private readonly double[][] _values;

    public BlockWorker(EnsemblePlan plan, int scenarioCount)
    {
        _plan = plan;
        _cascades = new CascadeBlock(plan.System, scenarioCount, plan.Round, plan.Cascade) { KeepsStart = plan.NeedsStart };
        if (plan.NeedsLimits)
        {
            LimitWatch.NamesIn(plan.Round);
            _cascades.WatchLimits();
        }

        _block = new FinishedBlock(_cascades);
        _draws = new Column(plan.Effects.Length, scenarioCount);
        _values = [.. plan.Outputs.Select(_ => new double[scenarioCount])];
    }

    /// <summary>Scenarios a block.</summary>
    public int ScenarioCount => _draws.ScenarioCount;

    /// <summary>Runs a block.</summary>
    /// <param name="block">At most <see cref="ScenarioCount"/> scenarios.</param>
    /// <exception cref="ScenarioException">A scenario could not be run.</exception>
    public void Run(ScenarioRange block)
    {
        try
        {
            RunOnce(block);
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            throw Culprit(block, cause);
        }
    }

    /// <summary>Values of an output in the block that was run last.</summary>
    public ReadOnlySpan<double> Values(int output) => _values[output].AsSpan(0, _block.Count);

    /// <summary>Values of several outputs in the block that was run last.</summary>
    public ScenarioValues Values(ReadOnlySpan<int> outputs) => new(_block.First, _block.Count, _values, outputs);

    private void RunOnce(ScenarioRange block)
    {
        // Places beyond the last scenario stay without a shock; a scenario does not depend on its neighbours.
        var count = (int)block.Count;
        var draws = count == ScenarioCount ? _draws : new Column(_draws.Rows, count);
        _plan.Source.Draw(block.First, draws);
        _cascades.Reset();
        for (var c = 0; c < _plan.Effects.Length; c++)
        {
            _plan.Effects[c].Apply(_cascades.State, draws.In(c));
        }

        _block.Begin(block.First, count, _plan.NeedsDirectLoss);
        _cascades.Run();
        for (var o = 0; o < _values.Length; o++)
        {
            _plan.Outputs[o].Measure(_block, _values[o].AsSpan(0, count));
        }

        for (var s = 0; s < count; s++)
        {
            if (_cascades.Outcomes[s] == Outcome.Diverged)
            {
                DropFigures(s);
            }
        }
    }

    /// <summary>What is not finite is no result: all figures of the scenario are missing but the one that says so.</summary>
    private void DropFigures(int place)
    {
        for (var o = 0; o < _values.Length; o++)
        {
            if (!_plan.Outputs[o].Equals(Output.Diverged))
            {
                _values[o][place] = double.NaN;
            }
        }
    }

    /// <summary>The first scenario of a block that fails alone.</summary>
    private ScenarioException Culprit(ScenarioRange block, Exception cause)
    {
        for (var scenario = block.First; scenario < block.End; scenario++)
        {
            try
            {
                new BlockWorker(_plan, scenarioCount: 1).RunOnce(new ScenarioRange(scenario, 1));
            }
            catch (Exception alone)
            {
                return new ScenarioException(scenario, alone);
            }
        }

        return new ScenarioException(block, cause);
    }
}
