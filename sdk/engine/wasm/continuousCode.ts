import type { Expression } from '../../model/index.js'
import { emitter } from './emit.js'
import { graph } from './graph.js'
import type { Code } from './integrateCode.js'
import { flagBytes, type PopulationLayout, type ProjectionLayout } from './layout.js'
import { blockSize, type Simd } from './simd.js'

/**
 * What a continuous projection adds in a step: for every synapse, source by source, the value of its expression of `w`,
 * `x_pre` and `x_post` is added to the target's row of inputs. One synapse at a time, in all lanes alike.
 *
 * @param variable what receives
 * @param shared whether all synapses have one weight
 */
export function continuousCode(
  projection: ProjectionLayout,
  pre: PopulationLayout,
  variable: string,
  expression: Expression,
  shared: boolean,
  unit: Simd,
  name: string,
): Code {
  const { post, targets, weights } = projection
  const bounds = projection.rows + 8 * pre.from
  const target = post.targets[variable]
  const row = target.ring + target.rows * post.places * unit.bytes
  const flags = target.flags + target.rows * flagBytes(post)
  const values = graph(unit.constant)
  const emit = emitter(values, unit)
  const shifted = (local: string, by: number) => `(i32.shl (local.get ${local}) (i32.const ${by}))`
  const before: string[] = []
  const id = values.of(expression, n => {
    if (n === 'w') return values.leaf('(local.get $w)', false)
    if (n.endsWith('_pre')) {
      const local = `$${n}`
      const load = `(local.set ${local} (${unit.splat} offset=${pre.variables[n.slice(0, -4)]} ${shifted('$i', unit.shift)}))`
      if (!before.includes(load)) before.push(load)
      return values.leaf(`(local.get ${local})`, false)
    }
    const address = post.variables[n.slice(0, -5)]
    return values.leaf(`(${unit.splat} offset=${address} ${shifted('$target', unit.shift)})`, false)
  })
  const body: string[] = []
  emit.compute([id], body)
  const weight = shared ? `(i32.const ${weights})` : `(i32.add (i32.const ${weights}) ${shifted('$s', unit.shift)})`
  const locals = [...before.map(load => /\$\w+/.exec(load)![0]), '$w', ...emit.locals]
  const { scalar, float } = unit
  const text = `(func $${name} (export "${name}")
    (local $i i32) (local $s i32) (local $end i32) (local $target i32) (local $at i32)
    ${locals.map(local => `(local ${local} v128)`).join(' ')}
    ${emit.prologue.join('\n')}
    (loop $sources
      (local.set $s (i32.load offset=${bounds} ${shifted('$i', 3)}))
      (local.set $end (i32.load offset=${bounds + 4} ${shifted('$i', 3)}))
      (block $empty
        (br_if $empty (i32.ge_u (local.get $s) (local.get $end)))
        ${before.join('\n')}
        (loop $synapses
          (local.set $target (i32.load offset=${targets} ${shifted('$s', 2)}))
          (local.set $w (${unit.splat} ${weight}))
          ${body.join('\n')}
          (local.set $at ${shifted('$target', unit.shift)})
          (${scalar}.store offset=${row} (local.get $at)
            (${scalar}.add (${scalar}.load offset=${row} (local.get $at)) (${float}.extract_lane 0 ${emit.text(id)})))
          (i32.store8 offset=${flags} (i32.shr_u (local.get $target) (i32.const ${Math.log2(blockSize)})) (i32.const 1))
          (br_if $synapses (i32.lt_u (local.tee $s (i32.add (local.get $s) (i32.const 1))) (local.get $end)))))
      (br_if $sources (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const ${pre.size})))))`
  return { text, calls: emit.calls }
}
