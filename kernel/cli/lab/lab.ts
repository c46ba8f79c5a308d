import type { Command } from '../command.js'
export const lab: Command = { help: '', run: async () => 0 }
