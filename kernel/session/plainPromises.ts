import { inspect } from 'node:util'

/**
 * Has promises printed without what Node keeps on them to know to which cell they belong (AsyncLocalStorage), wherever
 * they are printed.
 */
export function installPlainPromises(): void {
  Reflect.defineProperty(Promise.prototype, inspect.custom, {
    configurable: true,
    writable: true,
    value(this: Promise<unknown>) {
      for (const symbol of Object.getOwnPropertySymbols(this))
        if (isNodes(symbol)) Reflect.defineProperty(this, symbol, { enumerable: false })
      return this // which Node then prints as it would
    },
  })
}

const isNodes = ({ description = '' }: symbol) =>
  description === 'async_id_symbol' || description === 'trigger_async_id_symbol' || description === 'kResourceStore'
