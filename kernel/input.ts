import { host } from './host.js'

/**
 * Asks the person at the notebook for a line of text.
 *
 * @returns what was typed; to be awaited
 * @throws Error where nobody can answer: outside of a notebook, or when the notebook is run without a person
 * @example
 * const name = await input('Your name? ')
 */
export const input = (prompt = ''): Promise<string> => ask('input', prompt, false)

/** Like {@link input}, for what must not be seen as it is typed. It is not kept in the notebook either. */
export const password = (prompt = 'Password: '): Promise<string> => ask('password', prompt, true)

async function ask(name: string, prompt: string, secret: boolean): Promise<string> {
  const notebook = host()
  if (!notebook?.input)
    throw new Error(`${name}(${JSON.stringify(prompt)}): there is no notebook here whose reader can answer`)
  return notebook.input(prompt, { secret })
}
