import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { probes } from './compare/probes.js'
import { withTable } from './compare/table.js'

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const main = fileURLToPath(new URL('../../kernel/cli/main.ts', import.meta.url))

describe('docs/kernel.md', () => {
  let page: string
  before(async () => {
    page = await readFile(new URL('../../docs/kernel.md', import.meta.url), 'utf8')
  })

  it('names every command and every option of its help', async function () {
    this.timeout(60_000)
    for (const command of ['install', 'uninstall', 'doctor', 'lab', 'console', 'run']) {
      const { stdout } = await promisify(execFile)(process.execPath, ['--import', tsx, main, command, '--help'])
      assert(page.includes(`\`${command}`), command)
      const options = stdout.match(/(?<=^ {2})--[a-z-]+/gm) ?? []
      for (const option of options.filter(each => each !== '--no-open')) assert(page.includes(option), option)
    }
  })

  it('asks the other kernels what the probes ask, and has links within that lead somewhere', () => {
    for (const what of Object.keys(probes)) assert(page.includes(`| ${what} `), what)
    const anchors = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
      title
        .toLowerCase()
        .replace(/[^a-z -]/g, '')
        .replaceAll(' ', '-'),
    )
    for (const [, anchor] of page.matchAll(/\]\(#([^)]+)\)/g)) assert(anchors.includes(anchor), anchor)
  })

  it('gets its table in the place of the old one', () => {
    const answers = { 'can it?': 'yes' }
    const changed = withTable(page, { mine: { version: '1.2, protocol 5.4', answers } }, ['can it?', 'and this?'])
    assert.match(
      changed,
      /\| {11}\| mine 1\.2 \|\n\| -+ \| -+ \|\n\| protocol +\| 5\.4 +\|\n\| can it\? +\| yes +\|\n\| and this\? +\| +\|/,
    )
    assert.equal(changed.split('npm run compare-kernels -->')[0], page.split('npm run compare-kernels -->')[0])
    assert.throws(() => withTable('none', {}, []), /lacks/)
  })
})
