import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** A copy of the program, with the packages of this one, and some of them under another name too. */
export const copiedProgram = async (also: Readonly<Record<string, string>> = {}): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'sharelink-start-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await cp(join(ROOT, 'src'), join(folder, 'src'), { recursive: true })
  await cp(join(ROOT, 'package.json'), join(folder, 'package.json'))
  await mkdir(join(folder, 'node_modules'))
  const packages = (await readdir(join(ROOT, 'node_modules'))).filter((name) => !name.startsWith('.'))
  const inside = (root: string, name: string) => join(root, 'node_modules', name)
  const names = [...packages.map((name): [string, string] => [name, name]), ...Object.entries(also)]
  await Promise.all(names.map(([name, from]) => symlink(inside(ROOT, from), inside(folder, name))))
  return folder
}
