import type { Notebook } from './nbformat.js'
import { writeWhole } from './writeWhole.js'

/** The notebook as the text of its file: indented by one as Jupyter does it, and ending with a line end. */
export function formatNotebook(notebook: Notebook): string {
  return JSON.stringify(notebook, null, 1) + '\n'
}

/** Writes a notebook in one piece (`writeWhole`). */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  await writeWhole(path, formatNotebook(notebook))
}
