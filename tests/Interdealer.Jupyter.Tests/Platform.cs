// Processes, their sockets and files are read from /proc, and the clients are Debian's.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
