import assert from 'node:assert/strict'
import { rates } from '../../sdk/analysis/index.js'
import { winnerTakeAll, type WinnerTakeAllOptions } from '../../sdk/circuits/index.js'
import { current } from '../../sdk/network/index.js'
import { philox } from '../../sdk/random/index.js'
import { network, type EngineChoice } from '../../sdk/simulation/index.js'
import { engines, quietly } from '../engine/engines.js'

const size = 10
const random = philox(7, 'drives')
const draws = Array.from({ length: 100 }, () => Array.from({ length: size }, () => 1.2 + 1.3 * random.uniform()))
const nothing = Array<number>(size).fill(0)

/** Who is on at the end of each presentation: 120 ms of it after 240 ms without drive. */
async function winners(kind: WinnerTakeAllOptions['kind'], shown: readonly number[][], engine: EngineChoice['engine']) {
  const net = network({ dt: 0.5, engine, seed: 4 })
  const { cells } = winnerTakeAll(net, { kind, size, cycle: '120 ms' })
  const values = shown.flatMap(drives => [nothing, nothing, drives]).flat()
  net.stimulate(cells, current({ values, every: 120, perNeuron: true }))
  const on = net.record(cells, 'on', { every: 360 })
  await quietly(() => net.run(360 * shown.length + 1))
  const row = (k: number) => Array.from(on.values.slice((k + 1) * size, (k + 2) * size))
  return shown.map((_, k) => row(k).flatMap((x, i) => (x > 0.5 ? [i] : [])))
}

/** Neurons by their drives, the largest first. */
const ranked = (drives: readonly number[]) => drives.map((_, i) => i).sort((a, b) => drives[b] - drives[a])

for (const { name, engine } of engines) {
  // On a GPU without a card each of 720 steps a draw is a call.
  const shown = draws.slice(0, name.startsWith('gpu') ? 15 : undefined)
  describe(`winners on ${name}`, function () {
    this.timeout(60_000)
    for (const [kind, k] of [
      ['hard', 1],
      [3, 3],
    ] as const) {
      it(`${kind}: exactly ${k}, those with the largest drives where the margin is above a tenth`, async () => {
        const found = await winners(kind, shown, engine)
        assert.deepEqual(
          found.map(who => who.length),
          shown.map(() => k),
        )
        const clear = shown.flatMap((drives, j) => {
          const order = ranked(drives)
          return drives[order[k - 1]] > 1.1 * drives[order[k]] ? [{ order, who: found[j] }] : []
        })
        const right = clear.filter(({ order, who }) => order.slice(0, k).every(i => who.includes(i)))
        assert(clear.length > 0 && right.length >= 0.99 * clear.length, `${right.length} of ${clear.length}`)
      })
    }

    it('soft: rates in the order of the drives, further apart than without inhibition', async () => {
      const drives = [2.4, 2.1, 1.9, 1.75, 1.5]
      const of = async (inhibition: number) => {
        const net = network({ dt: 0.5, engine, seed: 4 })
        const { cells } = winnerTakeAll(net, { kind: 'soft', size: 5, inhibition })
        net.stimulate(cells, drives)
        const spikes = net.record(cells, 'spikes')
        await quietly(() => net.run('1 s'))
        return rates(spikes)
      }
      const [alone, together] = [await of(0), await of(2)]
      assert(
        together.every((rate, i) => i === 0 || rate <= together[i - 1]),
        together.join(' '),
      )
      assert(together[0] > 20 && together[4] < together[0] / 2, together.join(' '))
      assert(together[4] / together[0] < 0.7 * (alone[4] / alone[0]), `${together.join(' ')}; ${alone.join(' ')}`)
    })
  })
}

it('equal drives: still one winner, another in another cycle', async () => {
  const net = network({ dt: 0.5, seed: 1 })
  const { cells } = winnerTakeAll(net, { size: 4 })
  net.stimulate(cells, 2)
  const on = net.record(cells, 'on', { every: 1 })
  await net.run('2 s')
  const [counts, won] = [new Set<number>(), new Set<number>()]
  for (let k = 0; k < 2000; k++) {
    const who = Array.from(on.values.slice(4 * k, 4 * k + 4)).flatMap((x, i) => (x > 0.5 ? [i] : []))
    counts.add(who.length)
    if (who.length === 1) won.add(who[0])
  }
  assert([...won].length === 4, `${[...won].join(' ')} won`)
  assert(counts.has(1))
})

it('what makes no sense is refused', () => {
  const build = (options: object) => () => winnerTakeAll(network(), options)
  assert.throws(build({ kind: 11 }), /a number of winners from 1 to 10, got 11/)
  assert.throws(build({ kind: 'harsh' }), /kind must be 'hard', 'soft' or/)
  assert.throws(build({ winners: 2 }), /winners/)
})
