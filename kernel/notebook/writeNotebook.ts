import { joinLines, splitLines, type Notebook } from './nbformat.js'
import { writeWhole } from './writeWhole.js'

/** The notebook as the text of its file, in Jupyter's manner: indented by one, sources in lines, a line end at the end. */
export function formatNotebook(notebook: Notebook): string {
  const cells = notebook.cells.map(cell => ({ ...cell, source: splitLines(joinLines(cell.source)) }))
  return JSON.stringify({ ...notebook, cells }, null, 1) + '\n'
}

/** Writes a notebook in one piece (`writeWhole`). */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  await writeWhole(path, formatNotebook(notebook))
}
