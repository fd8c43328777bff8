using Interdealer.Ensembles.Running;

namespace Interdealer.Ensembles.Storage;

/// <summary>Outputs that were kept in full in files.</summary>
internal interface IKeptValues
{
    /// <summary>Portions in the order of their scenarios: the kept outputs of each, a value a scenario.</summary>
    IEnumerable<(ScenarioRange Range, double[][] Values)> InOrder();
}
