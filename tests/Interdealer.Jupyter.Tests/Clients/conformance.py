"""Jupyter's own conformance tests of a kernel, with a sample for each, so that none is left out."""

import os
import unittest

import jupyter_kernel_test


class CSharpTests(jupyter_kernel_test.KernelTests):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()

        # They allow a tenth of a second between two messages: on a machine that is busy the kernel's are as whole, and later.
        receive = cls.kc.iopub_channel.get_msg
        cls.kc.iopub_channel.get_msg = lambda timeout=None: receive(timeout=None if timeout is None else max(timeout, 2))

        # A busy machine may not answer the first question about code in the time the kernel gives itself.
        for _ in range(3):
            if cls.kc.complete("Math.Sqr", reply=True, timeout=60)["content"]["matches"]:
                break

    def flush_channels(self):
        # What is told of a request stands behind all that is told of earlier ones: with the end of this one nothing is left, and no time passes to know it.
        question = self.kc.kernel_info()
        ends = {self.kc.shell_channel: "kernel_info_reply", self.kc.iopub_channel: "idle"}
        for channel, end in ends.items():
            seen = None
            while seen != end:
                message = jupyter_kernel_test.run_sync(channel.get_msg)(timeout=jupyter_kernel_test.TIMEOUT)
                jupyter_kernel_test.validate_message(message)
                of_question = message["parent_header"].get("msg_id") == question
                seen = of_question and message["content"].get("execution_state", message["msg_type"])

    kernel_name = os.environ.get("KERNEL_NAME", ".net-csharp")
    language_name = "csharp"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("to stderr");'
    completion_samples = [
        {"text": "Console.WriteL", "matches": {"WriteLine"}},
        {"text": "Math.Sqr", "matches": {"Sqrt"}},
        {"text": '"text".Trim', "matches": {"Trim", "TrimEnd", "TrimStart"}},
    ]
    complete_code_samples = ["1 + 2", "int x = 3;", "foreach (var i in new[] { 1 })\n{\n    Console.Write(i);\n}"]
    incomplete_code_samples = ["Console.WriteLine(", "if (true)\n{", "int F(int n) =>"]
    invalid_code_samples = ["int x = ;", "1 + / 2", "class { }"]
    code_page_something = "#!help"
    code_generate_error = 'throw new InvalidOperationException("on purpose");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": 'string.Concat("a", "b")', "result": "ab"},
        {"code": "new[] { 1, 2 }", "result": "[ 1, 2 ]"},
        {"code": "6 * 7 + 1", "result": "43"},
    ]
    code_display_data = [
        {"code": "display(6);", "mime": "text/plain"},
        {"code": "#!html\n<b>bold</b>", "mime": "text/html"},
        {"code": "#!markdown\n*leaning*", "mime": "text/markdown"},
    ]
    code_history_pattern = "6 * 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Console.WriteLine"
    code_clear_output = "ClearOutput();"


if __name__ == "__main__":
    unittest.main()
