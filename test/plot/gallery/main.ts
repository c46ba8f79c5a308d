import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { examples, fileOf } from './examples.js'
import { galleryFolder, galleryPage, picture } from './page.js'

// Plot places its axes half a pixel elsewhere where it finds mocha's `it`; here as there, so that pictures compare.
Object.assign(globalThis, { it: () => undefined })

/** Makes docs/gallery.md and its pictures anew: `npm run gallery`. */
await mkdir(galleryFolder, { recursive: true })
const made = await Promise.all(
  examples.map(async example => [fileOf(example), await picture(await example.draw())] as const),
)
for (const [name, bytes] of made) await writeFile(new URL(`${name}.png`, galleryFolder), bytes)
for (const file of await readdir(galleryFolder)) {
  if (!made.some(([name]) => file === `${name}.png`)) await rm(new URL(file, galleryFolder))
}
await writeFile(new URL('../gallery.md', galleryFolder), await galleryPage())
const size = made.reduce((sum, [, { length }]) => sum + length, 0)
console.log(`docs/gallery.md: ${made.length} figures, ${(size / 1e6).toFixed(2)} MB`)
