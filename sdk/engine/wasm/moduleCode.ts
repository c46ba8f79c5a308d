import type { Description } from '../../network/index.js'
import { beginCode, deliverCode, restoreCode } from './deliveryCode.js'
import { canSleep, integrateCode } from './integrateCode.js'
import type { Layout } from './layout.js'
import { mathFunctions } from './math/index.js'
import { sendCode, sendKinds } from './sendCode.js'
import type { Simd } from './simd.js'

/** Every how many steps blocks are tested for sleep and tiny states become 0. */
export const checkEvery = 8

/** The text of the WebAssembly module that runs a network; its memory is imported. */
export function moduleCode(description: Description, layout: Layout, unit: Simd, sleep: 'off' | 'exact'): string {
  const { dt } = description
  const { counts, lists, populations, projections } = layout
  const calls = new Set<string>()
  const functions: string[] = []
  populations.forEach((population, p) => {
    const { model, source } = population.description
    if (source) return
    const sleeps = sleep === 'exact' && canSleep(population)
    const variants = sleeps || unit.precision === 'single' ? [false, true] : [false]
    for (const checks of variants) {
      const name = checks ? `integrate_check_${p}` : `integrate_${p}`
      const code = integrateCode(population, unit, { dt, name, sleeps, checks, counts, lists })
      code.calls.forEach(call => calls.add(call))
      functions.push(code.text)
    }
    Object.keys(population.targets).forEach((variable, v) =>
      functions.push(deliverCode(population, unit, variable, `deliver_${p}_${v}`)),
    )
    if (model.takesCurrent) functions.push(restoreCode(population, unit, `restore_${p}`))
    if (typeof model.refractory !== 'number') {
      const code = beginCode(population, unit, model.refractory, dt, `begin_${p}`)
      code.calls.forEach(call => calls.add(call))
      functions.push(code.text)
    }
  })
  if (projections.length) functions.push(...sendKinds.map(kind => sendCode(unit, kind)))
  // random functions
  return `(module
  (import "env" "memory" (memory ${Math.ceil(layout.bytes / 65_536)}))
${mathFunctions(calls as never, unit.precision)}
${functions.join('\n')})`
}
