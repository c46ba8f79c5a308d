import { fileURLToPath } from 'node:url'
import type ts from 'typescript'
import type { Compiler } from './compiler.js'

const here = fileURLToPath(import.meta.url)

/**
 * Where a notebook finds the types of a package: from its own folder upward, then from the kernel's installation.
 * The same order holds for the code (kernel/session/modules.ts).
 */
export function resolveFrom(ts: Compiler, host: ts.ModuleResolutionHost) {
  return (
    specifier: string,
    containing: string,
    options: ts.CompilerOptions,
    redirected?: ts.ResolvedProjectReference,
  ): ts.ResolvedModuleWithFailedLookupLocations => {
    const found = ts.resolveModuleName(specifier, containing, options, host, undefined, redirected)
    if (isTyped(found) || specifier.startsWith('.') || containing.includes('/node_modules/')) return found
    const fallback = ts.resolveModuleName(specifier, here, options, host, undefined, redirected)
    return fallback.resolvedModule ? fallback : found
  }
}

const isTyped = ({ resolvedModule }: ts.ResolvedModuleWithFailedLookupLocations) =>
  resolvedModule !== undefined && !/\.[cm]?jsx?$/.test(resolvedModule.resolvedFileName)
