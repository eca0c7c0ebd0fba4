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
/** In `node_modules`, so that what a package loads only at times is found from there. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))

/** What the packages that are CommonJS still ask for inside of a module. */
const COMMONJS = `
import { createRequire as sharelinkRequire } from 'node:module'
import { dirname as sharelinkDirname } from 'node:path'
import { fileURLToPath as sharelinkPath } from 'node:url'
const require = sharelinkRequire(import.meta.url)
const __filename = sharelinkPath(import.meta.url)
const __dirname = sharelinkDirname(__filename)`

/**
 * Vitest's global set-up: compiles `src` once for the whole run, with esbuild as tsx does it for each start.
 * What is loaded before a stop is heeded stays apart from the rest. Its packages are compiled in: a start then costs half the
 * processor time, and this run has some hundred of them. Tests of loading and memory start the sources.
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
      banner: { js: COMMONJS },
      format: 'esm',
      platform: 'node',
      target: `node${process.versions.node}`,
      keepNames: true,
      minifySyntax: true,
      minifyWhitespace: true,
      sourcemap: true,
      sourcesContent: false,
    })
  await compile()
  project.onTestsRerun(async () => {
    await compile()
  })
  project.provide('builtProgram', `${outdir}/main.mjs`)
  return () => rm(outdir, { recursive: true, force: true })
}
