using System.Buffers.Binary;
using System.Security.Cryptography;
using Interdealer.Files;

namespace Interdealer.Ensembles.Storage;

/// <summary>
/// A file of records that is only ever appended to: length, payload, and the SHA-256 of the digest before it, the length and the payload.
/// </summary>
/// <remarks>
/// The file comes into being whole, with its first record. What a process was writing when it was killed is an incomplete last record and is cut off;
/// any other difference breaks the chain of digests and is an error. One process holds a journal at a time.
/// </remarks>
internal sealed class Journal : IDisposable
{
    private const int LengthBytes = sizeof(int);
    private const int DigestBytes = 32;
    private const int Largest = 1 << 30;
    private readonly FileStream _file;
    private readonly JournalKind _kind;
    private byte[] _digest = [];
    private CheckpointException? _failure;

    private Journal(FileStream file, JournalKind kind) => (_file, _kind) = (file, kind);

    /// <summary>Bytes of an incomplete last record that were left out when the journal was opened.</summary>
    public long CutOff { get; private set; }

    /// <summary>Makes the file, with its first record, unless it is there.</summary>
    public static void Create(string path, JournalKind kind, byte[] first)
    {
        if (!File.Exists(path))
        {
            AtomicFile.Write(path, stream =>
            {
                stream.Write(kind.Mark.AsSpan());
                stream.Write(Frame(first, SHA256.HashData(kind.Mark.AsSpan()), out _));
            });
        }
    }

    /// <summary>Whether a file begins as a journal of a kind does.</summary>
    public static bool IsOne(string path, JournalKind kind)
    {
        var start = new byte[kind.Mark.Length];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && kind.Mark.AsSpan().SequenceEqual(start);
    }

    /// <summary>Opens the file and reads every record.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it is a journal of.</param>
    /// <param name="read">Receives each payload and where in the file it begins.</param>
    /// <param name="writes">Whether records will be appended: an incomplete last one is cut off the file then, else only left out.</param>
    /// <exception cref="CheckpointException">It is not there, not a journal, damaged, or held by another process.</exception>
    public static Journal Open(string path, JournalKind kind, Action<byte[], long> read, bool writes)
    {
        var journal = new Journal(OpenFile(path, kind, writes), kind);
        try
        {
            journal.ReadAll(read, writes);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Appends a record; once this returns it survives the process and the machine.</summary>
    /// <returns>Where in the file the payload begins.</returns>
    /// <exception cref="CheckpointException">It cannot be written, as on a full disk; the records before it stay, and nothing more is appended.</exception>
    public long Append(byte[] payload)
    {
        if (_failure is not null)
        {
            // Of two threads the second may be heard first: both say what happened.
            throw _failure;
        }

        var at = _file.Position;
        try
        {
            _file.Write(Frame(payload, _digest, out var digest));
            _file.Flush(flushToDisk: true);
            _digest = digest;
            return at + LengthBytes;
        }
        catch (Exception cause) when (AtomicFile.IsRefusal(cause))
        {
            // What was half written is an incomplete last record, which the next run cuts off; a record after it would not be.
            _failure = new CheckpointException(_file.Name, $"cannot be written ({cause.Message}); what was written before is kept: make room, run again, and it goes on from there", cause);
            throw _failure;
        }
    }

    /// <summary>Reads part of a payload again.</summary>
    public void Read(long offset, Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var count = RandomAccess.Read(_file.SafeFileHandle, bytes, offset);
            if (count == 0)
            {
                throw new CheckpointException(_file.Name, "became shorter while it was read");
            }

            bytes = bytes[count..];
            offset += count;
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream OpenFile(string path, JournalKind kind, bool writes)
    {
        if (File.Exists(path) && !RealPath.HasContent(path))
        {
            throw new CheckpointException(path, $"is not {kind.Name}: it is empty, or no ordinary file");
        }

        try
        {
            return new FileStream(path, FileMode.Open, writes ? FileAccess.ReadWrite : FileAccess.Read, writes ? FileShare.None : FileShare.Read, bufferSize: writes ? 0 : 1 << 16);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CheckpointException(path, "is not there", cause);
        }
        catch (IOException cause)
        {
            throw new CheckpointException(path, $"cannot be opened; another run may hold it ({cause.Message})", cause);
        }
    }

    private static byte[] Frame(byte[] payload, byte[] before, out byte[] digest)
    {
        var frame = new byte[LengthBytes + payload.Length + DigestBytes];
        BinaryPrimitives.WriteInt32LittleEndian(frame, payload.Length);
        payload.CopyTo(frame, LengthBytes);
        digest = Digest(before, frame.AsSpan(0, LengthBytes + payload.Length));
        digest.CopyTo(frame, LengthBytes + payload.Length);
        return frame;
    }

    private static byte[] Digest(byte[] before, ReadOnlySpan<byte> lengthAndPayload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        hash.AppendData(lengthAndPayload);
        return hash.GetHashAndReset();
    }

    private void ReadAll(Action<byte[], long> read, bool writes)
    {
        var start = new byte[_kind.Mark.Length];
        if (_file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !_kind.Mark.AsSpan().SequenceEqual(start))
        {
            throw new CheckpointException(_file.Name, $"is not {_kind.Name}");
        }

        _digest = SHA256.HashData(_kind.Mark.AsSpan());
        var records = 0;
        while (ReadRecord(records) is { } payload)
        {
            read(payload, _file.Position - DigestBytes - payload.Length);
            records++;
        }

        if (records == 0)
        {
            throw new CheckpointException(_file.Name, "is damaged: its first record, which says what run it belongs to, is incomplete; delete the file to begin anew");
        }

        CutOff = _file.Length - _file.Position;
        if (CutOff > 0 && writes)
        {
            _file.SetLength(_file.Position);
        }
    }

    /// <summary>The next payload; null at the end or before an incomplete record, with the position before it.</summary>
    private byte[]? ReadRecord(int number)
    {
        var at = _file.Position;
        if (_file.Length - at < LengthBytes)
        {
            return null;
        }

        var prefix = new byte[LengthBytes];
        _file.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        if (length is < 0 or > Largest)
        {
            throw Damaged(number, at);
        }

        if (_file.Length - at < LengthBytes + (long)length + DigestBytes)
        {
            _file.Position = at;
            return null;
        }

        var frame = new byte[LengthBytes + length];
        prefix.CopyTo(frame, 0);
        _file.ReadExactly(frame.AsSpan(LengthBytes));
        var written = new byte[DigestBytes];
        _file.ReadExactly(written);
        _digest = Digest(_digest, frame);
        return _digest.AsSpan().SequenceEqual(written) ? frame[LengthBytes..] : throw Damaged(number, at);
    }

    private CheckpointException Damaged(int record, long at) => new(_file.Name, FormattableString.Invariant(
        $"is damaged: record {record}, which begins at byte {at}, does not have the checksum it was written with; delete the file to run what is in it again"));
}
