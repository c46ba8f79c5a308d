import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findKernelspecs, kernelsFolders } from '../../../kernel/kernelspec/index.js'

const main = fileURLToPath(new URL('../../../dist/kernel/cli/main.js', import.meta.url))

/** How a kernel says what each kernel says in its own way; what is absent it does not have. */
export interface Dialect {
  /** Asks for a line and shows the answer. */
  input?: string
  exit: string
  /** Displays `<b>bold</b>` as HTML. */
  html?: string
  /** Displays `one` under an id, and updates it to `two`. */
  update?: string
  /** Shows a text in the pager. */
  page?: string
  /** Clears the outputs of its cell. */
  clear?: string
  /** Whether cells have types. */
  types: boolean
}

/** A kernel that is compared. */
export interface Contender {
  name: string
  argv: string[]
  language: string
  interruptMode: 'message' | 'signal'
  dialect: Dialect
}

const dialects: Record<string, Dialect> = {
  spikelab: {
    input: "import { input } from 'spikelab/kernel'\nconsole.log(await input('?'))",
    exit: 'process.exit(3)',
    html: "import { display } from 'spikelab/kernel'\ndisplay({ 'text/html': '<b>bold</b>' })",
    update: `import { display, update } from 'spikelab/kernel'
display({ 'text/plain': 'one' }, { id: 'x' }); update('x', { 'text/plain': 'two' })`,
    page: "import { page } from 'spikelab/kernel'\npage({ 'text/plain': 'long' })",
    clear: "import { clear } from 'spikelab/kernel'\nclear()",
    types: true,
  },
  tslab: {
    exit: 'process.exit(3)',
    html: "import { display } from 'tslab'\ndisplay.html('<b>bold</b>')",
    update: `import { newDisplay } from 'tslab'
const shown = newDisplay(); shown.text('one'); shown.text('two')`,
    types: true,
  },
  deno: {
    input: "console.log(prompt('?'))",
    exit: 'Deno.exit(3)',
    html: "await Deno.jupyter.display({ 'text/html': '<b>bold</b>' }, { raw: true })",
    update: `await Deno.jupyter.display({ 'text/plain': 'one' }, { raw: true, display_id: 'x' })
await Deno.jupyter.display({ 'text/plain': 'two' }, { raw: true, display_id: 'x', update: true })`,
    clear: "await Deno.jupyter.broadcast('clear_output', { wait: false })",
    types: true,
  },
  ijavascript: {
    input: "$$.async(); $$.input({ prompt: '?' }, (error, answer) => { console.log(answer); $$.done() })",
    exit: 'process.exit(3)',
    html: "$$.html('<b>bold</b>')",
    update: "var shown = $$.display('x'); shown.text('one'); shown.text('two')",
    clear: '$$.clear()',
    types: false,
  },
}

/** The kernels for TypeScript and JavaScript that Jupyter would find here, ours first; from `dist`. */
export async function contenders(): Promise<Contender[]> {
  const python = process.env.SPIKELAB_PYTHON
  const found = await findKernelspecs(kernelsFolders(python ? [dirname(dirname(python))] : []))
  const ours: Contender = {
    name: 'spikelab',
    argv: [process.execPath, main, 'kernel', '--connection-file', '{connection_file}'],
    language: 'typescript',
    interruptMode: 'message',
    dialect: dialects.spikelab,
  }
  const others = Object.keys(dialects)
    .filter(name => name !== 'spikelab')
    .flatMap(name => found.filter(each => each.name === name))
    .map(({ name, spec }): Contender => {
      const interruptMode = (spec as { interrupt_mode?: string }).interrupt_mode === 'message' ? 'message' : 'signal'
      return { name, argv: spec.argv, language: spec.language ?? '', interruptMode, dialect: dialects[name] }
    })
  return [ours, ...others]
}

/** The kernel of Python, which is the measure of others, where Jupyter would find it. */
export async function ipykernel(): Promise<{ name: string; argv: string[] } | undefined> {
  const python = process.env.SPIKELAB_PYTHON
  if (!python) return
  const prefix = dirname(dirname(python))
  const found = (await findKernelspecs([join(prefix, 'share', 'jupyter', 'kernels')])).find(
    ({ name }) => name === 'python3',
  )
  // Jupyter puts its own Python in the place of that word.
  return found && { name: 'ipykernel', argv: found.spec.argv.map(part => (part === 'python' ? python : part)) }
}
