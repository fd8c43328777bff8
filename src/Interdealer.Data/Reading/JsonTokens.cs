using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Interdealer.Data.Reading;

/// <summary>The tokens of a JSON document one by one, under the limits of its source: nothing but the present token is held.</summary>
internal sealed class JsonTokens : IDisposable
{
    private readonly Stream _stream;
    private readonly ReadLimits _limits;
    private byte[] _buffer = new byte[1 << 14];
    private int _start;
    private int _end;
    private bool _ended;
    private JsonReaderState _state;

    /// <param name="source">What is read: UTF-8, with or without a byte-order mark.</param>
    public JsonTokens(DataSource source)
    {
        File = source.Name;
        _limits = source.Limits;
        _state = new(new JsonReaderOptions { MaxDepth = _limits.Depth + 1 });
        _stream = source.Open();
        while (_end < 3 && !_ended)
        {
            Fill();
        }

        _start = _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8) ? 3 : 0;
    }

    /// <summary>Name of the source.</summary>
    public string File { get; }

    /// <summary>Line of the present token, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>What the present token is.</summary>
    public JsonTokenType Type { get; private set; }

    /// <summary>The text of the present token: of a name or a string what it says, of a number how it is written.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Goes to the next token.</summary>
    /// <returns>False at the end of the document.</returns>
    /// <exception cref="DataException">What follows is not JSON, is inside too many levels, or is longer than the limits allow.</exception>
    public bool Read()
    {
        while (true)
        {
            try
            {
                if (TryRead())
                {
                    return true;
                }
            }
            catch (JsonException cause)
            {
                throw new DataException(File, (int)(cause.LineNumber ?? 0) + 1, "must be JSON in UTF-8, whole and without comments", cause);
            }
            catch (InvalidOperationException cause)
            {
                throw new DataException(File, Line, "has text that is not valid UTF-8", cause);
            }

            if (_ended)
            {
                return false;
            }

            Fill();
        }
    }

    /// <summary>Passes over the value that begins with the present token.</summary>
    public void Skip()
    {
        var depth = 0;
        do
        {
            depth += Type switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
                _ => 0,
            };
        }
        while (depth > 0 && Read());
    }

    public void Dispose() => _stream.Dispose();

    private bool TryRead()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _ended, _state);
        var found = reader.Read();
        var passed = (int)reader.BytesConsumed;
        if (found)
        {
            Type = reader.TokenType;
            // The reader would stop one level further by itself; its error could not be told from others.
            if (reader.CurrentDepth >= _limits.Depth && (Type is JsonTokenType.StartArray or JsonTokenType.StartObject))
            {
                throw new DataException(File, Line, FormattableString.Invariant($"has more than {_limits.Depth} levels inside each other; expected at most that many"));
            }

            Line += _buffer.AsSpan(_start, passed).Count((byte)'\n');
            Text = Type switch
            {
                JsonTokenType.PropertyName or JsonTokenType.String => reader.ValueSpan.Length <= _limits.CellLength * 6L ? reader.GetString() ?? "" : throw TooLong(),
                JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
                _ => "",
            };
            if (Text.Length > _limits.CellLength)
            {
                throw TooLong();
            }
        }
        else
        {
            Line += _buffer.AsSpan(_start, passed).Count((byte)'\n');
        }

        _state = reader.CurrentState;
        _start += passed;
        return found;
    }

    private DataException TooLong() => new(File, Line, string.Create(CultureInfo.InvariantCulture, $"has a text or number of more than {_limits.CellLength} characters; at most that many are read"));

    // What is left moves to the front; the buffer grows only for a token that does not fit, up to the limit.
    private void Fill()
    {
        Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= _limits.RowBytes)
            {
                throw new DataException(File, Line, FormattableString.Invariant($"has a text, number or blank of more than {_limits.RowBytes} bytes"));
            }

            Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, Math.Max(_limits.RowBytes, 16)));
        }

        var count = _stream.Read(_buffer.AsSpan(_end));
        _ended = count == 0;
        _end += count;
    }
}
