import { check } from '../check.js'
import { modulatorLaw, type ModulatorLaw, type ModulatorOptions } from '../model/index.js'
import type { ModulatorDescription, RuleDescription } from '../network/index.js'
import { suggestion } from '../options.js'
import type { Compiled } from './compiled.js'

/** A number shared by the rules of a network, such as dopamine; what `net.modulator` returns. */
export class Modulator {
  /** @internal */
  constructor(
    private readonly compiled: Compiled,
    readonly name: string,
  ) {}

  /** Its value now. */
  async read(): Promise<number> {
    return (await this.compiled.start()).learning!.modulator(this.name)
  }

  /**
   * Sets it now.
   *
   * @throws RangeError for a number that is not finite
   */
  async write(value: number): Promise<void> {
    check(Number.isFinite(value), `write ${this.name}: must be a finite number, got ${String(value)}`)
    ;(await this.compiled.start()).learning!.setModulator(this.name, value)
  }
}

/** The modulators of a network, and who brought each along. */
export class Modulators {
  private readonly laws = new Map<string, { readonly law: ModulatorLaw; readonly by?: string }>()

  constructor(given: readonly ModulatorDescription[] = []) {
    for (const { name, ...law } of given) this.laws.set(name, { law })
  }

  get names(): string[] {
    return [...this.laws.keys()]
  }

  get descriptions(): ModulatorDescription[] {
    return [...this.laws].map(([name, { law }]) => ({ name, ...law }))
  }

  /** Whether any rises with a reward. */
  get takeRewards(): boolean {
    return [...this.laws.values()].some(({ law }) => law.reward !== 0)
  }

  /** Declares one. @throws RangeError for a name that is taken or no word, or a law that is none */
  declare(name: string, options: ModulatorOptions): void {
    check(/^[A-Za-z_]\w*$/.test(name), `modulator: expected a name such as dopamine, got ${JSON.stringify(name)}`)
    const known = this.laws.get(name)
    check(!known, `modulator "${name}": there is one of this name already${known?.by ? `, of ${known.by}` : ''}`)
    this.laws.set(name, { law: modulatorLaw(options, `modulator "${name}"`) })
  }

  /** Whether there is one of this name. @throws RangeError naming those that exist */
  find(name: string): void {
    const { names } = this
    check(
      names.includes(name),
      () =>
        `unknown modulator "${name}"; the network has ${names.join(', ') || 'none'}${suggestion(String(name), names)}`,
    )
  }

  /** Takes in the modulators that rules bring along. @throws RangeError for one that is missing, or that two want otherwise */
  require(rules: readonly RuleDescription[], where: string): void {
    const wanted = rules.flatMap(({ model }) =>
      Object.entries(model.modulators).map(([name, law]) => ({ name, law, by: `rule "${model.name}"` })),
    )
    for (const { name, law, by } of wanted) {
      const known = this.laws.get(name) ?? wanted.find(other => other.name === name && other.law !== null)
      check(
        !!known?.law,
        `${where}: ${by} reads modulator "${name}", which the network has not; ` +
          `declare it before: net.modulator('${name}', { tau: '200 ms' })`,
      )
      const own = known.law
      const differs = (['tau', 'baseline', 'reward'] as const).find(p => law && known.by && law[p] !== own[p])
      check(
        !differs,
        () =>
          `${where}: ${by} wants modulator "${name}" with ${differs} ${law![differs!]}, ${known.by} with ` +
          `${own[differs!]}; declare it before: net.modulator('${name}', { ... })`,
      )
    }
    for (const { name, law, by } of wanted) if (law && !this.laws.has(name)) this.laws.set(name, { law, by })
  }
}
