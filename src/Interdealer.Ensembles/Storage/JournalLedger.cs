using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Ensembles.Storage;

/// <summary>Finished work in a journal: a record for each hand-over, with scenarios, kept outputs and the summaries of those scenarios alone.</summary>
internal sealed class JournalLedger : ILedger, IKeptValues, IDisposable
{
    // Writing is to take no more than a twentieth of the time.
    private const int Thrift = 20;
    private readonly EnsemblePlan _plan;
    private readonly TimeSpan _every;
    private readonly List<(ScenarioRange Range, long Offset)> _index = [];
    private readonly Journal _journal;
    private TimeSpan _lastWrite;
    private List<ScenarioRange> _done;

    /// <summary>Opens a journal.</summary>
    /// <param name="plan">What is run.</param>
    /// <param name="run">Its identity.</param>
    /// <param name="path">The file.</param>
    /// <param name="every">How long finished work may wait before it is written; null opens the file for reading.</param>
    /// <exception cref="CheckpointException">The file is damaged, another run's, or held by another process.</exception>
    public JournalLedger(EnsemblePlan plan, RunIdentity run, string path, TimeSpan? every)
    {
        (_plan, _every, Summaries) = (plan, every ?? TimeSpan.Zero, plan.NewSummaries());
        JournalHead? head = null;
        try
        {
            _journal = Journal.Open(
                path,
                JournalKind.Ensemble,
                (payload, offset) =>
                {
                    if (head is null)
                    {
                        head = JournalHead.FromBytes(payload).EnsureOf(run, path);
                    }
                    else
                    {
                        Read(payload, offset, head.Share);
                    }
                },
                writes: every is not null);
            _done = ScenarioRange.Join(_index.Select(x => x.Range));
        }
        catch (Exception cause) when (cause is InvalidDataException or EndOfStreamException or ArgumentException or OverflowException or FormatException)
        {
            _journal?.Dispose();
            throw new CheckpointException(path, $"holds what this run cannot have written: {cause.Message}", cause);
        }

        Share = head!.Share;
    }

    /// <summary>The scenarios that are to be in it in the end.</summary>
    public ScenarioRange Share { get; }

    /// <summary>Summaries of everything in it, by output.</summary>
    public ISummary[][] Summaries { get; }

    /// <summary>Bytes of a record that an earlier process was writing when it ended: its scenarios are run again.</summary>
    public long CutOff => _journal.CutOff;

    /// <inheritdoc />
    public IReadOnlyList<ScenarioRange> Done => _done;

    /// <inheritdoc />
    public (TimeSpan Time, long Values) Patience => (_lastWrite * Thrift > _every ? _lastWrite * Thrift : _every, 1 << 17);

    /// <inheritdoc />
    public void Enter(FinishedWork work)
    {
        var began = Stopwatch.GetTimestamp();
        using var stream = new MemoryStream();
        var starts = new List<long>();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(work.Portions.Count);
            foreach (var portion in work.Portions)
            {
                writer.Write(portion.Range.First);
                writer.Write(portion.Range.Count);
                starts.Add(stream.Position);
                for (var k = 0; k < _plan.Kept.Length; k++)
                {
                    writer.Write(MemoryMarshal.AsBytes(portion.Values(k)));
                }
            }

            SummaryCodec.Write(writer, work.Summaries);
        }

        var offset = _journal.Append(stream.ToArray());
        _index.AddRange(work.Portions.Select((p, n) => (p.Range, offset + starts[n])));
        _done = ScenarioRange.Join([.. _done, .. work.Portions.Select(p => p.Range)]);
        EnsemblePlan.Merge(Summaries, work.Summaries);
        _lastWrite = Stopwatch.GetElapsedTime(began);
    }

    /// <inheritdoc />
    public IEnumerable<(ScenarioRange Range, double[][] Values)> InOrder() => InOrder([this]);

    /// <summary>What several hold, in the order of the scenarios; read when it is asked for.</summary>
    public static IEnumerable<(ScenarioRange Range, double[][] Values)> InOrder(IEnumerable<JournalLedger> ledgers) => ledgers
        .SelectMany(ledger => ledger._index.Select(x => (Ledger: ledger, x.Range, x.Offset)))
        .OrderBy(x => x.Range.First)
        .Select(x => (x.Range, x.Ledger.Read(x.Range, x.Offset)));

    /// <inheritdoc />
    public void Dispose() => _journal.Dispose();

    private double[][] Read(ScenarioRange range, long offset)
    {
        var values = new double[_plan.Kept.Length][];
        for (var k = 0; k < values.Length; k++)
        {
            values[k] = new double[range.Count];
            _journal.Read(offset + (k * range.Count * sizeof(double)), MemoryMarshal.AsBytes(values[k].AsSpan()));
        }

        return values;
    }

    /// <summary>The scenarios of a record.</summary>
    /// <param name="payload">The record.</param>
    /// <param name="kept">Number of outputs kept in full.</param>
    public static IEnumerable<ScenarioRange> RangesOf(byte[] payload, int kept)
    {
        using var stream = new MemoryStream(payload);
        return [.. Portions(stream, kept).Select(p => p.Range)];
    }

    private static List<(ScenarioRange Range, long At)> Portions(MemoryStream stream, int kept)
    {
        var portions = new List<(ScenarioRange, long)>();
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var range = new ScenarioRange(reader.ReadInt64(), reader.ReadInt64());
            if (range.First < 0 || range.Count < 1)
            {
                throw new InvalidDataException(FormattableString.Invariant($"{range.Count} scenarios from {range.First}"));
            }

            portions.Add((range, stream.Position));
            stream.Position = checked(stream.Position + (range.Count * kept * sizeof(double)));
        }

        return portions;
    }

    private void Read(byte[] payload, long offset, ScenarioRange share)
    {
        using var stream = new MemoryStream(payload);
        foreach (var (range, at) in Portions(stream, _plan.Kept.Length))
        {
            if (range.First < share.First || range.First >= share.End || range.Count > share.End - range.First)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"{range.Count} scenarios from {range.First}, outside of {share.First} to {share.End - 1}"));
            }

            _index.Add((range, offset + at));
        }

        using var reader = new BinaryReader(stream);
        var summaries = _plan.NewSummaries();
        SummaryCodec.Read(reader, summaries);
        EnsemblePlan.Merge(Summaries, summaries);
        if (stream.Position != stream.Length)
        {
            throw new InvalidDataException("a record of another length than what it says it holds");
        }
    }
}
