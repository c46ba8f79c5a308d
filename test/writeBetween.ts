import { readFile, rename, writeFile } from 'node:fs/promises'

/**
 * Puts a text that a command makes into a page of the docs, between `<!-- command -->` and the next `<!-- end -->`.
 *
 * @throws Error if the page has no such place
 */
export async function writeBetween(file: string, command: string, text: string): Promise<void> {
  const page = await readFile(file, 'utf8')
  const [from, to] = [`<!-- ${command} -->`, '<!-- end -->']
  const a = page.indexOf(from)
  const b = page.indexOf(to, a)
  if (a < 0 || b < 0) throw new Error(`${file} has no place for what "${command}" makes, between ${from} and ${to}`)
  await writeFile(`${file}.part`, `${page.slice(0, a)}${from}\n\n${text}\n\n${page.slice(b)}`)
  await rename(`${file}.part`, file)
}
