import { readFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import type { Figure } from '../../../sdk/plot/index.js'
import { examples, fileOf, type Example } from './examples.js'

export const galleryFolder = new URL('../../../docs/gallery/', import.meta.url)

/** A figure as the gallery shows it: fine enough for a page, and small. */
export const picture = (figure: Figure): Promise<Uint8Array> => figure.png({ scale: 1.5 })

/** docs/gallery.md: every example with its picture, its sentence and its call. */
export async function galleryPage(): Promise<string> {
  const source = await readFile(new URL('examples.ts', import.meta.url), 'utf8')
  const sections = new Set(examples.map(({ section }) => section))
  const parts = [
    '# Gallery\n',
    'Every figure of `spikelab/plot`, and those of `spikelab/quantum`, which has them as `figures`, each from one call. `npm run gallery` makes this page from the same examples that the tests compare, whose data is in [test/plot/gallery](../test/plot/gallery). What each function takes stands in [Figures](figures.md).\n',
  ]
  for (const section of sections) {
    parts.push(`## ${section}\n`)
    for (const example of examples.filter(example => example.section === section)) {
      const { name, caption, draw } = example
      const { alt } = await draw()
      parts.push(
        `### ${name.startsWith('f-') ? name : name[0].toUpperCase() + name.slice(1)}\n`,
        `${caption}\n`,
        '```ts',
        await call(source, example),
        '```\n',
      )
      parts.push(`![${alt.replaceAll(/[[\]]/g, '')}](gallery/${fileOf(example)}.png)\n`)
    }
  }
  return parts.join('\n')
}

/** The call of an example as it stands in the source, without what the list needs around it. */
async function call(source: string, { name }: Example): Promise<string> {
  const own = source.slice(source.indexOf(`name: '${name}'`))
  const body = /draw: (?:async )?\(\) =>\s*([^]*?),\n {2}\},/.exec(own)![1]
  const options = { ...(await resolveConfig(new URL(import.meta.url))), parser: 'typescript', printWidth: 96 }
  return (await format(body, options)).trim()
}
