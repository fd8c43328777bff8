// A chart as a picture, PNG and SVG, drawn by a Chromium or Chrome that is installed; nothing is downloaded. Run: dotnet run samples/picture.cs -- /usr/bin/chromium losses
#:package Interdealer.PlotlyNet@*
#:package Plotly.NET.ImageExport@7.0.0
#:package Microsoft.Extensions.Logging.Abstractions@10.*
#:property ManagePackageVersionsCentrally=false
#:property NoWarn=NU1507;NU1603

using Interdealer.Charts;
using Plotly.NET;
using Plotly.NET.ImageExport;

var (browser, name) = args is [var given, var file] ? (given, file) : throw new ArgumentException("two arguments: the browser's path and the picture's name without its ending");
string[] banks = ["Alpha", "Beta", "Gamma"];
var losses = Draw.Bar("Loss by bank", "Bank", "Loss, bn", ChartSeries.Of("direct", banks, [1.2, 0.8, 0.3]), ChartSeries.Of("indirect", banks, [0.7, 1.1, 0.2]));

// plotly.js of the package goes into the page: by default the page would fetch it, and wait half a minute where there is no network.
var whole = GenericChart.setDisplayOptions(DisplayOptions.init(null, null, null, null, null, null, PlotlyJSReference: PlotlyJSReference.Full), losses);
PuppeteerSharpRendererOptions.localBrowserExecutablePath = browser;
PuppeteerSharpRendererOptions.launchOptions.Args = ["--no-sandbox"];
whole.SavePNG(name, null, Width: 900, Height: 500);
whole.SaveSVG(name, null, Width: 900, Height: 500);
Console.WriteLine($"{name}.png and {name}.svg are written");
