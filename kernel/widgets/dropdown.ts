import { control, type Control, type ControlOptions } from './control.js'

export interface DropdownOptions<T> extends ControlOptions {
  /** The choice that it begins with; the first. */
  value?: T
}

/**
 * A choice among values, named by themselves or by the keys of an object.
 *
 * @throws RangeError if there is nothing to choose from, or for a value that is not among the choices
 * @example
 * const type = dropdown(['RS', 'FS', 'CH'], { value: 'FS' })
 * const rewired = dropdown({ ring: 0, 'small world': 0.02, random: 1 })
 */
export function dropdown<const T>(
  choices: readonly T[] | Readonly<Record<string, T>>,
  options: DropdownOptions<NoInfer<T>> = {},
): Control<T> {
  const isList = Array.isArray(choices)
  const values = (isList ? choices : Object.values(choices)) as readonly T[]
  const names = isList ? values.map(String) : Object.keys(choices)
  if (!values.length) throw new RangeError('dropdown: there is nothing to choose from; give it at least one choice')
  const { value = values[0] } = options
  const coding = {
    name: 'index',
    read: (kept: unknown) => values[kept as number],
    write(value: T) {
      const index = values.indexOf(value)
      if (index < 0) throw new RangeError(`dropdown: ${String(value)} is not among ${names.join(', ')}`)
      return index
    },
  }
  const style = 'DescriptionStyle'
  return control<T>({ name: 'Dropdown' }, { _options_labels: names }, { value, coding, style }, options)
}
