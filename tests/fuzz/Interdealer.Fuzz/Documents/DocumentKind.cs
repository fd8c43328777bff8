namespace Interdealer.Fuzz.Documents;

/// <summary>A kind of document that is read from outside.</summary>
internal abstract class DocumentKind
{
    /// <summary>Name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Pieces that mean something in such a document, to be put where they do not belong.</summary>
    public abstract IReadOnlyList<string> Words { get; }

    /// <summary>A document that can be read.</summary>
    public abstract byte[] Sound(Random random);

    /// <summary>Reads a document. Returns whether it was read; a refusal is one too.</summary>
    /// <exception cref="Exception">Anything but a refusal: a law is broken.</exception>
    public bool IsRead(byte[] document) => Refusal(document) is null;

    /// <summary>Reads a document and gives what it was refused with; null where it was read.</summary>
    /// <exception cref="Exception">Anything but a refusal: a law is broken.</exception>
    public string? Refusal(byte[] document)
    {
        try
        {
            Read(document);
            return null;
        }
        catch (Exception refusal) when (IsRefusal(refusal))
        {
            if (IsShown)
            {
                CheckMessage(refusal.Message);
            }

            return refusal.Message;
        }
    }

    /// <summary>Reads a document and checks what was read.</summary>
    protected abstract void Read(byte[] document);

    /// <summary>Whether a refusal's words are shown to people.</summary>
    protected virtual bool IsShown => true;

    /// <summary>Whether an exception is this kind's way of refusing a document.</summary>
    protected abstract bool IsRefusal(Exception exception);

    /// <summary>A law that does not hold.</summary>
    protected static InvalidOperationException Broken(string law) => new(law);

    // What is wrong is said in a line or two that no terminal acts on.
    private static void CheckMessage(string message)
    {
        const int longest = 4000;
        if (message.Length > longest || message.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
        {
            throw Broken($"a message of {message.Length} characters, or with control characters");
        }
    }
}
