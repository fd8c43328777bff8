namespace Interdealer.Ensembles.Running;

/// <summary>Whether what is drawn is what the effects take, asked without running cascades.</summary>
internal static class DrawCheck
{
    private const int BlockScenarios = 1024;
    private const long MostBlocks = 1024;

    /// <summary>Draws every scenario, or of more than a million as many blocks spread from the first to the last.</summary>
    /// <exception cref="ScenarioException">A run would end at one of them: a value is not what its effect takes.</exception>
    public static void Ensure(EnsemblePlan plan)
    {
        var blocks = ((plan.Source.Count - 1) / BlockScenarios) + 1;
        var looked = Math.Min(blocks, MostBlocks);
        for (var b = 0L; b < looked; b++)
        {
            var first = (looked == 1 ? 0 : (long)((Int128)(blocks - 1) * b / (looked - 1))) * BlockScenarios;
            Ensure(plan, first, (int)Math.Min(BlockScenarios, plan.Source.Count - first));
        }
    }

    private static void Ensure(EnsemblePlan plan, long first, int count)
    {
        var draws = new Column(plan.Effects.Length, count);
        plan.Source.Draw(first, draws);
        for (var s = 0; s < count; s++)
        {
            for (var c = 0; c < plan.Effects.Length; c++)
            {
                if (plan.Effects[c].Fault(draws.In(c)[s]) is { } fault)
                {
                    throw new ScenarioException(first + s, fault);
                }
            }
        }
    }
}
