using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Interdealer.Display;

/// <summary>A figure as HTML: its JSON, a script that draws it where plotly.js is loaded, and its numbers as a table for where it is not.</summary>
internal static class FigureHtml
{
    // Takes the colour of text from the page, so that the chart is as light or dark as what is around it.
    private const string Draw =
        """
        (function(){
          var id='@ID@';
          function draw(){
            if(!window.Plotly)return false;
            document.querySelectorAll('figure[data-figure="'+id+'"]:not([data-drawn])').forEach(function(f){
              f.setAttribute('data-drawn','');
              var j=JSON.parse(f.querySelector('script[type="application/vnd.plotly.v1+json"]').textContent),l=j.layout||{};
              l.font=Object.assign({color:getComputedStyle(f).color},l.font);
              var d=f.querySelector('details');
              if(d)d.removeAttribute('open');
              var c=f.querySelector('figcaption');
              if(c)c.hidden=true;
              window.Plotly.newPlot(f.querySelector('.id-plot'),{data:j.data,layout:l,config:j.config||{},frames:j.frames||[]});
            });
            return true;
          }
          if(!draw())window.addEventListener('load',draw,{once:true});
        })();
        """;

    public static string Of(Figure figure)
    {
        var json = figure.ToJson();
        // The name of a figure is its content: the same figure has the same bytes wherever it is shown.
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..16];
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<figure class=\"id-figure\" data-figure=\"{id}\" style=\"margin:1em 0\">\n")
            .Append(CultureInfo.InvariantCulture, $"<div class=\"id-plot\" role=\"img\" aria-label=\"{Html.Encode(figure.ToString())}\"></div>\n")
            .Append(Html.TextElement("figcaption", figure.Title)).Append('\n')
            .Append(CultureInfo.InvariantCulture, $"<script type=\"{Figure.MimeType}\">{json}</script>\n")
            .Append("<details open><summary>Numbers</summary>").Append(FigureNumbers.Of(figure).ToHtml()).Append("</details>\n")
            .Append("<script>").Append(Draw.Replace("@ID@", id, StringComparison.Ordinal)).Append("</script>\n</figure>")
            .ToString();
    }
}
