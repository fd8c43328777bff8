"""Prints what a person waits for: measure.py [kernel name]. The figures are of one run; take them on a machine that does nothing else."""

import os
import statistics
import sys
import time

from jupyter_client.manager import start_new_kernel

TIMEOUT = 60


def memory(pid):
    """Resident megabytes of a process and all below it."""
    total = 0
    for status in (p for p in os.listdir("/proc") if p.isdigit()):
        try:
            with open(f"/proc/{status}/stat") as file:
                parent = int(file.read().rsplit(")", 1)[1].split()[1])
            if int(status) == pid:
                with open(f"/proc/{pid}/statm") as file:
                    total += int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
            elif parent == pid:
                total += memory(int(status))
        except OSError:
            pass
    return total


def reply(client, request):
    while True:
        message = client.get_shell_msg(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") == request:
            return message


def timed(client, ask):
    start = time.perf_counter()
    answer = reply(client, ask())
    assert answer["content"]["status"] == "ok", answer["content"]
    return time.perf_counter() - start, answer


CSHARP = {
    "cell": "var x{0} = new[] {{ {0}, 2 }}.Select(v => v * 2).ToArray();",
    "first": "Console.WriteL",
    "later": ["Math.Sq", "x1.Wh", "Task.Fr", "Console.Re", "x2.Len"],
}
FSHARP = {
    "cell": "let x{0} = [| {0}; 2 |] |> Array.map (fun v -> v * 2)",
    "first": "System.Console.WriteL",
    "later": ["System.Math.Sq", "x1.Len", "List.ma", "System.Console.Re", "Array.so"],
}

name = sys.argv[1] if len(sys.argv) > 1 else ".net-csharp"
code = FSHARP if "fsharp" in name else CSHARP
start = time.perf_counter()
manager, client = start_new_kernel(kernel_name=name, startup_timeout=TIMEOUT)
print(f"kernel {name}")
print(f"ready              {time.perf_counter() - start:6.2f} s")
print(f"first cell         {timed(client, lambda: client.execute('1 + 2'))[0]:6.2f} s")
cells = [timed(client, lambda i=i: client.execute(code["cell"].format(i)))[0] for i in range(20)]
print(f"later cells, median{statistics.median(cells) * 1e3:6.0f} ms")
print(f"first completion   {timed(client, lambda: client.complete(code['first']))[0]:6.2f} s")
later = [timed(client, lambda w=w: client.complete(w)) for w in code["later"] * 3]
print(f"later completions  {statistics.median(t for t, _ in later) * 1e3:6.0f} ms, median; {len(later[0][1]['content']['matches'])} matches of {code['later'][0]}")
time.sleep(2)
print(f"memory at rest     {memory(manager.provisioner.process.pid):6.0f} MB")
client.stop_channels()
manager.shutdown_kernel()
