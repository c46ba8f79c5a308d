import type { NotebookMetadata } from './nbformat.js'

const ours = ['typescript', 'javascript']

/**
 * The language or, where none is stated, the kernel that keeps a notebook from being run by ours, in words;
 * undefined for TypeScript, JavaScript and notebooks that state nothing.
 */
export function foreignLanguage({ kernelspec, language_info }: NotebookMetadata): string | undefined {
  // A notebook whose kernel was changed and that was not run since has the old language_info.
  const language = kernelspec?.language ?? language_info?.name
  if (language) return ours.includes(language.toLowerCase()) ? undefined : language
  const kernel = kernelspec?.name
  if (kernel && !/spikelab|tslab|jslab|typescript|javascript|deno/i.test(kernel)) return `the kernel ${kernel}`
}

/** Says which kernel the notebook is for, where its metadata does not. */
export function stateLanguage(metadata: NotebookMetadata, language_info: NotebookMetadata['language_info']): void {
  metadata.kernelspec ??= { display_name: 'TypeScript (spikelab)', language: 'typescript', name: 'spikelab' }
  metadata.language_info ??= language_info
}
