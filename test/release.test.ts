import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CHANGESET = join(ROOT, 'node_modules/.bin/changeset')

it('a release takes what waits in .changeset, raises the version, and names its tag after it', async () => {
  const room = await mkdtemp(join(tmpdir(), 'sharelink-release-'))
  const git = (...words: string[]) => execFileSync('git', words, { cwd: room, encoding: 'utf8' })
  const changeset = (...words: string[]) =>
    execFileSync(CHANGESET, words, { cwd: room, encoding: 'utf8', stdio: 'pipe' })
  try {
    for (const file of ['package.json', 'CHANGELOG.md', '.changeset'])
      cpSync(join(ROOT, file), join(room, file), { recursive: true })
    git('init', '-q', '-b', 'main')
    git('config', 'user.name', 'A maintainer')
    git('config', 'user.email', 'maintainer@example.com')
    writeFileSync(
      join(room, '.changeset/a.md'),
      '---\nsharelink: major\n---\n\nSomething that people notice.\n',
    )
    git('add', '.')
    git('commit', '-qm', 'A change')
    const before = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
    const next = `${Number(before.version.split('.')[0]) + 1}.0.0`

    changeset('version')
    expect(JSON.parse(readFileSync(join(room, 'package.json'), 'utf8'))).toEqual({ ...before, version: next })
    const changelog = readFileSync(join(room, 'CHANGELOG.md'), 'utf8')
    expect(changelog).toMatch(new RegExp(`^# Changelog\n\n## ${next}\n\n### Major Changes\n`))
    expect(changelog).toContain('Something that people notice.')
    expect(changelog).toContain(`\n## ${before.version}\n`)
    expect(readdirSync(join(room, '.changeset'))).toEqual(['config.json'])

    git('add', '.')
    git('commit', '-qm', `Release ${next}`)
    changeset('tag')
    expect(git('tag')).toBe(`v${next}\n`)
  } finally {
    await rm(room, { recursive: true, force: true })
  }
})
