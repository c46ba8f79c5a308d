import type { Kind, State } from './model.js'
import { partSymbol, widget, type LayoutOptions, type Widget } from './widget.js'

/** A widget with a value that the person chooses, and that code may read and set. */
export interface Control<T> extends Widget {
  value: T
  /** What stands before it. */
  label: string
  /**
   * Calls `listener` with every new value, chosen or set. While a promise that it returns is open, the front end keeps
   * its further values back, and then says only the last.
   *
   * @returns a function that ends it
   */
  onChange(listener: (value: T) => unknown): () => void
}

export interface ControlOptions extends LayoutOptions {
  /** What stands before it; `interact` gives a control without one its name. */
  label?: string
}

/** How the value of a control is kept in the state of its widget. */
export interface Coding<T> {
  /** The part of the state that it is kept in. */
  name: string
  read: (kept: unknown) => T
  /** @throws RangeError or TypeError for a value that the control does not have */
  write: (value: T) => unknown
}

/** A value that is kept as it is. */
export const plain = <T>(check: (value: T) => void): Coding<T> => ({
  name: 'value',
  read: kept => kept as T,
  write(value) {
    check(value)
    return value
  },
})

/** A control of a kind, with its first value. */
export function control<T>(
  kind: Kind,
  state: State,
  { value, coding, style }: { value: T; coding: Coding<T>; style: string },
  { label = '', width }: ControlOptions,
): Control<T> {
  const { name, read, write } = coding
  const shown = widget(
    kind,
    { description: label, ...state, [name]: write(value) },
    () => ({ 'text/plain': inWords(result) }),
    { style, width },
  )
  const { model } = shown[partSymbol]
  const result: Control<T> = {
    ...shown,
    get value() {
      return read(model.get(name))
    },
    set value(wanted) {
      void model.set({ [name]: write(wanted) })
    },
    get label() {
      return model.get('description') as string
    },
    set label(text) {
      void model.set({ description: text })
    },
    onChange: listener => model.onChange(changed => (name in changed ? listener(result.value) : undefined)),
  }
  return result
}

/** A control in words, such as `I = 10`. */
export const inWords = ({ label, value }: Control<unknown>): string => (label ? `${label} = ` : '') + String(value)
