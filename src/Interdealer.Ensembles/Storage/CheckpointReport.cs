using System.Globalization;
using Interdealer.Ensembles.Running;

namespace Interdealer.Ensembles.Storage;

/// <summary>What a checkpoint or shard holds, read without running anything.</summary>
/// <param name="RunHash">Hash of the specification of the run that it belongs to.</param>
/// <param name="Specification">That specification, JSON text.</param>
/// <param name="First">Number of the first scenario that is to be in it.</param>
/// <param name="Count">How many scenarios are to be in it.</param>
/// <param name="Finished">How many are.</param>
/// <param name="FirstMissing">Number of the first scenario that is not; null where it is complete.</param>
/// <param name="Records">Records that were written, one for each hand-over.</param>
/// <param name="CutOff">Bytes of an incomplete last record, which a killed process was writing; its scenarios are run again.</param>
public sealed record CheckpointReport(string RunHash, string Specification, long First, long Count, long Finished, long? FirstMissing, int Records, long CutOff)
{
    /// <summary>Reads a file and verifies every checksum.</summary>
    /// <param name="path">A checkpoint or shard.</param>
    /// <exception cref="CheckpointException">It is not there, not such a file, or damaged.</exception>
    public static CheckpointReport Read(string path)
    {
        Require.Label(path);
        JournalHead? head = null;
        var (ranges, records) = (new List<ScenarioRange>(), 0);
        try
        {
            using var journal = Journal.Open(
                path,
                JournalKind.Ensemble,
                (payload, _) =>
                {
                    if (head is null)
                    {
                        head = JournalHead.FromBytes(payload);
                    }
                    else
                    {
                        ranges.AddRange(JournalLedger.RangesOf(payload, head.KeptOutputs()));
                        records++;
                    }
                },
                writes: false);
            var share = head!.Share;
            var done = ScenarioRange.Join(ranges);
            var missing = share.Without(done);
            return new CheckpointReport(
                head.RunHash, head.Specification, share.First, share.Count, done.Sum(r => r.Count), missing.Count > 0 ? missing[0].First : null, records, journal.CutOff);
        }
        catch (Exception cause) when (cause is InvalidDataException or EndOfStreamException or ArgumentException or OverflowException or FormatException or System.Text.Json.JsonException)
        {
            throw new CheckpointException(path, $"holds what no run can have written: {cause.Message}", cause);
        }
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"scenarios {First} to {First + Count - 1}: {Finished:#,0} of {Count:#,0} finished{(FirstMissing is { } missing ? $", the first missing is {missing}" : "")}, in {Records} records{(CutOff > 0 ? $"; {CutOff} bytes of an unfinished record are left out" : "")}");
}
