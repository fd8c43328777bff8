using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Tests.Ensembles;

/// <summary>Falls between 0 and a maximum, drawn from the scenario's number through splitmix64.</summary>
internal sealed class HashedFalls(IReadOnlyList<string> coordinates, long count, double most = 0.1) : IScenarioSource
{
    public IReadOnlyList<string> Coordinates => coordinates;

    public long Count => count;

    public void Draw(long first, Column draws)
    {
        Assert.InRange(first, 0, count - draws.Lanes);
        for (var c = 0; c < draws.Rows; c++)
        {
            for (var lane = 0; lane < draws.Lanes; lane++)
            {
                draws[c, lane] = most * Uniform((ulong)(((first + lane) * coordinates.Count) + c));
            }
        }
    }

    private static double Uniform(ulong counter)
    {
        var z = (counter + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1L << 53));
    }
}

/// <summary>The scenarios of another source; once so many of them were drawn in blocks, the run is cancelled.</summary>
internal sealed class Interrupting(IScenarioSource source, long after, CancellationTokenSource run) : IScenarioSource
{
    private long _drawn;

    public IReadOnlyList<string> Coordinates => source.Coordinates;

    public long Count => source.Count;

    public void Draw(long first, Column draws)
    {
        source.Draw(first, draws);

        // What is drawn one by one only tells what run it is.
        if (draws.Lanes > 1 && Interlocked.Add(ref _drawn, draws.Lanes) > after)
        {
            run.Cancel();
        }
    }
}

/// <summary>Scenarios written down, one row each.</summary>
internal sealed class Rows(string[] coordinates, params double[][] rows) : IScenarioSource
{
    public IReadOnlyList<string> Coordinates => coordinates;

    public long Count => rows.Length;

    public void Draw(long first, Column draws)
    {
        for (var lane = 0; lane < draws.Lanes; lane++)
        {
            for (var c = 0; c < draws.Rows; c++)
            {
                draws[c, lane] = rows[first + lane][c];
            }
        }
    }
}

/// <summary>How many, the largest, and the sum of the bits of the values modulo 2⁶⁴: the same in whatever order they came.</summary>
internal sealed class Fingerprint : ISummary, IFigures
{
    public long Count { get; private set; }

    public double Largest { get; private set; } = double.NegativeInfinity;

    public ulong Bits { get; private set; }

    public IEnumerable<(string Name, double Value)> Figures => [("count", Count), ("largest", Largest)];

    public void Add(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            Count++;
            Largest = Math.Max(Largest, value);
            unchecked
            {
                Bits += BitConverter.DoubleToUInt64Bits(value);
            }
        }
    }

    public void Add(ISummary other)
    {
        var more = (Fingerprint)other;
        Count += more.Count;
        Largest = Math.Max(Largest, more.Largest);
        unchecked
        {
            Bits += more.Bits;
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Count);
        writer.Write(Largest);
        writer.Write(Bits);
    }

    public void Load(BinaryReader reader) => (Count, Largest, Bits) = (reader.ReadInt64(), reader.ReadDouble(), reader.ReadUInt64());
}
