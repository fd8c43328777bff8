using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Kernels;
using Interdealer.Notebooks.Tests;

namespace Interdealer.Jupyter.Tests;

[Collection("live")]
public sealed class InterruptTests
{
    // A cell that is not ended from within is given up after less than a second, and says so; these have to end.
    private const string Ended = "The cell was interrupted; variables are kept.";

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("while (true) ;")]
    [InlineData("for (;;) { }")]
    [InlineData("do { } while (true);")]
    [InlineData("foreach (var i in Forever()) { }\nIEnumerable<int> Forever() { while (true) yield return 1; }")]
    [InlineData("again: goto again;")]
    [InlineData("switch (kept) { case 7: goto case 8; case 8: goto case 7; }")]
    [InlineData("long Calls(int n) => n < 2 ? n : Calls(n - 1) + Calls(n - 2);\nCalls(90)")]
    [InlineData("Func<int, long> calls = null; calls = n => n < 2 ? n : calls(n - 1) + calls(n - 2);\ncalls(90)")]
    [InlineData("Action<int> calls = null; calls = n => { if (n > 0) { calls(n - 1); calls(n - 1); } };\ncalls(90)")]
    [InlineData("class Tree { public static long Count(int n) { return n == 0 ? 1 : Count(n - 1) + Count(n - 1); } }\nTree.Count(90)")]
    [InlineData("Enumerable.Range(0, int.MaxValue).SelectMany(i => Enumerable.Range(0, int.MaxValue).Select(j => j)).Sum(k => 0)")]
    [InlineData("Thread.Sleep(-1);")]
    [InlineData("while (true) try { Thread.Sleep(5); } catch { }")]
    [InlineData("try { while (true) { } } catch (Exception) { } while (true) { }")]
    [InlineData("var o = new object(); lock (o) Monitor.Wait(o);")]
    [InlineData("new TaskCompletionSource().Task.Wait();")]
    [InlineData("new ManualResetEvent(false).WaitOne();")]
    [InlineData("await new TaskCompletionSource().Task;")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("while (true) await Task.Delay(1);")]
    [InlineData("await Task.Delay(1); while (true) { }")]
    [InlineData("Task.Run(() => { while (true) ; }).Wait();")]
    [InlineData("Parallel.For(0, int.MaxValue, i => Thread.SpinWait(1000));")]
    [InlineData("for (int i = 0; i < 500; i++) Task.Run(() => { while (true) Thread.Sleep(1); });\nThread.Sleep(-1);")]
    [InlineData("while (true) { Console.Write(\"\"); }")]
    [InlineData("class Endless { public override string ToString() { while (true) { } } }\nnew Endless()")]
    [InlineData("IEnumerable<int> Slow() { while (true) { Thread.Sleep(1); yield return 1; } }\nSlow()")]
    public async Task An_interrupt_ends_a_cell_that_has_no_end_and_keeps_the_variables(string endless)
    {
        await using var live = await Live.StartAsync();
        await live.RunAsync("int kept = 7;");

        var ended = await live.InterruptAsync("Console.Write(\"begun\");\nint before = 8;\n" + endless);

        Assert.Equal((CellStatus.Failed, "Interrupted", Ended), (ended.Status, ended.Error.Name, ended.Error.Message));
        Assert.Equal("7 8", await live.ResultAsync("$\"{kept} {before}\""));
    }

    [Fact]
    public async Task The_error_names_the_line_that_was_interrupted()
    {
        await using var live = await Live.StartAsync();

        var ended = await live.InterruptAsync("Console.Write(1);\nint x = 0;\nwhile (true)\n    x++;");

        Assert.Contains(ended.Error.Traceback, line => line.Contains("cell 1, line", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_follows_an_await_does_not_run_once_the_cell_was_interrupted()
    {
        await using var live = await Live.StartAsync();

        await live.InterruptAsync("var never = 0;\nvar gate = new TaskCompletionSource();\nConsole.Write(1);\nawait gate.Task;\nnever = 1;");

        Assert.Equal("0", await live.ResultAsync("gate.SetResult(); await Task.Delay(200); never"));
    }

    [Fact]
    public async Task A_function_of_an_earlier_cell_is_interrupted_and_can_be_called_again()
    {
        await using var live = await Live.StartAsync();
        await live.RunAsync("int Count(int to) { int i = 0; while (i != to) i++; return i; }");

        var ended = await live.InterruptAsync("Console.Write(1); while (true) Count(1000);");

        Assert.Equal(Ended, ended.Error.Message);
        Assert.Equal("5", await live.ResultAsync("Count(5)"));
    }

    [Fact]
    public async Task Work_that_an_earlier_cell_left_running_goes_on()
    {
        await using var live = await Live.StartAsync();
        await live.RunAsync("long ticks = 0; var work = Task.Run(async () => { while (true) { ticks++; await Task.Delay(1); } });");

        await live.InterruptAsync("Console.Write(1); while (true) { }");

        Assert.Equal("True", await live.ResultAsync("var seen = ticks; while (ticks == seen) await Task.Delay(5); !work.IsCompleted"));
    }

    [Fact]
    public async Task A_thread_in_native_code_is_left_behind_counted_and_said_and_the_variables_are_kept()
    {
        await using var live = await Live.StartAsync();
        await live.RunAsync("int kept = 7;\n[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int pause();");

        var first = await live.InterruptAsync("Console.Write(1);\nint before = 8;\npause();");
        var second = await live.InterruptAsync("Console.Write(1);\npause();");

        Assert.Contains("left behind (1 so far); variables are kept", first.Error.Message, StringComparison.Ordinal);
        Assert.Contains("left behind (2 so far)", second.Error.Message, StringComparison.Ordinal);
        Assert.Equal("7 8", await live.ResultAsync("$\"{kept} {before}\""));
    }

    [Fact]
    public async Task An_interrupt_between_cells_interrupts_nothing()
    {
        await using var live = await Live.StartAsync();
        await live.RunAsync("1");
        await live.Kernel.InterruptAsync();

        Assert.Equal("2", await live.ResultAsync("1 + 1"));
    }

    [Fact]
    public async Task A_cells_own_cancellation_is_its_own_affair()
    {
        await using var live = await Live.StartAsync();

        Assert.Equal("TaskCanceledException", await live.ResultAsync(
            "var stop = new CancellationTokenSource(20);\nvar how = \"\";\ntry { await Task.Delay(-1, stop.Token); } catch (Exception e) { how = e.GetType().Name; }\nhow"));
    }

    [Fact]
    public async Task Interrupts_at_random_moments_lose_no_state()
    {
        // More of them by INTERDEALER_INTERRUPTS=200; the seed is printed by a failure.
        int many = Asked.Number("INTERDEALER_INTERRUPTS") ?? 12;
        int seed = Environment.TickCount;
        var random = new Random(seed);
        string[] bodies =
        [
            "while (true) { total++; }",
            "while (true) { list.Add(1); list.RemoveAt(list.Count - 1); }",
            "while (true) Console.WriteLine(total);",
            "while (true) { display(total); Thread.Sleep(1); }",
            "while (true) await Task.Delay(1);",
            "Thread.Sleep(-1);",
            "while (true) { var n = Enumerable.Range(0, 1000).Select(i => i * 2).Where(i => i % 3 == 0).Sum(); total += n; }",
        ];
        await using var live = await Live.StartAsync();
        await live.RunAsync("long total = 0; var list = new List<int>(); int kept = 0;");
        for (int i = 1; i <= many; i++)
        {
            await live.InterruptAsync($"kept = {i};\nConsole.WriteLine(1);\n" + bodies[random.Next(bodies.Length)], pause: random.Next(40));
            string kept = await live.ResultAsync("$\"{kept} {list.Count < 2}\"");
            Assert.True(kept == FormattableString.Invariant($"{i} True"), FormattableString.Invariant($"after interrupt {i} of seed {seed}: {kept}"));
        }
    }

    [Fact]
    public async Task A_cell_that_waits_for_its_reader_can_be_interrupted_and_the_next_one_asks_again()
    {
        await using var live = await Live.StartAsync();
        live.Kernel.Input = (_, over) => Task.Delay(-1, over).ContinueWith(_ => (string?)null, TaskScheduler.Default);
        var ended = await live.InterruptAsync("Console.Write(1);\nConsole.ReadLine()");

        live.Kernel.Input = (question, _) => Task.FromResult<string?>("answer to " + question.Prompt);
        Assert.Equal("Interrupted", ended.Error.Name);
        Assert.Equal("answer to name?", await live.ResultAsync("ReadLine(\"name?\")"));
    }
}
