import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const read = (name: string): string => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8')
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

/** What Node is told before it loads the program, but for `--import` and where that is found. */
const flagsOf = (command: string): string[] => command.match(/--(?!import|watch)[\w-]+=[^\s",]+/g) ?? []

it.each<[string, string | undefined]>([
  ['npm start', scripts.start],
  ['npm run dev', scripts.dev],
  ['the Docker image', /^CMD .*$/m.exec(read('Dockerfile'))?.[0]],
  ['the systemd unit', /^ExecStart=.*$/m.exec(read('deploy/systemd/sharelink.service'))?.[0]],
])('%s keeps the young part of the heap small', (_, command) => {
  expect(command).toMatch(/src\/(main\.ts|start\.mjs)/)
  expect(flagsOf(command ?? '')).toEqual(['--max-semi-space-size=2'])
})
