import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copiedProgram, ROOT } from '../support/copied-program.ts'

/** Starts what `npm start` does, without any setting; what Node loaded for it. */
const start = (folder: string): Promise<{ status: unknown; words: string; files: string }> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, NODE_DEBUG: 'esm' }
    const options = { cwd: folder, env, maxBuffer: 2 ** 28 }
    execFile(process.execPath, ['src/start.mjs'], options, (error, _, stderr) => {
      const [files, words] = [/^ESM.*$/gm, /^(?!ESM).*$/gm].map(
        (lines) => stderr.match(lines)?.join('\n') ?? '',
      )
      resolve({ status: error?.code, words: words ?? '', files: files ?? '' })
    })
  })

test('npm start loads the program compiled, and compiles it anew once a source has changed', async () => {
  const folder = await copiedProgram()
  await cp(join(ROOT, 'package-lock.json'), join(folder, 'package-lock.json'))
  const programOf = (files: string) => /sharelink\/([0-9a-f]{16})\/main\.mjs/.exec(files)?.[1]
  const first = await start(folder)
  expect(first.words).toContain('SLACK_BOT_TOKEN')
  expect(first.status).toBe(78)
  const second = await start(folder)
  expect(programOf(first.files)).toBeDefined()
  expect(programOf(second.files)).toBe(programOf(first.files))
  // As long as before, and as old, as from an archive of another version.
  const main = join(folder, 'src/main.ts')
  const { atime, mtime } = await stat(main)
  await writeFile(main, (await readFile(main, 'utf8')).replaceAll('stopAsked', 'stopASKED'))
  await utimes(main, atime, mtime)
  const cache = join(folder, 'node_modules/.cache/sharelink')
  await mkdir(join(cache, 'tmp-of-one-that-was-killed'))
  await utimes(join(cache, 'tmp-of-one-that-was-killed'), 0, 0)
  const third = await start(folder)
  expect(third.status).toBe(78)
  expect(programOf(third.files)).not.toBe(programOf(first.files))
  expect((await readdir(cache)).sort()).toEqual([programOf(first.files), programOf(third.files)].sort())
})

test('npm start loads the sources where they cannot be compiled', async () => {
  const { status, words, files } = await start(await copiedProgram())
  expect(words).toContain('SLACK_BOT_TOKEN')
  expect(status).toBe(78)
  expect(files).toContain('src/main.ts')
})
