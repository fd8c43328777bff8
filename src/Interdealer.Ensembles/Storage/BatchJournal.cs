using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Interdealer.Ensembles.Running;

namespace Interdealer.Ensembles.Storage;

/// <summary>
/// The batches of shocks that a search has run, in the order in which it asked for them. A search asks for the same batches each time it is begun, so it gets
/// from the file what is there, runs what is not, and ends with the same bits.
/// </summary>
internal sealed class BatchJournal : IDisposable
{
    private const int DigestBytes = 32;
    private readonly Journal _journal;
    private readonly string _path;
    private readonly TimeSpan _every;
    private readonly Queue<(byte[] Shocks, long Offset, int Count)> _there = [];
    private readonly MemoryStream _waiting = new();
    private readonly Stopwatch _sinceWritten = Stopwatch.StartNew();

    /// <summary>Opens the file of a search, or makes it.</summary>
    /// <param name="path">The file; its folder is made if need be.</param>
    /// <param name="run">What system, round and output the batches are of.</param>
    /// <param name="every">How long batches may wait before they are written.</param>
    /// <exception cref="CheckpointException">The file is damaged, of another search, or held by another process.</exception>
    public BatchJournal(string path, RunIdentity run, TimeSpan every)
    {
        (_path, _every) = (path, every);
        Journal.Create(path, JournalKind.Search, new JournalHead(run.Hash, run.Specification, new ScenarioRange(0, 0)).ToBytes());
        var isHead = true;
        try
        {
            _journal = Journal.Open(
                path,
                JournalKind.Search,
                (payload, offset) =>
                {
                    if (isHead)
                    {
                        isHead = JournalHead.FromBytes(payload).EnsureOf(run, path) is null;
                    }
                    else
                    {
                        Find(payload, offset);
                    }
                },
                writes: true);
        }
        catch (Exception cause) when (cause is InvalidDataException or EndOfStreamException or ArgumentException or OverflowException or FormatException or System.Text.Json.JsonException)
        {
            throw new CheckpointException(path, $"holds what no search can have written: {cause.Message}", cause);
        }
    }

    /// <summary>The outputs of a batch: from the file while it has some, else run and remembered.</summary>
    /// <param name="run">Runs a batch.</param>
    /// <param name="values">A row for each coordinate, a scenario for each shock.</param>
    /// <param name="results">Receives a row for each output.</param>
    /// <exception cref="CheckpointException">The file holds the batches of another search, or cannot be written.</exception>
    public void Run(Action<Column, Column> run, Column values, Column results)
    {
        var shocks = DigestOf(values);
        if (_there.TryDequeue(out var batch))
        {
            Read(batch, shocks, results);
            return;
        }

        run(values, results);
        Keep(shocks, results);
    }

    public void Dispose()
    {
        try
        {
            Write();
        }
        catch (CheckpointException)
        {
            // The search has its answer, or an error of its own to tell; what was not written is run again.
        }

        _journal.Dispose();
    }

    private static byte[] DigestOf(Column values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var r = 0; r < values.Rows; r++)
        {
            hash.AppendData(MemoryMarshal.AsBytes(values.In(r)));
        }

        return hash.GetHashAndReset();
    }

    /// <summary>Where the batches of a record lie.</summary>
    private void Find(byte[] payload, long offset)
    {
        using var reader = new BinaryReader(new MemoryStream(payload));
        while (reader.BaseStream.Position < payload.Length)
        {
            var (shocks, count) = (reader.ReadBytes(DigestBytes), reader.ReadInt32());
            var (at, bytes) = (reader.BaseStream.Position, sizeof(double) * (long)count);
            if (count < 1 || bytes > payload.Length - at)
            {
                throw new InvalidDataException("a batch is longer than its record");
            }

            _there.Enqueue((shocks, offset + at, count));
            reader.BaseStream.Position = at + bytes;
        }
    }

    private void Read((byte[] Shocks, long Offset, int Count) batch, byte[] shocks, Column results)
    {
        if (!batch.Shocks.AsSpan().SequenceEqual(shocks) || batch.Count != results.Rows * results.ScenarioCount)
        {
            throw new CheckpointException(_path, "belongs to another search: its shocks are others. Go on with what it was begun with, or use another folder");
        }

        for (var r = 0; r < results.Rows; r++)
        {
            _journal.Read(batch.Offset + (sizeof(double) * (long)r * results.ScenarioCount), MemoryMarshal.AsBytes(results.Row(r)));
        }
    }

    private void Keep(byte[] shocks, Column results)
    {
        using (var writer = new BinaryWriter(_waiting, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(shocks);
            writer.Write(results.Rows * results.ScenarioCount);
            for (var r = 0; r < results.Rows; r++)
            {
                writer.Write(MemoryMarshal.AsBytes(results.In(r)));
            }
        }

        if (_sinceWritten.Elapsed >= _every)
        {
            Write();
        }
    }

    private void Write()
    {
        if (_waiting.Length > 0)
        {
            _journal.Append(_waiting.ToArray());
            _waiting.SetLength(0);
        }

        _sinceWritten.Restart();
    }
}
