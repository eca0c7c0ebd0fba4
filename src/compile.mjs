import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

// Plain JavaScript, since nothing strips types here yet.

const ROOT = fileURLToPath(new URL('../', import.meta.url))
/** Beside the packages: who may write here may change the program anyway, and a package that is loaded only at times is found. */
const CACHE = join(ROOT, 'node_modules/.cache/sharelink')
/** Programs that stay when the sources change: one of them may still run. */
const KEPT = 3
/** What begins the name of a folder that is being filled. One that was not finished is left by a process that was killed. */
const UNFINISHED = 'tmp-'
const UNFINISHED_MS = 10 * 60_000

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

/** Another one for each change of a source or a package, and each Node. Times of files tell nothing, as in an image. */
const versionOfSources = () => {
  const hash = createHash('sha256').update(process.version)
  const found = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
  const sources = found.filter((one) => one.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  for (const name of [...sources, join(ROOT, 'package-lock.json')].sort())
    hash.update(
      createHash('sha256').update(relative(ROOT, name)).update('\0').update(readFileSync(name)).digest(),
    )
  return hash.digest('hex').slice(0, 16)
}

const removeOld = () => {
  const folders = readdirSync(CACHE).flatMap((name) => {
    // Another process may have given it its name, or removed it.
    const at = statSync(join(CACHE, name), { throwIfNoEntry: false })?.mtimeMs
    return at === undefined ? [] : [{ name, at }]
  })
  const isUnfinished = ({ name }) => name.startsWith(UNFINISHED)
  const left = folders.filter((one) => isUnfinished(one) && one.at < Date.now() - UNFINISHED_MS)
  const programs = folders.filter((one) => !isUnfinished(one)).sort((a, b) => b.at - a.at)
  for (const { name } of programs.slice(KEPT)) {
    const unfinished = UNFINISHED + randomUUID()
    // What is removed only in part must not be taken for the program.
    renameSync(join(CACHE, name), join(CACHE, unfinished))
    rmSync(join(CACHE, unfinished), { recursive: true, force: true })
  }
  for (const { name } of left) rmSync(join(CACHE, name), { recursive: true, force: true })
}

/** It was started last, so that it stays when others are removed. */
const used = (folder) => {
  const now = new Date()
  try {
    utimesSync(folder, now, now)
  } catch {
    // Of another user, who keeps it.
  }
}

const compileInto = async (folder) => {
  const { build } = await import('esbuild')
  const own = join(CACHE, UNFINISHED + randomUUID())
  mkdirSync(own, { recursive: true })
  try {
    await build({ ...COMPILATION, entryPoints: [`src${sep}main.ts`], outdir: own, logLevel: 'silent' })
    if (!existsSync(folder)) renameSync(own, folder)
  } catch (error) {
    // Another process may have been done first.
    if (!existsSync(folder)) throw error
  } finally {
    rmSync(own, { recursive: true, force: true })
  }
  try {
    removeOld()
  } catch {
    // What is of another user stays; the program is there.
  }
}

/**
 * The program compiled, for `import`; null where it cannot be, as without esbuild, or where nothing may be written. Done anew only
 * after a change. Several may do so at once: each has a folder of its own, and the first that is done gives it the name.
 */
export const compiledProgram = async () => {
  try {
    const folder = join(CACHE, versionOfSources())
    const program = join(folder, 'main.mjs')
    if (!existsSync(program)) await compileInto(folder)
    used(folder)
    return existsSync(program) ? program : null
  } catch {
    return null
  }
}
