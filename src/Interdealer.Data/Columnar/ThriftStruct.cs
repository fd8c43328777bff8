using System.Text;

namespace Interdealer.Data.Columnar;

/// <summary>
/// A struct of Thrift's compact form, in which a Parquet file describes itself. A field is found by walking over those before it; every step is checked, ends
/// with the bytes and takes no memory, whatever the bytes claim.
/// </summary>
/// <param name="bytes">What it lies in.</param>
/// <param name="at">Where it begins.</param>
internal readonly struct ThriftStruct(ReadOnlyMemory<byte> bytes, int at)
{
    // The compact form's numbers for kinds of values.
    private const int Stop = 0;
    private const int True = 1;
    private const int False = 2;
    private const int Byte = 3;
    private const int Int16 = 4;
    private const int Int64 = 6;
    private const int Double = 7;
    private const int Binary = 8;
    private const int List = 9;
    private const int Set = 10;
    private const int Map = 11;
    private const int Struct = 12;

    // What Parquet describes is nested six deep; each level of a damaged file would take some of the stack.
    private const int Deepest = 16;

    /// <summary>Where the bytes behind it begin.</summary>
    public int End
    {
        get
        {
            var place = at;
            SkipStruct(ref place, 0);
            return place;
        }
    }

    /// <summary>A whole number; null where it has no such field.</summary>
    public long? Number(int field)
    {
        if (Find(field) is not { } found)
        {
            return null;
        }

        var place = found.At;
        return found.Kind switch
        {
            Byte => (sbyte)bytes.Span[place],
            >= Int16 and <= Int64 => Packed.Signed(bytes.Span, ref place),
            _ => throw Unexpected(field),
        };
    }

    /// <summary>A whole number that has to be there, in a range.</summary>
    public int Number(int field, long least, long most) => Number(field) is { } number && number >= least && number <= most
        ? checked((int)number)
        : throw new InvalidDataException(FormattableString.Invariant($"it describes itself wrongly: {Number(field)?.ToString() ?? "nothing"} where a number from {least} to {most} belongs"));

    /// <summary>A flag.</summary>
    public bool Flag(int field, bool none) => Find(field) is not { } found ? none : found.Kind is True or False ? found.Kind == True : throw Unexpected(field);

    /// <summary>Text; empty where it has no such field.</summary>
    public string Text(int field)
    {
        if (Find(field) is not { } found)
        {
            return "";
        }

        var place = found.At;
        var length = found.Kind == Binary ? Length(ref place) : throw Unexpected(field);
        return Encoding.UTF8.GetString(bytes.Span.Slice(place, length));
    }

    /// <summary>A struct in this one; null where it has none.</summary>
    public ThriftStruct? Inner(int field) => Find(field) is not { } found ? null : found.Kind == Struct ? new ThriftStruct(bytes, found.At) : throw Unexpected(field);

    /// <summary>A list of structs; empty where it has no such field.</summary>
    /// <param name="field">Number of the field.</param>
    /// <param name="most">How many are read; of a longer list one more, so that it shows.</param>
    public IReadOnlyList<ThriftStruct> All(int field, int most)
    {
        var all = new List<ThriftStruct>();
        if (Find(field) is not { } found)
        {
            return all;
        }

        var place = found.At;
        var (kind, count) = found.Kind == List ? Elements(ref place) : throw Unexpected(field);
        for (var k = 0; k < count && all.Count <= most; k++)
        {
            all.Add(kind == Struct ? new ThriftStruct(bytes, place) : throw Unexpected(field));
            SkipStruct(ref place, 0);
        }

        return all;
    }

    private static InvalidDataException Unexpected(int field) => new(FormattableString.Invariant($"it describes itself wrongly: field {field} is of another kind"));

    private (int Kind, int At)? Find(int field)
    {
        var (place, last) = (at, 0);
        while (Next(ref place, ref last) is not Stop and var kind)
        {
            if (last == field)
            {
                return (kind, place);
            }

            Skip(kind, ref place, 0);
        }

        return null;
    }

    // A field's kind; its number is counted from the one before, or written out.
    private int Next(ref int place, ref int field)
    {
        int head = bytes.Span[place++];
        if (head == Stop)
        {
            return Stop;
        }

        field = head >> 4 == 0 ? checked((int)Packed.Signed(bytes.Span, ref place)) : field + (head >> 4);
        return head & 0xF;
    }

    private (int Kind, long Count) Elements(ref int place)
    {
        const int longer = 15;
        int head = bytes.Span[place++];
        return (head & 0xF, head >> 4 == longer ? checked((long)Packed.Unsigned(bytes.Span, ref place)) : head >> 4);
    }

    private int Length(ref int place) => checked((int)Packed.Unsigned(bytes.Span, ref place));

    private void Skip(int kind, ref int place, int depth)
    {
        switch (kind)
        {
            case True or False:
                // The value is the kind.
                break;
            case Byte:
                place++;
                break;
            case >= Int16 and <= Int64:
                Packed.Unsigned(bytes.Span, ref place);
                break;
            case Double:
                place += sizeof(double);
                break;
            case Binary:
                var length = Length(ref place);
                place = checked(place + length);
                break;
            case List or Set:
                var (element, count) = Elements(ref place);
                SkipEach(count, element, null, ref place, depth);
                break;
            case Map:
                var pairs = checked((long)Packed.Unsigned(bytes.Span, ref place));
                var kinds = pairs > 0 ? bytes.Span[place++] : (byte)0;
                SkipEach(pairs, kinds >> 4, kinds & 0xF, ref place, depth);
                break;
            case Struct:
                SkipStruct(ref place, depth + 1);
                break;
            default:
                throw new InvalidDataException("it describes itself wrongly: a value is of no known kind");
        }

        if (place > bytes.Length)
        {
            throw new InvalidDataException("it ends within its description of itself");
        }
    }

    private void SkipStruct(ref int place, int depth)
    {
        if (depth > Deepest)
        {
            throw new InvalidDataException("it describes itself wrongly: too many levels");
        }

        var field = 0;
        while (Next(ref place, ref field) is not Stop and var kind)
        {
            Skip(kind, ref place, depth);
        }
    }

    // Each takes a byte at least, so that the end of the bytes ends any count; a flag in a list has a byte of its own.
    private void SkipEach(long count, int first, int? second, ref int place, int depth)
    {
        for (var k = 0L; k < count; k++)
        {
            Skip(first is True or False ? Byte : first, ref place, depth + 1);
            if (second is { } other)
            {
                Skip(other is True or False ? Byte : other, ref place, depth + 1);
            }
        }
    }
}
