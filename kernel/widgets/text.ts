import { control, plain, type Control, type ControlOptions } from './control.js'

export interface TextOptions extends ControlOptions {
  /** Shown in grey while it is empty. */
  placeholder?: string
  /** Whether it tells its value with every letter, or on Enter and when it is left; false. */
  continuous?: boolean
}

/**
 * A line of text.
 *
 * @throws TypeError if its value is no string
 * @example
 * const equation = text('dv/dt = -v / (10 ms)', { label: 'equation', width: '400px' })
 */
export function text(value = '', options: TextOptions = {}): Control<string> {
  const { placeholder = '', continuous = false } = options
  const coding = plain<string>(wanted => {
    if (typeof wanted !== 'string') throw new TypeError(`text: value must be a string, got ${String(wanted)}`)
  })
  const state = { placeholder, continuous_update: continuous }
  return control({ name: 'Text' }, state, { value, coding, style: 'TextStyle' }, options)
}
