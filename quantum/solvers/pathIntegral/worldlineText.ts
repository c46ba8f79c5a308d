import { wat } from '../../../sdk/engine/index.js'
import { header, worldlineLayout } from './worldlineLayout.js'

const { bits, constant, lanes, op, philoxBlocks, philoxLocals, set, shuffle32 } = wat
const { add, eq, lt, mul, sub } = lanes('single')

const word = (name: keyof typeof header) => `(i32.load offset=${4 * header[name]} (i32.const 0))`
const get = (name: string) => `(local.get ${name})`
const i32 = (value: number) => `(i32.const ${value})`
const lines = (...parts: (string | readonly string[])[]) => parts.flat().join('\n')

/**
 * The moves of `kernels.ts` as WebAssembly, a vector of four slices at once, in single precision. Exported are
 * `local(2b, 2K)`, `cluster(2b, 1 - e^(-2K))`, `global(2b)`, `refresh(constant)` and `bonds()`, the sum of `s_k s_{k+1}`.
 *
 * At address 0 lies the {@link header}, then, one row each: energies (f64), then (f32) their changes in this sweep,
 * thresholds, uniform numbers, costs, joined, flips. `P(flip) = 1 / (1 + e^x)` is `x < ln((1 - u) / u)`: the thresholds
 * do not depend on what they are compared with, and a piece of any length takes one of them. Random numbers are blocks of
 * Philox, counted by slice, spin and sweep.
 */
export function worldlineText(slices: number): string {
  const { width, place, draws } = worldlineLayout(slices)
  const vectors = width / 4
  const half = vectors / 2
  const row = 4 * width
  const energies = 4 * header.words
  const changes = energies + 8 * width
  const thresholds = changes + row
  const uniforms = thresholds + 4 * draws
  const costs = uniforms + 4 * draws
  const joined = costs + row
  const flips = joined + row
  const all = Array.from({ length: vectors }, (_, v) => v)
  const spin = all.map(v => `$s${v}`)
  const change = all.map(v => `$c${v}`)
  const load = (address: string, v: number, offset = 0) => `(v128.load offset=${offset + 16 * v} ${address})`
  const store = (address: string, v: number, value: string, offset = 0) =>
    `(v128.store offset=${offset + 16 * v} ${address} ${value})`
  const scratch = i32(0)

  // Neighbours in the ring: before an even slice, and after an odd one.
  const last = (slices / 2 - 1) % 4
  const before = (v: number) =>
    v > 0
      ? shuffle32([3, 4, 5, 6], spin[half + v - 1], spin[half + v])
      : shuffle32([last, 4, 5, 6], spin[vectors - 1], spin[half])
  const after = (v: number) =>
    v < half - 1
      ? shuffle32([1, 2, 3, 4], spin[v], spin[v + 1])
      : shuffle32(
          [0, 1, 2, 3].map(lane => (lane < last ? lane + 1 : 4)),
          spin[v],
          spin[0],
        )
  const tree = (name: string, values: readonly string[]): string =>
    values.length === 1
      ? values[0]
      : op(name, tree(name, values.slice(0, values.length >> 1)), tree(name, values.slice(values.length >> 1)))

  const declare = (type: string, names: readonly string[]) => names.map(name => `(local ${name} ${type})`).join(' ')
  const locals = lines(
    declare('i32', ['$i', '$n', '$row', '$f', '$s', '$e', '$end', '$to']),
    declare('v128', ['$w', ...spin, ...change]),
  )
  /** Does `body` for every spin, with `$s` and `$f` its rows and `$e` the address of the offset of its edges. */
  const everySpin = (...body: (string | readonly string[])[]) =>
    lines(
      set('$n', word('n')),
      '(loop $next',
      set('$s', `(i32.add ${word('spins')} ${get('$row')})`),
      set('$f', `(i32.add ${word('fields')} ${get('$row')})`),
      ...body,
      set('$row', `(i32.add ${get('$row')} ${i32(row)})`),
      `(br_if $next (i32.lt_u (local.tee $i (i32.add ${get('$i')} ${i32(1)})) ${get('$n')})))`,
    )
  const loadSpins = all.map(v => set(spin[v], load(get('$s'), v)))
  /** Does `body` for every neighbour, with its row at `$to` in some array of rows at `base`, and its weight in `$w`. */
  const everyEdge = (base: string, ...body: string[]) =>
    lines(
      set('$e', `(i32.add ${word('offsets')} (i32.shl ${get('$i')} ${i32(2)}))`),
      set('$end', `(i32.load offset=4 ${get('$e')})`),
      set('$e', `(i32.load ${get('$e')})`),
      '(block $none (loop $edges',
      `(br_if $none (i32.ge_u ${get('$e')} ${get('$end')}))`,
      set('$to', `(i32.add ${base} (i32.load ${get('$e')}))`),
      set('$w', `(v128.load32_splat offset=4 ${get('$e')})`),
      ...body,
      set('$e', `(i32.add ${get('$e')} ${i32(8)})`),
      '(br $edges)))',
    )
  /** Applies the changes `$c`, each 0 or -2s, if there are any: to spins, energies and the fields of neighbours. */
  const apply = lines(
    `(if (v128.any_true ${tree('v128.or', change)}) (then`,
    all.map(v => store(get('$s'), v, add(spin[v], change[v]))),
    all.map(v => store(scratch, v, sub(load(scratch, v, changes), mul(change[v], load(get('$f'), v))), changes)),
    everyEdge(word('fields'), ...all.map(v => store(get('$to'), v, add(load(get('$to'), v), mul('$w', change[v]))))),
    '))',
  )
  const flipOf = (v: number) => sub(0, add(spin[v], spin[v]))
  const clearChanges = all.map(v => store(scratch, v, constant('single', 0), changes))
  /** Adds the changes of this sweep to the energies. */
  const settle = all.flatMap(v => [
    set('$w', load(scratch, v, changes)),
    ...['$w', shuffle32([2, 3, 2, 3], '$w', '$w')].map((two, h) =>
      store(
        scratch,
        2 * v + h,
        op('f64x2.add', load(scratch, 2 * v + h, energies), op('f64x2.promote_low_f32x4', two)),
        energies,
      ),
    ),
  ])
  const tick = `(i32.store offset=${4 * header.tick} ${scratch} (i32.add ${word('tick')} ${i32(1)}))`
  const move = (name: string, parameters: readonly string[], others: string, ...body: (string | readonly string[])[]) =>
    lines(
      `(func (export "${name}") ${parameters.map(p => `(param ${p} f32)`).join(' ')}`,
      locals,
      others,
      tick,
      clearChanges,
      everySpin(...body),
      settle,
      ')',
    )

  const splat = (name: string) => op('f32x4.splat', name)
  const side = (v: number) => (v < half ? add(spin[half + v], before(v)) : add(spin[v - half], after(v - half)))
  const local = move(
    'local',
    ['$b', '$k'],
    '(local $bb v128) (local $kk v128)',
    set('$bb', splat('$b')),
    set('$kk', splat('$k')),
    `(call $draw ${get('$i')} ${i32(0)})`,
    loadSpins,
    all.flatMap(v => [
      // Odd slices see the even ones as they have become.
      ...(v === half ? all.slice(0, half).map(e => set(spin[e], add(spin[e], change[e]))) : []),
      set(
        change[v],
        op(
          'v128.and',
          lt(mul(spin[v], add(mul('$bb', load(get('$f'), v)), mul('$kk', side(v)))), load(scratch, v, thresholds)),
          flipOf(v),
        ),
      ),
    ]),
    all.slice(0, half).map(e => set(spin[e], sub(spin[e], change[e]))),
    apply,
  )

  const sum = (v: string) =>
    [0, 1, 2, 3]
      .map(lane => `(f32x4.extract_lane ${lane} ${get(v)})`)
      .reduce((total, each) => `(f32.add ${total} ${each})`)
  const products = all.map(v => mul(spin[v], load(get('$f'), v)))
  const global = move(
    'global',
    ['$b'],
    '(local $x v128) (local $cost f32)',
    `(if (i32.eqz (i32.and ${get('$i')} ${i32(15)})) (then (call $draw (i32.shr_u ${get('$i')} ${i32(4)}) ${i32(0)})))`,
    loadSpins,
    set('$x', tree('f32x4.add', products)),
    `(if (f32.lt (f32.mul ${get('$b')} ${sum('$x')}) (f32.load offset=${thresholds} (i32.shl (i32.and ${get('$i')} ${i32(15)}) ${i32(2)}))) (then`,
    all.map(v => set(change[v], flipOf(v))),
    apply,
    '))',
  )

  const valid = (v: number) =>
    `(v128.const i32x4 ${[0, 1, 2, 3].map(lane => (((v % half) * 4 + lane) * 2 < slices ? 0 : -1)).join(' ')})`
  const bond = (v: number) =>
    op('v128.and', eq(spin[v], v < half ? spin[half + v] : after(v - half)), lt(load(scratch, v, uniforms), '$joining'))
  /** Address of slice `$q` in a row. */
  const placeOf = (q: string) =>
    `(i32.shl (i32.add (i32.shr_u ${get(q)} ${i32(1)}) (select ${i32(place(1))} ${i32(0)} (i32.and ${get(q)} ${i32(1)}))) ${i32(2)})`
  const step = (q: string, by: 1 | -1) =>
    by > 0
      ? set(q, `(select ${i32(0)} (i32.add ${get(q)} ${i32(1)}) (i32.eq ${get(q)} ${i32(slices - 1)}))`)
      : set(q, `(select ${i32(slices - 1)} (i32.sub ${get(q)} ${i32(1)}) (i32.eqz ${get(q)}))`)
  const cluster = move(
    'cluster',
    ['$b', '$join'],
    `(local $x v128) (local $joining v128) (local $cost f32) (local $at i32)
     ${declare('i32', ['$k', '$first', '$piece', '$flip'])}`,
    set('$joining', splat('$join')),
    `(call $draw ${get('$i')} ${i32(0)})`,
    `(call $draw ${get('$i')} ${i32(1)})`,
    loadSpins,
    all.map(v => store(scratch, v, bond(v), joined)),
    set('$x', tree('v128.and', all.map(v => op('v128.or', load(scratch, v, joined), valid(v))))), // prettier-ignore
    `(if (i32x4.all_true ${get('$x')}) (then`,
    // One piece, all the way round.
    set('$x', tree('f32x4.add', products)),
    set(
      '$flip',
      `(i32.sub ${i32(0)} (f32.lt (f32.mul ${get('$b')} ${sum('$x')}) (f32.load offset=${thresholds} ${scratch})))`,
    ),
    all.map(v => set(change[v], op('v128.and', op('i32x4.splat', '$flip'), flipOf(v)))),
    ') (else',
    all.map(v => store(scratch, v, mul(splat('$b'), products[v]), costs)),
    // A piece begins where the bond from the slice before is open.
    set('$first', i32(slices - 1)),
    `(loop $search (if (i32.load offset=${joined} ${placeOf('$first')}) (then ${step('$first', -1)} (br $search))))`,
    step('$first', 1),
    set('$k', get('$first')),
    set('$piece', get('$first')),
    set('$cost', '(f32.const 0)'),
    '(loop $walk',
    set('$at', placeOf('$k')),
    set('$cost', `(f32.add ${get('$cost')} (f32.load offset=${costs} ${get('$at')}))`),
    step('$k', 1),
    `(br_if $walk (i32.load offset=${joined} ${get('$at')}))`,
    set('$flip', `(i32.sub ${i32(0)} (f32.lt ${get('$cost')} (f32.load offset=${thresholds} ${get('$at')})))`),
    '(loop $back',
    `(i32.store offset=${flips} ${placeOf('$piece')} ${get('$flip')})`,
    step('$piece', 1),
    `(br_if $back (i32.ne ${get('$piece')} ${get('$k')})))`,
    set('$cost', '(f32.const 0)'),
    `(br_if $walk (i32.ne ${get('$k')} ${get('$first')})))`,
    all.map(v => set(change[v], op('v128.and', load(scratch, v, flips), flipOf(v)))),
    '))',
    apply,
  )

  const refresh = lines(
    '(func (export "refresh") (param $constant f64)',
    locals,
    '(local $own v128) (local $half v128)',
    Array.from({ length: 2 * vectors }, (_, v) => store(scratch, v, op('f64x2.splat', '$constant'), energies)),
    set('$half', op('f64x2.splat', '(f64.const -0.5)')),
    everySpin(
      set('$own', `(v128.load32_splat (i32.add ${word('own')} (i32.shl ${get('$i')} ${i32(2)})))`),
      all.map(v => set(change[v], get('$own'))),
      everyEdge(word('spins'), ...all.map(v => set(change[v], add(change[v], mul('$w', load(get('$to'), v)))))),
      loadSpins,
      all.map(v => store(get('$f'), v, get(change[v]))),
      // Every pair is met twice, every field once.
      all.flatMap(v => [
        set(change[v], mul(spin[v], change[v])),
        set('$w', mul(spin[v], '$own')),
        ...[0, 1].map(h => {
          const two = (x: string) => op('f64x2.promote_low_f32x4', h ? shuffle32([2, 3, 2, 3], x, x) : x)
          const energy = op('f64x2.mul', '$half', op('f64x2.add', two(change[v]), two('$w')))
          return store(scratch, 2 * v + h, op('f64x2.add', load(scratch, 2 * v + h, energies), energy), energies)
        }),
      ]),
    ),
    ')',
  )

  const bonds = lines(
    '(func (export "bonds") (result f64)',
    locals,
    '(local $x v128) (local $sum f64)',
    everySpin(
      loadSpins,
      set('$x', tree('f32x4.add', all.map(v => mul(spin[v], v < half ? spin[half + v] : after(v - half))))), // prettier-ignore
      set('$sum', `(f64.add ${get('$sum')} (f64.promote_f32 ${sum('$x')}))`),
    ),
    get('$sum'),
    ')',
  )

  /** Fills thresholds, or uniform numbers, of a row: odd multiples of 2^-24. */
  const draw = lines(
    '(func $draw (param $line i32) (param $purpose i32) (local $u v128)',
    declare('v128', [...philoxLocals, '$key0', '$key1']),
    set('$key0', op('i32x4.splat', word('key0'))),
    set('$key1', op('i32x4.splat', word('key1'))),
    Array.from({ length: draws / 16 }, (_, block) => [
      set('$w0', `(v128.const i32x4 ${[0, 1, 2, 3].map(lane => 4 * block + lane).join(' ')})`),
      set('$w1', op('i32x4.splat', '$line')),
      set('$w2', op('i32x4.splat', word('tick'))),
      set('$w3', op('i32x4.splat', '$purpose')),
      ...philoxBlocks(),
      ...[0, 1, 2, 3].flatMap(w => {
        const float = op('v128.or', op('i32x4.shr_u', `$w${w}`, 9), bits(32, 0x3f800000))
        const value = sub(float, 1 - 2 ** -24)
        const at = 4 * block + w
        return [
          set('$u', value),
          `(if ${get('$purpose')} (then ${store(scratch, at, get('$u'), uniforms)})`,
          `  (else ${store(scratch, at, op('call $log', lanes('single').div(sub(1, '$u'), '$u')), thresholds)}))`,
        ]
      }),
    ]).flat(),
    ')',
  )
  return [draw, local, cluster, global, refresh, bonds].join('\n')
}
