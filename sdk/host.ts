/** The notebook's side of the host convention, as far as the SDK needs it. */
export interface Host {
  display(bundle: Record<string, unknown>, options: { id: string }): void
  update(id: string, bundle: Record<string, unknown>): void
  /** Aborted when the person interrupts. */
  readonly interrupted?: AbortSignal
}

/** Who shows things in a notebook, where there is one. */
export const hostOf = (): Host | undefined =>
  (globalThis as { [key: symbol]: unknown })[Symbol.for('Jupyter.host')] as Host | undefined
