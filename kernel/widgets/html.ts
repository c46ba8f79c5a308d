import { partSymbol, widget, type LayoutOptions, type Widget } from './widget.js'

/** Markup that may be exchanged. */
export interface Html extends Widget {
  value: string
}

/**
 * A piece of HTML among widgets; set its `value` to change it.
 *
 * @example
 * const verdict = html('<b>silent</b>')
 * I.onChange(value => { verdict.value = value > 4 ? '<b>fires</b>' : '<b>silent</b>' })
 */
export function html(markup: string, { width }: LayoutOptions = {}): Html {
  const still = () => ({ 'text/html': result.value, 'text/plain': result.value.replace(/<[^>]*>/g, '') })
  const shown = widget({ name: 'HTML' }, { value: markup }, still, { style: 'HTMLStyle', width })
  const { model } = shown[partSymbol]
  const result: Html = {
    ...shown,
    get value() {
      return model.get('value') as string
    },
    set value(markup) {
      void model.set({ value: markup })
    },
  }
  return result
}
