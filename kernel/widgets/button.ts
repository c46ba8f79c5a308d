import type { Control } from './control.js'
import { listeners } from './listeners.js'
import { partSymbol, widget, type LayoutOptions } from './widget.js'

export interface ButtonOptions extends LayoutOptions {
  /** Shown while the pointer rests on it. */
  tooltip?: string
  /** Its colour, by what it means. */
  look?: 'primary' | 'success' | 'info' | 'warning' | 'danger'
}

/**
 * A button to press. Its value is how often it was pressed, which in `interact` makes it a source of new seeds.
 *
 * @param onClick called at every press, with the number of presses
 * @example
 * button('Say it', () => console.log('hello'))
 * interact({ seed: button('Another network') }, ({ seed }) => plot.raster(build(seed)))
 */
export function button(
  label: string,
  onClick?: (presses: number) => unknown,
  { tooltip = '', look, width }: ButtonOptions = {},
): Control<number> {
  const presses = listeners<number>()
  if (onClick) presses.add(onClick)
  let value = 0
  const shown = widget(
    { name: 'Button' },
    { description: label, tooltip, button_style: look ?? '' },
    () => ({ 'text/plain': `[${result.label}]` }),
    { style: 'ButtonStyle', width },
  )
  const { model } = shown[partSymbol]
  const pressed = (count: number) => presses.tell((value = count))
  model.onEvent(({ event }) => (event === 'click' ? pressed(value + 1) : undefined))
  const result: Control<number> = {
    ...shown,
    get value() {
      return value
    },
    set value(count) {
      if (count !== value) void pressed(count)
    },
    get label() {
      return model.get('description') as string
    },
    set label(text) {
      void model.set({ description: text })
    },
    onChange: presses.add,
  }
  return result
}
