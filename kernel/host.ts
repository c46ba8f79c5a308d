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
  /** What the notebook shows of a value that has no bundle of its own, such as a table of an array of objects. */
  show?(value: unknown): MimeBundle
  /** Shows a bundle in the front end's pager, when the cell is done. */
  page?(bundle: MimeBundle | Promise<MimeBundle>): void
  /** Asks the person for a line of text; `secret` ones are not shown as they are typed. */
  input?(prompt: string, options?: { secret?: boolean }): Promise<string>
  /** Opens a comm: a conversation with the part of the front end that answers to `target`. */
  comm?(target: string, options?: CommOptions): Comm
  /** Takes the comms that the front end opens under `target`; without a listener they are closed. */
  onComm?(target: string, opened: (comm: Comm, message: CommMessage) => unknown): void
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

/** The host, where there is one. */
export const host = (): JupyterHost | undefined =>
  (globalThis as Record<symbol, unknown>)[hostSymbol] as JupyterHost | undefined
