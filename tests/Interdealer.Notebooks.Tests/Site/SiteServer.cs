using System.Net;

namespace Interdealer.Notebooks.Tests.Site;

/// <summary>Serves a folder to browsers of this machine: scripts of modules do not load from files.</summary>
internal sealed class SiteServer : IDisposable
{
    readonly HttpListener listener = new();
    readonly string folder;
    readonly string? leavesOut;

    /// <param name="folder">The folder.</param>
    /// <param name="leavesOut">Path of a file of JSON that is served as an empty object.</param>
    internal SiteServer(string folder, string? leavesOut = null)
    {
        this.leavesOut = leavesOut;
        this.folder = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        Address = FormattableString.Invariant($"http://127.0.0.1:{FreePort()}/");
        listener.Prefixes.Add(Address);
        listener.Start();
        _ = ServeAsync();
    }

    internal string Address { get; }

    public void Dispose() => listener.Close();

    async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Nobody is served any longer.
                return;
            }

            _ = Task.Run(() => Answer(context));
        }
    }

    void Answer(HttpListenerContext context)
    {
        try
        {
            using var response = context.Response;
            if (context.Request.Url!.AbsolutePath == leavesOut)
            {
                response.ContentType = "application/json";
                response.Close("{}"u8.ToArray(), willBlock: true);
                return;
            }

            var file = Path.GetFullPath(folder + Uri.UnescapeDataString(context.Request.Url.AbsolutePath).TrimStart('/'));
            if (!file.StartsWith(folder, StringComparison.Ordinal) || !File.Exists(file))
            {
                response.StatusCode = (int)HttpStatusCode.NotFound;
                return;
            }

            // Pages share their scripts, which are read once.
            response.Headers["Cache-Control"] = "max-age=3600";
            response.ContentType = Path.GetExtension(file) switch
            {
                ".html" => "text/html; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                ".css" => "text/css; charset=utf-8",
                ".json" => "application/json",
                ".svg" => "image/svg+xml",
                ".png" => "image/png",
                ".woff2" => "font/woff2",
                _ => "application/octet-stream",
            };
            response.Close(File.ReadAllBytes(file), willBlock: true);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The browser turned to another page.
        }
    }

    static int FreePort()
    {
        using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
