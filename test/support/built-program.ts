import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The program as JavaScript, built of `src` at the start of this run. */
    builtProgram: string
  }
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** In `node_modules`, so that packages are found from there. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))

/**
 * Vitest's global set-up: compiles `src` once for the whole run, with esbuild as tsx does it for each start.
 * What is loaded before a stop is heeded stays apart from the rest, and packages stay outside.
 */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  await mkdir(CACHE, { recursive: true })
  const outdir = await mkdtemp(`${CACHE}built-program-`)
  const compile = () =>
    build({
      absWorkingDir: ROOT,
      entryPoints: ['src/main.ts'],
      outdir,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      target: `node${process.versions.node}`,
      keepNames: true,
      sourcemap: true,
    })
  await compile()
  project.onTestsRerun(async () => {
    await compile()
  })
  project.provide('builtProgram', `${outdir}/main.mjs`)
  return () => rm(outdir, { recursive: true, force: true })
}
