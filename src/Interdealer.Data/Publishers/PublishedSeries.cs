using System.Collections;

namespace Interdealer.Data;

/// <summary>
/// What a publisher's file of series holds: its figures in the order of series and date, and every day for which it says that there is none. Nothing is filled
/// in and nothing is left out.
/// </summary>
public sealed class PublishedSeries : IReadOnlyList<Observation>
{
    private readonly List<Observation> _observations;

    internal PublishedSeries(IReadOnlyList<SeriesDescription> descriptions, List<Observation> observations, List<MissingObservation> missing)
    {
        Descriptions = descriptions;
        _observations = observations;
        Missing = missing;
    }

    /// <summary>The series, with what the publisher says of them, in the order of the file.</summary>
    public IReadOnlyList<SeriesDescription> Descriptions { get; }

    /// <summary>Days that the file lists without a figure.</summary>
    public IReadOnlyList<MissingObservation> Missing { get; }

    /// <summary>Number of figures.</summary>
    public int Count => _observations.Count;

    /// <summary>A figure by its place.</summary>
    /// <param name="index">From 0.</param>
    public Observation this[int index] => _observations[index];

    /// <summary>The figures.</summary>
    public IEnumerator<Observation> GetEnumerator() => _observations.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A series of a publisher's file.</summary>
/// <param name="Name">The publisher's code.</param>
/// <param name="Description">What it is, in the publisher's words; empty where the file does not say.</param>
/// <param name="Unit">Unit in the publisher's words; empty where the file does not say.</param>
public sealed record SeriesDescription(string Name, string Description = "", string Unit = "");

/// <summary>A day that a publisher's file lists without a figure.</summary>
/// <param name="Date">The day.</param>
/// <param name="Series">The series.</param>
/// <param name="Mark">What stands in the file instead of a figure; empty for a blank.</param>
public sealed record MissingObservation(DateOnly Date, string Series, string Mark);
