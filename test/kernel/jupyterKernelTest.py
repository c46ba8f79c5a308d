"""The suite that Jupyter itself offers to kernels, with all of its samples. SPIKELAB_KERNEL names the kernelspec."""

import os
import unittest

import jupyter_kernel_test


class SpikelabKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = os.environ["SPIKELAB_KERNEL"]
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('hello, stderr')"
    completion_samples = [
        {"text": "Math.flo", "matches": ["floor"]},
        {"text": "'🧠'; Number.MAX_SAFE", "matches": ["MAX_SAFE_INTEGER"]},
    ]
    complete_code_samples = ["1", "console.log('hello, world')", "function f(x: number) {\n  return x * 2\n}\n", "await 1"]
    incomplete_code_samples = ["function f() {", "`hello", "[1,\n", "/* a comment"]
    invalid_code_samples = ["const = 5", "1 +* 2", ")"]
    code_page_something = "import { page } from 'spikelab/kernel'\npage({ 'text/plain': 'long' })"
    code_generate_error = "throw new Error('an error')"
    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": "[1, 2].map(n => n * n)", "result": "[ 1, 4 ]"},
        {"code": "await Promise.resolve('later')", "result": "'later'"},
    ]
    code_display_data = [
        {"code": "import { display } from 'spikelab/kernel'\ndisplay({ 'text/html': '<b>bold</b>' })", "mime": "text/html"},
        {"code": "import { display as show } from 'spikelab/kernel'\nshow({ 'image/svg+xml': '<svg/>' })", "mime": "image/svg+xml"},
    ]
    code_history_pattern = "1 ? 2*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.max"
    code_clear_output = "import { clear } from 'spikelab/kernel'\nclear()"


class SpikelabIopubWelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = os.environ["SPIKELAB_KERNEL"]
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main(verbosity=2)
