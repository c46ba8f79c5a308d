import type { MimeBundle } from '../host.js'
import { inWords, type Control } from './control.js'
import { drawing } from './drawing.js'
import { outputKind, picture } from './output.js'
import { metadataOf, partSymbol, widget, withMetadata, type LayoutOptions, type Widget } from './widget.js'

/** Controls by name. */
export type Controls = Readonly<Record<string, Control<unknown>>>

/** The values of controls, by the same names. */
export type ControlValues<C extends Controls> = {
  readonly [Name in keyof C]: C[Name] extends Control<infer Value> ? Value : never
}

/** Controls, and below them what they move. */
export interface Interaction<C extends Controls> extends Widget {
  readonly controls: C
  /** Draws with the values as they are, for when something else has changed; resolved when it is drawn. */
  redraw(): Promise<void>
}

/**
 * Controls with something below them that is drawn again whenever one of them is moved. As the value of a cell it
 * shows itself; where there are no widgets, with the picture of its first drawing.
 *
 * @param draw gets the values by name, and returns what is to be shown: a figure, a table, text, or a promise of it.
 * What it displays and prints appears with it, and so do its errors; only an error of the first drawing is the cell's.
 * While it runs, values wait, and only the newest are drawn. A figure is drawn as SVG at once, and in full when nothing
 * has moved for .3 s.
 * @example
 * interact({ I: slider(0, 20), type: dropdown(['RS', 'FS']) }, async ({ I, type }) => {
 *   const net = network()
 *   const cell = net.population('cell', 1, izhikevich(type))
 *   net.stimulate(cell, I)
 *   const v = net.record(cell, 'v')
 *   await net.run('300 ms')
 *   return plot.trace(v)
 * })
 */
export function interact<C extends Controls>(
  controls: C,
  draw: (values: ControlValues<C>) => unknown,
  options: LayoutOptions = {},
): Interaction<C> {
  const named = Object.entries(controls)
  for (const [name, control] of named) {
    if (!control?.[partSymbol])
      throw new TypeError(`interact: "${name}" is no control; use slider, checkbox, text, ...`)
    control.label ||= name
  }
  const values = () => Object.fromEntries(named.map(([name, { value }]) => [name, value])) as ControlValues<C>
  const place = widget(outputKind, { outputs: [] }, () => ({}))
  const drawn = drawing(
    () => draw(values()),
    outputs => place[partSymbol].model.set({ outputs }),
  )
  let first: Promise<void> | undefined
  for (const [, control] of named) control.onChange(() => first && drawn.again())

  async function still(): Promise<MimeBundle> {
    await (first ??= drawn.first())
    const shown = picture(drawn.outputs())
    const text = [named.map(([, control]) => inWords(control)).join(', '), shown['text/plain']].filter(Boolean)
    return withMetadata({ ...shown, 'text/plain': text.join('\n') }, metadataOf(shown))
  }

  const children = [...named.map(([, control]) => control), place].map(child => child[partSymbol].model)
  const whole = widget({ name: 'VBox' }, { children }, still, options)
  return {
    ...whole,
    controls,
    redraw: () => (first ? drawn.again() : (first = drawn.first())),
    close() {
      for (const each of [whole, place, ...named.map(([, control]) => control)]) each.close()
    },
  }
}
