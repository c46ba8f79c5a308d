import { fileURLToPath } from 'node:url'
import type ts from 'typescript'
import type { Compiler } from './compiler.js'

const here = fileURLToPath(import.meta.url)

export type Resolve = (
  specifier: string,
  containing: string,
  options: ts.CompilerOptions,
  redirected?: ts.ResolvedProjectReference,
) => ts.ResolvedModuleWithFailedLookupLocations

/**
 * Where a notebook finds the types of a package: from its own folder upward, then from the kernel's installation.
 * The same order holds for the code (kernel/session/modules.ts).
 */
export function resolveFrom(ts: Compiler, host: ts.ModuleResolutionHost, cache: ts.ModuleResolutionCache): Resolve {
  return (specifier, containing, options, redirected) => {
    const isPackage = containing.includes('/node_modules/')
    const found = ts.resolveModuleName(specifier, containing, options, host, isPackage ? cache : undefined, redirected)
    if (isTyped(found) || specifier.startsWith('.') || isPackage) return found
    const fallback = ts.resolveModuleName(specifier, here, options, host, undefined, redirected)
    return fallback.resolvedModule ? fallback : found
  }
}

/** Whether a module was found, and with its types. */
export const isTyped = ({ resolvedModule }: ts.ResolvedModuleWithFailedLookupLocations) =>
  resolvedModule !== undefined && !/\.[cm]?jsx?$/.test(resolvedModule.resolvedFileName)

/**
 * What the session is to load for an import: the file, where TypeScript finds a source of the person's own that Node
 * would not find or not understand (`paths` of tsconfig.json, packages of a workspace), else the import as it stands.
 */
export function located(resolve: Resolve, specifier: string, containing: string, options: ts.CompilerOptions): string {
  if (/^(\.{0,2}\/|node:)/.test(specifier)) return specifier
  const path = resolve(specifier, containing, options).resolvedModule?.resolvedFileName
  if (path === undefined || path.includes('/node_modules/') || /\.d\.[cm]?ts$/.test(path)) return specifier
  return /\.[cm]?tsx?$/.test(path) || options.paths ? path : specifier
}
