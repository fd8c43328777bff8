using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Interdealer.Display;

namespace Interdealer.Charts;

/// <summary>A chart as HTML: its JSON, a script that draws it where plotly.js is loaded, and its numbers as a table for where it is not.</summary>
internal static class ChartHtml
{
    // Takes the colour of text from the page, so that the chart is as light or dark as what is around it.
    private const string DrawScript =
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
              window.Plotly.newPlot(f.querySelector('.id-plot'),{data:j.data,layout:l,config:j.config||{}});
            });
            return true;
          }
          if(!draw())window.addEventListener('load',draw,{once:true});
        })();
        """;

    public static string Of(JsonObject chart)
    {
        var json = ChartJson.Text(chart);
        // The name of a chart is its content: the same chart has the same bytes wherever it is shown.
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..16];
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<figure class=\"id-figure\" data-figure=\"{id}\" style=\"margin:1em 0\">\n")
            .Append(CultureInfo.InvariantCulture, $"<div class=\"id-plot\" role=\"group\" aria-label=\"{Html.Encode(ChartText.Of(chart))}\"></div>\n")
            .Append(Html.TextElement("figcaption", ChartText.Title(chart))).Append('\n')
            .Append(CultureInfo.InvariantCulture, $"<script type=\"{ChartFormatting.MimeType}\">{json}</script>\n")
            .Append("<details open><summary>Numbers</summary>").Append(ChartNumbers.Of(chart).ToHtml()).Append("</details>\n")
            .Append("<script>").Append(DrawScript.Replace("@ID@", id, StringComparison.Ordinal)).Append("</script>\n</figure>")
            .ToString();
    }
}
