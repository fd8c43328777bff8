using System.Text;

namespace Interdealer.Tests.Data;

/// <summary>A stream that never ends: a beginning, then a piece of text again and again, made as it is read.</summary>
internal sealed class EndlessStream(string beginning, string piece) : Stream
{
    private readonly byte[] _beginning = Encoding.UTF8.GetBytes(beginning);
    private readonly byte[] _piece = Encoding.UTF8.GetBytes(piece);

    /// <summary>Bytes given out.</summary>
    public long Given { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Given; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        for (var i = 0; i < buffer.Length; i++, Given++)
        {
            buffer[i] = Given < _beginning.Length ? _beginning[Given] : _piece[(Given - _beginning.Length) % _piece.Length];
        }

        return buffer.Length;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
