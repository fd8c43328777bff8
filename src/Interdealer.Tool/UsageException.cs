namespace Interdealer.Tool;

/// <summary>A request that cannot be met as it stands; the message is the one line the user sees.</summary>
internal sealed class UsageException(string message) : Exception(message);
