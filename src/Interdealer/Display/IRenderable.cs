namespace Interdealer.Display;

/// <summary>A result that carries its own HTML, so that any notebook front end can show it without knowing its type.</summary>
/// <remarks>
/// Mark an implementing type with
/// <c>[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]</c> so that notebook engines find it, and
/// override <see cref="object.ToString"/> for consoles. Everything that reaches the HTML goes through <see cref="Html"/>.
/// </remarks>
public interface IRenderable
{
    /// <summary>The result as a fragment of HTML, all text in it encoded; the same value gives the same bytes.</summary>
    string ToHtml();
}
