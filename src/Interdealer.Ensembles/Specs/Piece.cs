namespace Interdealer.Ensembles.Specs;

/// <summary>The one row that registers a piece of one's own: an operator, a constraint or a scenario source.</summary>
public abstract class Piece
{
    private const int LongestWord = 64;

    private protected Piece(string name, string description, Type kind, string build)
    {
        Name = Require.Label(name);
        Description = Require.Label(description);
        (Kind, Build) = (kind, build);
        if (name.Length > LongestWord || !char.IsAsciiLetterLower(name[0]) || !name.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"name must be a word such as marginCall: a small letter, then at most {LongestWord - 1} letters and digits; it was {SpecNode.Show(name)}."), nameof(name));
        }
    }

    /// <summary>The word by which specifications name it.</summary>
    public string Name { get; }

    /// <summary>One sentence for the schema.</summary>
    public string Description { get; }

    /// <summary>What it makes.</summary>
    internal Type Kind { get; }

    /// <summary>Which build of which assembly it comes from: part of what tells runs apart.</summary>
    internal string Build { get; }
}

/// <summary>The one row that registers a piece of one's own: it feeds what reads specifications, their JSON Schema, and tables of laws.</summary>
/// <typeparam name="T">What it makes: <see cref="IOperator"/>, <see cref="Constraints.IConstraint"/> or <see cref="Scenarios.IScenarioSource"/>.</typeparam>
public sealed class Piece<T> : Piece
{
    /// <summary>A row. Written as a public static property of the piece's own type, it is found by <see cref="Pieces.In"/>.</summary>
    /// <param name="name">The word by which specifications name it: letters and digits, the first a small letter.</param>
    /// <param name="description">One sentence for the schema.</param>
    /// <param name="define">Declares the properties of its object, which are read in that order, and returns what makes the piece of their values.</param>
    /// <param name="example">Makes one with random parameters, for laws that run over all of them.</param>
    /// <exception cref="ArgumentException">The name is no word, or T is something else than what specifications name.</exception>
    public Piece(string name, string description, Func<IProperties, Func<Given, T>> define, Func<Random, T> example)
        : base(name, description, typeof(T), BuildOf(define))
    {
        ArgumentNullException.ThrowIfNull(example);
        if (typeof(T) != typeof(IOperator) && typeof(T) != typeof(Constraints.IConstraint) && typeof(T) != typeof(Scenarios.IScenarioSource))
        {
            throw new ArgumentException($"T must be IOperator, IConstraint or IScenarioSource; it was {typeof(T).Name}.", nameof(define));
        }

        (Define, Example) = (define, example);
    }

    /// <summary>Makes one with random parameters.</summary>
    public Func<Random, T> Example { get; }

    /// <summary>Declares properties and returns what makes the piece.</summary>
    internal Func<IProperties, Func<Given, T>> Define { get; }

    private static string BuildOf(Func<IProperties, Func<Given, T>> define)
    {
        ArgumentNullException.ThrowIfNull(define);
        var module = define.Method.Module;
        return $"{module.Assembly.GetName().Name} {module.ModuleVersionId:N}";
    }
}
