using System.Reflection;
using System.Text.Json.Nodes;
using Interdealer.Jupyter.Wire;

namespace Interdealer.Jupyter.Requests;

/// <summary>Replies that depend on nothing the notebook holds.</summary>
internal static class Replies
{
    private static readonly string Version =
        typeof(Replies).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static JsonObject KernelInfo(LanguageInfo language) => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = JupyterMessage.ProtocolVersion,
        ["implementation"] = "interdealer",
        ["implementation_version"] = Version,
        ["language_info"] = language.ToJson(),
        ["banner"] = $"Interdealer {Version}: {language.DisplayName} on .NET {Environment.Version}. #!help lists what cells can do besides {language.DisplayName}.",
        ["debugger"] = false,
        ["supported_features"] = new JsonArray(),
        ["help_links"] = new JsonArray(
            new JsonObject { ["text"] = ".NET API", ["url"] = "https://learn.microsoft.com/dotnet/api/" },
            new JsonObject { ["text"] = $"{language.DisplayName} language", ["url"] = $"https://learn.microsoft.com/dotnet/{language.Kernel}/" }),
    };

    public static JsonObject Error(string name, string message) => new()
    {
        ["status"] = "error",
        ["ename"] = name,
        ["evalue"] = message,
        ["traceback"] = new JsonArray(),
    };

    public static JsonObject NoDebugger(JsonObject content) => new()
    {
        ["type"] = "response",
        ["request_seq"] = content.Number("seq") ?? 0,
        ["success"] = false,
        ["command"] = content.Text("command") ?? "",
        ["message"] = "this kernel has no debugger",
    };
}
