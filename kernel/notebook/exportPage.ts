import type { PageOptions } from './html/notebookPage.js'
import type { Notebook } from './nbformat.js'

/** The notebook as one HTML page that needs nothing else (`notebookPage`); what that takes is loaded on first use. */
export async function exportPage(notebook: Notebook, options: PageOptions): Promise<string> {
  const { notebookPage } = await import('./html/notebookPage.js')
  return notebookPage(notebook, options)
}
