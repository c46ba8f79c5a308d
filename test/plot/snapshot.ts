import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const folder = new URL('snapshots/', import.meta.url)

/** Compares a picture with the one that is kept; `UPDATE_SNAPSHOTS=1 npm test` keeps the new ones, to be looked at. */
export function sameAsKept(name: string, svg: string): void {
  const file = new URL(`${name}.svg`, folder)
  const lines = svg.replaceAll('><', '>\n<') + '\n'
  if (process.env.UPDATE_SNAPSHOTS) {
    mkdirSync(new URL('.', file), { recursive: true })
    writeFileSync(file, lines)
    return
  }
  assert(
    existsSync(file),
    `there is no test/plot/snapshots/${name}.svg; run once with UPDATE_SNAPSHOTS=1 and look at it`,
  )
  assert.equal(lines, readFileSync(file, 'utf8'))
}
