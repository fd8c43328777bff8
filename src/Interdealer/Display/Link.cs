namespace Interdealer.Display;

/// <summary>A text in a table that leads somewhere: a link in HTML, the text alone on a console.</summary>
public sealed record Link
{
    /// <summary>A link.</summary>
    /// <param name="text">What is shown.</param>
    /// <param name="address">Where it leads: an absolute address of http or https.</param>
    /// <exception cref="ArgumentException">The text is blank, or the address is not an absolute one of http or https.</exception>
    public Link(string text, string address)
    {
        Text = Require.NotBlank(text, nameof(text), "what is shown");
        Address = Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? uri
            : throw new ArgumentException($"address must be an absolute address of http or https, such as https://example.org/paper; it was \"{Require.Visible(address ?? "")}\".", nameof(address));
    }

    /// <summary>What is shown.</summary>
    public string Text { get; }

    /// <summary>Where it leads.</summary>
    public Uri Address { get; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
