import { literal } from './expressionText.js'

/**
 * Random numbers for kernels, which have no integers: the generator of Wichmann & Hill 1982 (Applied Statistics 31:188,
 * AS 183), whose three congruences stay below 2^24, so that single precision computes them exactly. Its period is
 * 7e12; each neuron begins somewhere else in it, and a step finds its place by one product: `x a^step mod m`.
 */
const congruences = [
  { a: 171, m: 30_269 },
  { a: 172, m: 30_307 },
  { a: 170, m: 30_323 },
] as const

/** Seeds of one neuron for one noise: two uniform numbers a step, of three congruences each. */
export const seedsPerNoise = 2 * congruences.length

/** Numbers that a kernel needs of a step: of each congruence `a^step mod m` in two parts. */
export const jumpsPerStep = 2 * congruences.length

/** The `a^step mod m` of a step, each as how often it holds 128, and the rest. */
export function jumps(step: number): number[] {
  return congruences.flatMap(({ a, m }) => {
    const jump = power(a, step, m)
    return [Math.floor(jump / 128), jump % 128]
  })
}

/** Seeds of one neuron: none is 0, where a congruence would stay. */
export function seedsOf(uniform: () => number): number[] {
  return [...congruences, ...congruences].map(({ m }) => 1 + Math.floor(uniform() * (m - 1)))
}

/** `a^n mod m` by squaring; all products are exact in double precision. */
function power(a: number, n: number, m: number): number {
  let result = 1
  for (let base = a, rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2) result = (result * base) % m
    base = (base * base) % m
  }
  return result
}

/**
 * Lines of a kernel that draw a uniform number in [0, 1), as `let NAME`.
 *
 * @param seed text of the seed with a number, of three
 * @param jump text of the jump with a number, of `jumpsPerStep`
 */
export function uniformLines(name: string, seed: (s: number) => string, jump: (j: number) => string): string[] {
  const parts = congruences.map(({ m }, c) => {
    const x = `${name}_${c}`
    // Every product is below 2^24: 30,322 times 237, and 128 + 127 times that.
    return {
      lines: [
        `let ${x} = ${seed(c)}*${jump(2 * c)};`,
        ...modulo(x, m),
        `${x} = ${x}*128.0 + ${seed(c)}*${jump(2 * c + 1)};`,
        ...modulo(x, m),
      ],
      share: `${x}*${literal(1 / m)}`,
    }
  })
  return [
    ...parts.flatMap(({ lines }) => lines),
    `let ${name} = ${parts.map(({ share }) => share).join(' + ')};`,
    `${name} = ${name} - Math.floor(${name});`,
  ]
}

/**
 * Lines of a kernel that draw a normal number by the method of Box & Muller 1958, as `const NAME`.
 *
 * @param seed text of the seed with a number, of `seedsPerNoise`
 * @param jump text of the jump with a number, of `jumpsPerStep`
 */
export function normalLines(name: string, seed: (s: number) => string, jump: (j: number) => string): string[] {
  const uniform = (u: number) => uniformLines(`${name}_${u}`, c => seed(u * congruences.length + c), jump)
  return [
    ...uniform(0),
    ...uniform(1),
    `const ${name} = Math.sqrt(-2.0*Math.log(Math.max(${name}_0, 3e-8)))*Math.cos(${literal(2 * Math.PI)}*${name}_1);`,
  ]
}

/** `x mod m` for whole numbers: the quotient may be off by one, and is put right. */
function modulo(x: string, m: number): string[] {
  const divisor = literal(m)
  return [
    `${x} = ${x} - ${divisor}*Math.floor(${x}*${literal(1 / m)});`,
    `if (${x} < 0.0) { ${x} = ${x} + ${divisor}; }`,
    `if (${x} >= ${divisor}) { ${x} = ${x} - ${divisor}; }`,
  ]
}
