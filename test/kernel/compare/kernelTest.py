"""Jupyter's own tests of kernels, with samples in TypeScript or JavaScript: what is not given is not passed."""

import json
import os
import signal
import unittest

import jupyter_kernel_test

dialect = json.loads(os.environ["DIALECT"])


def give_up(*_):
    raise TimeoutError("the kernel does not answer")


class Limited(unittest.TestCase):
    """A minute for each test: some wait for ever for a message that does not come."""

    def setUp(self):
        signal.signal(signal.SIGALRM, give_up)
        signal.alarm(60)

    def tearDown(self):
        signal.alarm(0)


class Tests(Limited, jupyter_kernel_test.KernelTests):
    kernel_name = os.environ["KERNEL"]
    language_name = dialect["language"]
    file_extension = ".ts" if dialect["language"] == "typescript" else ".js"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('hello, stderr')"
    complete_code_samples = ["1", "console.log('hello, world')", "function f(x) {\n  return x * 2\n}\n"]
    incomplete_code_samples = ["function f() {", "`hello", "[1,\n"]
    invalid_code_samples = ["const = 5", "1 +* 2", ")"]
    code_page_something = dialect.get("page", "")
    code_generate_error = "throw new Error('an error')"
    code_execute_result = [{"code": "1 + 2 + 3", "result": "6"}]
    code_display_data = [{"code": dialect["html"], "mime": "text/html"}]
    code_history_pattern = "1 ? 2*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.max"
    code_clear_output = dialect.get("clear", "")

    def test_completion(self):
        """Some answer with the whole expression, which serves as well."""
        msg_id = self.kc.complete("Math.flo")
        reply = self.get_non_kernel_info_reply()
        jupyter_kernel_test.validate_message(reply, "complete_reply", msg_id)
        self.assertEqual({match.split(".")[-1] for match in reply["content"]["matches"]}, {"floor"})


class Welcome(Limited, jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = os.environ["KERNEL"]
    support_iopub_welcome = True


class Passed(unittest.TextTestResult):
    count = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        Passed.count += 1


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2, testRunner=unittest.TextTestRunner(resultclass=Passed)).result
    print(json.dumps({"passed": Passed.count, "of": result.testsRun}))
