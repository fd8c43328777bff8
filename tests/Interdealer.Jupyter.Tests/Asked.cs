using System.Globalization;

namespace Interdealer.Jupyter.Tests;

/// <summary>What whoever runs the tests asks for by environment variables: more trials than there is time for every day, or the same ones again.</summary>
internal static class Asked
{
    internal static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;
}
