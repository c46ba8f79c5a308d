import { control, plain, type Control, type ControlOptions } from './control.js'

/**
 * A box that is ticked or not.
 *
 * @throws TypeError if its value is not `true` or `false`
 * @example
 * const plastic = checkbox(true, { label: 'plasticity' })
 */
export function checkbox(value = false, options: ControlOptions = {}): Control<boolean> {
  const coding = plain<boolean>(wanted => {
    if (typeof wanted !== 'boolean') throw new TypeError(`checkbox: value must be true or false, got ${String(wanted)}`)
  })
  return control({ name: 'Checkbox' }, { indent: false }, { value, coding, style: 'CheckboxStyle' }, options)
}
