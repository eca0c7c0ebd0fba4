import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import type { TestProject } from 'vitest/node'
import { COMPILATION } from '../../src/compile.mjs'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The program as JavaScript, built of `src` at the start of this run. */
    builtProgram: string
    /** The same of the sandbox, and of its demo; the bot that they start is the built program. */
    builtSandbox: string
    builtDemo: string
    /** The folder of the programs beside the bot. */
    builtTools: string
  }
}

/** In `node_modules`, so that what a package loads only at times is found from there. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))

const TOOLS = ['src/audit.ts', 'src/backup.ts', 'src/doctor.ts', 'src/end-all.ts', 'src/restore.ts']

/** Leaves what the sandbox finds beside its sources where it is, and has it start the built bot. */
const inPlace = (bot: string): Plugin => ({
  name: 'in-place',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\/sandbox\/.*\.ts$/ }, async ({ path }) => {
      const source = path.endsWith('/bot-program.ts')
        ? `export const BOT_PROGRAM = ${JSON.stringify(['--enable-source-maps', bot])}`
        : await readFile(path, 'utf8')
      const address = JSON.stringify(pathToFileURL(path).href)
      return { contents: source.replaceAll('import.meta.url', address), loader: 'ts' }
    })
  },
})

/**
 * Vitest's global set-up: compiles the program, the sandbox and the demo once for the whole run, with esbuild as tsx does it
 * for each start. What is loaded before a stop is heeded stays apart from the rest. Packages are compiled in: a start then
 * costs half the processor time, and this run has some hundred of them. Tests of loading and memory start the sources.
 */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  await mkdir(CACHE, { recursive: true })
  const outdir = await mkdtemp(`${CACHE}built-program-`)
  const bot = `${outdir}/main.mjs`
  const tools = `${outdir}/tools`
  const compile = async () => {
    await build({ ...COMPILATION, entryPoints: ['src/main.ts'], outdir })
    await build({ ...COMPILATION, entryPoints: TOOLS, outdir: tools })
    await build({
      ...COMPILATION,
      entryPoints: { sandbox: 'sandbox/start/main.ts', demo: 'sandbox/demo/main.ts' },
      outdir,
      plugins: [inPlace(bot)],
      // It compiles the pages when the sandbox starts, with a program of its own.
      external: ['esbuild'],
    })
  }
  await compile()
  project.onTestsRerun(compile)
  project.provide('builtProgram', bot)
  project.provide('builtTools', tools)
  project.provide('builtSandbox', `${outdir}/sandbox.mjs`)
  project.provide('builtDemo', `${outdir}/demo.mjs`)
  return () => rm(outdir, { recursive: true, force: true })
}
