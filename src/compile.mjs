import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

// Plain JavaScript, since nothing strips types here yet.

const ROOT = fileURLToPath(new URL('../', import.meta.url))
/** Beside the packages: who may write here may change the program anyway, and a package that is loaded only at times is found. */
const CACHE = join(ROOT, 'node_modules/.cache/sharelink')
/** Programs that stay when the sources change: one of them may still run. */
const KEPT = 3

/** What packages that are CommonJS still ask for inside of a module. */
const COMMONJS = `
import { createRequire as sharelinkRequire } from 'node:module'
import { dirname as sharelinkDirname } from 'node:path'
import { fileURLToPath as sharelinkPath } from 'node:url'
const require = sharelinkRequire(import.meta.url)
const __filename = sharelinkPath(import.meta.url)
const __dirname = sharelinkDirname(__filename)`

/** How the program becomes a few files of JavaScript, its packages among them. What is imported later stays apart. */
export const COMPILATION = {
  absWorkingDir: ROOT,
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
}

/** Another one for each change of a source or a package, and each Node. */
const versionOfSources = () => {
  const hash = createHash('sha256').update(process.version)
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true }).map((name) => join('src', String(name)))
  for (const name of [...sources, 'package-lock.json'].sort()) {
    const { mtimeMs, size } = statSync(join(ROOT, name))
    hash.update(`${name} ${mtimeMs} ${size}\n`)
  }
  return hash.digest('hex').slice(0, 16)
}

const removeOld = () => {
  const folders = readdirSync(CACHE).map((name) => join(CACHE, name))
  const byAge = folders
    .map((folder) => ({ folder, at: statSync(folder).mtimeMs }))
    .sort((a, b) => b.at - a.at)
  for (const { folder } of byAge.slice(KEPT)) rmSync(folder, { recursive: true, force: true })
}

/**
 * The program compiled, for `import`; null where it cannot be, as without esbuild, or where nothing may be written. Done anew only
 * after a change. Several may do so at once: each has a folder of its own, and the first that is done gives it the name.
 */
export const compiledProgram = async () => {
  try {
    const folder = join(CACHE, versionOfSources())
    const program = join(folder, 'main.mjs')
    if (existsSync(program)) return program
    const { build } = await import('esbuild')
    const own = join(CACHE, randomUUID())
    mkdirSync(own, { recursive: true })
    try {
      await build({ ...COMPILATION, entryPoints: [`src${sep}main.ts`], outdir: own, logLevel: 'silent' })
      if (!existsSync(program)) renameSync(own, folder)
    } finally {
      rmSync(own, { recursive: true, force: true })
    }
    removeOld()
    return existsSync(program) ? program : null
  } catch {
    return null
  }
}
