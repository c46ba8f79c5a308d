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
  /** Aborted when the person interrupts what runs: what begins now and takes its time stops with it. */
  readonly interrupted?: AbortSignal
  /** What the notebook shows of a value that has no bundle of its own, such as a table of an array of objects. */
  show?(value: unknown): MimeBundle
  /** Shows a bundle in the front end's pager, when the cell is done. */
  page?(bundle: MimeBundle | Promise<MimeBundle>): void
  /** Asks the person for a line of text; `secret` ones are not shown as they are typed. */
  input?(prompt: string, options?: { secret?: boolean }): Promise<string>
  /**
   * Runs `work`; what it shows, now or later, is given to `shown`, and to the cell only where that says `false`.
   * Resolved with its value, or rejected with what it throws, when all that it has shown until then was given.
   */
  capture?<T>(work: () => T, shown: (output: Shown) => boolean): Promise<Awaited<T>>
  /** An error as the notebook shows it, with the lines that the person typed. */
  error?(thrown: unknown): ShownError
  /** Opens a comm: a conversation with the part of the front end that answers to `target`. */
  comm?(target: string, options?: CommOptions): Comm
  /** Takes the comms that the front end opens under `target`; without a listener they are closed. */
  onComm?(target: string, opened: (comm: Comm, message: CommMessage) => unknown): void
}

/** Something that running code shows, ready for the wire: binary values are in base64. */
export type Shown =
  | { type: 'stream'; name: 'stdout' | 'stderr'; text: string }
  | { type: 'display'; bundle: ShownBundle; id?: string }
  | { type: 'update'; bundle: ShownBundle; id: string }
  | { type: 'clear'; wait: boolean }

export interface ShownBundle {
  data: MimeBundle
  metadata: Record<string, unknown>
}

/** An error as front ends show it. */
export interface ShownError {
  ename: string
  evalue: string
  traceback: string[]
}

/** What one side of a comm says. */
export interface CommMessage {
  data: Record<string, unknown>
  metadata: Record<string, unknown>
  buffers: Uint8Array[]
}

export interface CommOptions extends Partial<CommMessage> {
  /** A name of one's own for the comm; by default a new one. */
  id?: string
}

/**
 * A conversation between the kernel and its front end (Jupyter messaging, "Custom Messages"). It goes on while a cell
 * runs, as far as the cell lets go by an `await`, and what a listener shows belongs to the cell that set it.
 */
export interface Comm {
  readonly id: string
  readonly target: string
  /** Says something; does nothing once the comm is closed. */
  send(data: Record<string, unknown>, options?: Partial<Omit<CommMessage, 'data'>>): void
  /** Ends the conversation, for both sides. */
  close(data?: Record<string, unknown>, options?: Partial<Omit<CommMessage, 'data'>>): void
  /** Hears what the front end says. Until the promise of a listener is resolved, the front end takes us to be busy. */
  onMessage(listener: (message: CommMessage) => unknown): void
  /** Hears that the front end has closed the comm. */
  onClose(listener: (message: CommMessage) => unknown): void
}

/** Under this symbol the host is found. */
export const hostSymbol = Symbol.for('Jupyter.host')

/** Under this symbol a value answers with its MIME bundle: a bundle, a promise of one, or a function giving either. */
export const displaySymbol = Symbol.for('Jupyter.display')

/**
 * Under this symbol a value answers with a bundle that is made in a moment, for redraws while a slider moves; once it
 * rests, {@link displaySymbol} is asked.
 */
export const quickSymbol = Symbol.for('Jupyter.quick')

/** The host, where there is one. */
export const host = (): JupyterHost | undefined =>
  (globalThis as Record<symbol, unknown>)[hostSymbol] as JupyterHost | undefined
