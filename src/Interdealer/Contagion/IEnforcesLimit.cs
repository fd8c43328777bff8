using Interdealer.Constraints;

namespace Interdealer.Contagion;

/// <summary>An operator that holds institutions to a constraint: reports tell by it who was in breach before anything happened.</summary>
public interface IEnforcesLimit : IOperator
{
    /// <summary>The constraint; several joined with <see cref="Constraint.And"/>.</summary>
    IConstraint Constraint { get; }
}
