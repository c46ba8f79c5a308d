import { display, update } from '../display.js'
import { host, quickSymbol, type MimeBundle } from '../host.js'
import { captured, shownError } from './captured.js'
import { latest } from './latest.js'
import { outputList, type SavedOutput } from './outputList.js'
import { throttled } from './throttled.js'

/** How long nothing must move before a figure is drawn in full, in ms. */
const rest = 300
/** How long a drawing may take before it shows what there is of it, in ms. */
const patience = 250

/** Something that is drawn in one place, again and again. */
export interface Drawing {
  /**
   * Draws it for the first time, in full.
   *
   * @throws whatever the drawing threw
   */
  first(): Promise<void>
  /** Draws it again, quickly, and in full when nothing has moved for a while. */
  again(): Promise<void>
  outputs(): SavedOutput[]
}

/** What a drawing shows, prints, returns and throws is given to `show`, each time as a whole. */
export function drawing(draw: () => unknown, show: (outputs: SavedOutput[]) => unknown): Drawing {
  let page = outputList()
  let resting: ReturnType<typeof setTimeout> | undefined

  async function drawn(quickly: boolean): Promise<void> {
    clearTimeout(resting)
    const own = (page = outputList())
    const send = throttled(() => own === page && show(own.items()), patience)
    const take = (work: () => unknown) =>
      captured(work, output => {
        const taken = own.add(output)
        send.soon()
        return taken
      })
    let refine: (() => unknown) | undefined
    try {
      await take(async () => {
        const value = await draw()
        if (value === undefined) return
        const quick = quickly ? quickBundle(value) : undefined
        if (!quick) return display(value)
        host()?.display(await quick, { id: 'value' })
        refine = () => take(() => update('value', value)).then(send.now)
      })
    } catch (thrown) {
      own.fail(shownError(thrown))
      throw thrown
    } finally {
      send.now()
    }
    if (refine) resting = setTimeout(refine, rest)
  }

  return {
    first: () => drawn(false),
    again: latest(() => drawn(true).catch(() => undefined)), // the error is shown
    outputs: () => page.items(),
  }
}

function quickBundle(value: unknown): MimeBundle | Promise<MimeBundle> | undefined {
  const answer = (Object(value) as Record<symbol, unknown>)[quickSymbol]
  return typeof answer === 'function' ? (answer.call(value) as MimeBundle | Promise<MimeBundle>) : undefined
}
