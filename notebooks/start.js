// npm start, once the package is built: runs the opening notebooks, says where they are and what to try next.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

console.log('Running the opening notebooks')
const notebooks = ['notebooks/01-first-spikes.ipynb', 'notebooks/02-seeing-a-digit.ipynb']
const { status } = spawnSync(
  process.execPath,
  ['dist/kernel/cli/main.js', 'run', ...notebooks, '--html', '--output', 'output'],
  { cwd: root, stdio: 'inherit' },
)
if (status !== 0) process.exit(status ?? 1)
console.log(`
Open output/01-first-spikes.html in a browser, then output/02-seeing-a-digit.html.

Next:
  npx spikelab install      lets JupyterLab and VS Code find the kernel; then open notebooks/ there
  npx spikelab run --help   runs any notebook from here
  npm run bench             how fast it is on this machine
  docs/README.md            everything else
`)
