import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { workFolder } from '../../support/program.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** Starts the program without settings, so that it ends once it is loaded, and names what it left in the folder. */
const leftBy = async (program: string, args: string[]): Promise<string[]> => {
  const dir = await workFolder()
  for (const name of ['package.json', 'node_modules', 'src']) await symlink(join(ROOT, name), join(dir, name))
  const temporary = join(dir, 'temporary')
  await mkdir(temporary)
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: temporary }
  const child = spawn(program, args, { cwd: dir, env, stdio: 'ignore' })
  expect(await once(child, 'exit')).toEqual([78, null])
  return readdir(temporary)
}

test('A8: npm start keeps no compiled code where others could put theirs', async () => {
  expect(await leftBy('npm', ['start'])).toEqual([])
})

test('A8: which tsx does, if nobody stops it', async () => {
  expect(await leftBy(process.execPath, ['--import', 'tsx', 'src/main.ts'])).toEqual([
    expect.stringMatching(/^tsx-/),
  ])
})
