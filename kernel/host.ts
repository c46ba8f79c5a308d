/** A value in several MIME types; binary values as bytes or in base64. */
export type MimeBundle = Record<string, unknown>

/**
 * Who shows things in a notebook: `globalThis[Symbol.for('Jupyter.host')]`, if there is one. A bundle that is still
 * being made may be given as a promise; outputs keep the order of the calls.
 */
export interface JupyterHost {
  /** Shows a bundle; one with an `id` may be replaced later. */
  display(bundle: MimeBundle | Promise<MimeBundle>, options?: { id?: string }): void
  /** Replaces what was shown under `id`, wherever it stands. */
  update(id: string, bundle: MimeBundle | Promise<MimeBundle>): void
  /** Removes the outputs of the cell; with `wait`, only when the next one comes. */
  clear(wait?: boolean): void
}

/** Under this symbol the host is found. */
export const hostSymbol = Symbol.for('Jupyter.host')

/** Under this symbol a value answers with its MIME bundle: a bundle, a promise of one, or a function giving either. */
export const displaySymbol = Symbol.for('Jupyter.display')

/** The host, where there is one. */
export const host = (): JupyterHost | undefined =>
  (globalThis as Record<symbol, unknown>)[hostSymbol] as JupyterHost | undefined
