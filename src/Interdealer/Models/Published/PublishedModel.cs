using System.Collections.Immutable;

namespace Interdealer.Models.Published;

/// <summary>A published model of this library: where it comes from, what it answers where it breaks down, and the cases it must reproduce.</summary>
public sealed record PublishedModel
{
    private string _inputs = "";
    private CaseOrigin _origin;

    internal PublishedModel(Type type, string title, string paper, string breakdown) =>
        (Type, Title, Paper, Breakdown) = (type, title, paper, breakdown);

    /// <summary>The type that computes it.</summary>
    public Type Type { get; }

    /// <summary>Its name in the literature.</summary>
    public string Title { get; }

    /// <summary>The publication.</summary>
    public string Paper { get; }

    /// <summary>Where the model breaks down, and what the type answers there.</summary>
    public string Breakdown { get; }

    /// <summary>How the engine expresses it; empty where it has no counterpart in operators.</summary>
    public string Composition { get; private init; } = "";

    /// <summary>Its reference cases.</summary>
    public ImmutableArray<ReferenceCase> Cases { get; private init; } = [];

    /// <summary>Runs every case.</summary>
    public ImmutableArray<CaseResult> Run() => [.. Cases.Select(c => c.Run(Title))];

    /// <summary>The same with the operators that express it.</summary>
    internal PublishedModel As(string composition) => this with { Composition = composition };

    /// <summary>The same, with inputs and origin of the cases that follow.</summary>
    internal PublishedModel Given(string inputs, CaseOrigin origin) => this with { _inputs = inputs, _origin = origin };

    /// <summary>The same with a value known to the digits printed.</summary>
    internal PublishedModel Prints(string quantity, string expected, Func<double> compute) =>
        this with { Cases = Cases.Add(ReferenceCase.Printed(_inputs, quantity, expected, _origin, compute)) };

    /// <summary>The same with a value known in full.</summary>
    internal PublishedModel Gives(string quantity, double expected, Func<double> compute) => Gives(quantity, [expected], () => [compute()]);

    /// <summary>The same with values known in full.</summary>
    internal PublishedModel Gives(string quantity, double[] expected, Func<IEnumerable<double>> compute) =>
        this with { Cases = Cases.Add(ReferenceCase.Exact(_inputs, quantity, expected, _origin, compute)) };

    /// <summary>The same with a statement that holds.</summary>
    internal PublishedModel Says(string statement, Func<bool> holds) =>
        this with { Cases = Cases.Add(ReferenceCase.Statement(_inputs, statement, _origin, holds)) };
}
