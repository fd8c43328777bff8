using System.Text.Json.Nodes;
using Interdealer.Jupyter.Requests;
using Interdealer.Jupyter.Wire;
using Interdealer.Notebooks.Tests;

namespace Interdealer.Jupyter.Tests;

public sealed class ConnectionFileTests
{
    [Theory]
    [InlineData("ip", "\"0.0.0.0\"", "expected an address of this machine alone")]
    [InlineData("ip", "\"192.168.1.4\"", "expected an address of this machine alone")]
    [InlineData("ip", "\"example.org\"", "expected an address of this machine alone")]
    [InlineData("ip", "\"*\"", "expected an address of this machine alone")]
    [InlineData("transport", "\"ipc\"", "expected \"tcp\"")]
    [InlineData("signature_scheme", "\"hmac-md5\"", "expected \"hmac-sha256\"")]
    [InlineData("key", "\"\"", "key is empty")]
    [InlineData("key", "null", "key is missing or no text")]
    [InlineData("shell_port", "0", "from 1 to 65535")]
    [InlineData("hb_port", "65536", "from 1 to 65535")]
    [InlineData("stdin_port", "\"80\"", "from 1 to 65535")]
    public void A_connection_that_would_let_others_in_or_is_incomplete_is_refused(string field, string value, string expected)
    {
        var connection = (JsonObject)JsonNode.Parse(ProtocolClient.Text(ProtocolClient.NewConnection()))!;
        connection[field] = JsonNode.Parse(value);

        var error = Assert.Throws<ConnectionFileException>(() => ConnectionFile.Parse(connection.ToJsonString(), "k.json"));
        Assert.StartsWith("k.json: " + field, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"ip\": \"127.0.0.1\", \"ip\": \"0.0.0.0\"}")]
    public void What_is_no_connection_file_is_refused(string text) => Assert.Throws<ConnectionFileException>(() => ConnectionFile.Parse(text, "k.json"));

    [Fact]
    public void A_file_that_others_may_write_is_refused()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("k.json");
        File.WriteAllText(file, ProtocolClient.Text(ProtocolClient.NewConnection()));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Assert.Equal(32, ConnectionFile.Read(file).Key.Length - 4);

            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
            Assert.Contains("others may write", Assert.Throws<ConnectionFileException>(() => ConnectionFile.Read(file)).Message, StringComparison.Ordinal);
        }

        Assert.Throws<ConnectionFileException>(() => ConnectionFile.Read(folder.File("none.json")));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("abc", "*", true)]
    [InlineData("abc", "a?c", true)]
    [InlineData("abc", "a*d", false)]
    [InlineData("abc", "b", false)]
    [InlineData("aXbXc", "*X?", true)]
    [InlineData("6 * 7 + 1", "6 * 7", false)]
    public void History_is_searched_by_patterns(string text, string pattern, bool expected) => Assert.Equal(expected, CellHistory.IsLike(text, pattern));

    [Fact]
    public void Places_are_counted_in_characters_outside_and_in_units_inside()
    {
        Assert.Equal((0, 3, 4, 4), (CodeRequests.Utf16Position("a😀b", 0), CodeRequests.Utf16Position("a😀b", 2), CodeRequests.Utf16Position("a😀b", 3), CodeRequests.Utf16Position("a😀b", 99)));
        Assert.Equal((1, 2, 3), (CodeRequests.CharacterPosition("a😀b", 1), CodeRequests.CharacterPosition("a😀b", 3), CodeRequests.CharacterPosition("a😀b", 4)));
    }
}
